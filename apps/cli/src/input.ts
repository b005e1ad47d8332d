import { createInterface } from 'node:readline';
import { CliError, exitCodes, usageError } from './errors.ts';

/** Whether a person can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** All of stdin as text. */
export async function readStdin(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const piece of process.stdin) text += piece;
  return text;
}

/** A secret from stdin, or typed unseen where a person sits at it. */
export async function readSecret(prompt: string): Promise<string> {
  const text = process.stdin.isTTY ? await askUnseen(prompt) : await readStdin();
  const secret = text.trim();
  if (secret === '') throw usageError(`${prompt}: значение пустое.`, 'Передайте его через stdin.');
  return secret;
}

/** Asks before something that cannot be undone; where nobody can be asked, the command itself is the consent. */
export async function confirm(question: string): Promise<void> {
  if (!canAsk()) return;
  const answer = await askLine(`${question} [д/Н] `);
  if (/^(д|да|y|yes)$/i.test(answer.trim())) return;
  throw new CliError('cancelled', 'Отменено.');
}

/** A typed line; the end of input is an empty one. */
function askLine(question: string): Promise<string> {
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const leave = (settle: () => void) => () => {
    process.stderr.write('\n');
    settle();
  };
  const answer = new Promise<string>((resolve, reject) => {
    line.once(
      'SIGINT',
      leave(() => reject(interrupted())),
    );
    line.once(
      'close',
      leave(() => resolve('')),
    );
    line.question(question, (typed) => {
      line.removeAllListeners('close');
      resolve(typed);
    });
  });
  return answer.finally(() => line.removeAllListeners('close').close());
}

/** What a terminal sends around a pasted text, and for arrows and the like. */
const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z~]`, 'g');
const ctrlC = '\u0003';
const isEnd = (key: string) => ['\r', '\n', '\u0004'].includes(key);
const isErase = (key: string) => key === '\u007f' || key === '\b';

interface Typing {
  typed: string;
  ended: 'entered' | 'interrupted' | null;
}

/** Goes on typing with the keys of one chunk; a pasted text comes as one. */
function typeKeys({ typed }: Typing, chunk: string): Typing {
  let text = typed;
  for (const key of chunk.replaceAll(escapes, '')) {
    if (key === ctrlC) return { typed: text, ended: 'interrupted' };
    if (isEnd(key)) return { typed: text, ended: 'entered' };
    text = isErase(key) ? [...text].slice(0, -1).join('') : text + key;
  }
  return { typed: text, ended: null };
}

function askUnseen(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(`${prompt}: `);
  stdin.setEncoding('utf8');
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typing: Typing = { typed: '', ended: null };
    const listen = (chunk: string) => {
      typing = typeKeys(typing, chunk);
      if (typing.ended === null) return;
      stdin.off('data', listen);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      if (typing.ended === 'entered') resolve(typing.typed);
      else reject(interrupted());
    };
    stdin.on('data', listen);
  });
}

/** The person pressed Ctrl-C. */
export function interrupted(message = 'Прервано.'): CliError {
  return new CliError('interrupted', message, { exitCode: exitCodes.interrupted });
}
