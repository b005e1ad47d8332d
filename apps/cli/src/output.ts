import { exitCodes, type Failure } from './errors.ts';
import { createPlainStatus, createSpinner, type StatusLine, silentStatus } from './format/status-line.ts';
import { createStyle, type Style } from './format/style.ts';

/** What a command says: an object for scripts, a text for people. */
export interface Answer {
  json: unknown;
  text: string;
}

export interface OutputOptions {
  json: boolean;
  /** No colours and no spinner. */
  plain: boolean;
}

/** Where the program speaks: results on stdout, everything else on stderr. */
export interface Output {
  json: boolean;
  /** Colours of stdout. */
  style: Style;
  /** Colours of stderr. */
  errorStyle: Style;
  status: StatusLine;
  /** Result of a command. */
  answer(answer: Answer): void;
  /** One line of a stream of objects. */
  jsonLine(value: unknown): void;
  /** A piece of text of a stream, as it is. */
  text(piece: string): void;
  bytes(bytes: Uint8Array): void;
  /** Whether the answer's text shares the screen with the status line. */
  isInteractive: boolean;
  /** A remark for a person; scripts with `--json` do not hear it. */
  note(text: string): void;
  failure(failure: Failure): void;
}

/** Opens the output of one command. */
export function createOutput({ json, plain }: OutputOptions): Output {
  const { stdout, stderr } = process;
  const style = createStyle(stdout.isTTY === true && !plain);
  const errorStyle = createStyle(stderr.isTTY === true && !plain);
  const safeOut = stdout.isTTY === true ? withoutControls : asIs;
  const safeError = stderr.isTTY === true ? withoutControls : asIs;
  const say = (text: string) => {
    status.clear();
    stderr.write(`${safeError(text)}\n`);
  };
  const status = chooseStatus();

  function chooseStatus(): StatusLine {
    if (json) return silentStatus;
    if (stderr.isTTY === true && !plain) return createSpinner(stderr, errorStyle.dim);
    return createPlainStatus((line) => stderr.write(`${line}\n`));
  }

  const jsonLine = (value: unknown) => stdout.write(`${JSON.stringify(value)}\n`);
  return {
    json,
    style,
    errorStyle,
    status,
    isInteractive: stdout.isTTY === true && stderr.isTTY === true && !plain,
    answer(answer) {
      status.clear();
      if (json) jsonLine(answer.json);
      else if (answer.text !== '') stdout.write(`${safeOut(answer.text)}\n`);
    },
    jsonLine,
    text: (piece) => stdout.write(safeOut(piece)),
    bytes: (bytes) => stdout.write(bytes),
    note: (text) => {
      if (!json) say(errorStyle.dim(text));
    },
    failure(failure) {
      if (json) stderr.write(`${JSON.stringify(presentFailure(failure))}\n`);
      else say(formatFailure(failure, errorStyle));
    },
  };
}

const asIs = (text: string) => text;

/** Documents and models must not drive a person's terminal: of its commands only colours are let through. */
function withoutControls(text: string): string {
  return text.replaceAll(terminalControls, '');
}

const escapeKey = String.fromCharCode(27);
const controlRanges = [
  [0, 8],
  [11, 26],
  [28, 31],
  [127, 159],
].map((range) => range.map((code) => String.fromCharCode(code)).join('-'));
const terminalControls = new RegExp(`${escapeKey}(?!\\[[0-9;]*m)|[${controlRanges.join('')}]`, 'g');

/** The shape of a server's problem, with the program's own fields beside it. */
function presentFailure({ code, message, exitCode, hint, status, details, requestId }: Failure) {
  return {
    error: code,
    code,
    message,
    exit_code: exitCode,
    ...(hint !== null && { hint }),
    ...(status !== null && { status }),
    ...(details.length > 0 && { details }),
    ...(requestId !== null && { request_id: requestId }),
  };
}

function formatFailure({ message, hint, status, requestId, exitCode }: Failure, style: Style): string {
  if (exitCode === exitCodes.interrupted) return style.dim(message);
  const lines = [`${style.red('Ошибка:')} ${message}`];
  if (hint !== null) lines.push(hint);
  if (status !== null && status >= 500 && requestId !== null) lines.push(style.dim(`Запрос ${requestId}`));
  return lines.join('\n');
}
