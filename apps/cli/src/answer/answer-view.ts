import type { EventData, RunEvent } from '@aizoomdoc/contracts';
import { formatModel, formatNumber, oneLine, plural } from '../format/text.ts';
import type { Output } from '../output.ts';
import { formatSources, type Source } from './sources.ts';

/** How the events of an answer are shown. */
export interface AnswerView {
  event(event: RunEvent): void;
  /** The connection is lost and being restored. */
  trouble(): void;
  stopping(): void;
}

/** One line of JSON an event, as the server sent it. */
export function createJsonView({ jsonLine }: Output): AnswerView {
  return { event: jsonLine, trouble: () => {}, stopping: () => {} };
}

/** What happens on stderr, the answer as it comes and its sources on stdout. */
export function createTextView(output: Output): AnswerView {
  const { status, errorStyle } = output;
  const started = Date.now();
  let isMidLine = false;
  let phase = '';

  /** The status may share the screen with the answer, so it never starts in the middle of its line. */
  function show(text: string): void {
    if (output.isInteractive && isMidLine) write('\n');
    status.show(text);
  }

  function write(text: string): void {
    if (text === '') return;
    status.clear();
    output.text(text);
    isMidLine = !text.endsWith('\n');
  }

  function endLine(): void {
    if (isMidLine) write('\n');
  }

  function finish({ content, citations, model, usage }: EventData<'llm_final'>): void {
    endLine();
    const sources = formatSources(citations as unknown as Source[], output.style);
    if (sources !== '') write(`${content.endsWith('\n\n') ? '' : '\n'}${sources}\n`);
    output.note(formatSummary(model, usage, Date.now() - started));
  }

  return {
    trouble: () => show('Связь прервалась, восстанавливаю…'),
    stopping: () => show('Останавливаю… (ещё раз Ctrl-C — выйти, не дожидаясь)'),
    event({ event, data }) {
      switch (event) {
        case 'queue_position':
          return show(`В очереди: ${data.position}`);
        case 'phase_started':
          // A phase is announced again before each of its tools.
          if (data.description !== phase) show(data.description);
          phase = data.description;
          return;
        case 'phase_progress':
          return show(`${data.message} — ${Math.round(data.progress * 100)}\u00a0%`);
        case 'llm_thinking':
          return output.isInteractive ? show(`Думаю: ${oneLine(data.content, 200)}`) : undefined;
        case 'tool_call':
          return show(data.reason);
        case 'llm_token':
          return write(data.token);
        case 'warning':
          endLine();
          return output.note(`${errorStyle.yellow('Внимание:')} ${data.message}`);
        case 'answer_restarted':
          endLine();
          return write('\n— ответ начат заново —\n\n');
        case 'llm_final':
          return finish(data);
        case 'error':
        case 'completed':
          endLine();
          return status.clear();
      }
    },
  };
}

/** «gemini-2.5-flash · 12 345 токенов на входе, 321 на выходе · 4 с» */
function formatSummary(model: string, usage: Record<string, number>, milliseconds: number): string {
  const { input_tokens: input = 0, output_tokens: written = 0, model_calls: calls = 0 } = usage;
  const tokens =
    input + written === 0
      ? ''
      : `${plural(input, ['токен', 'токена', 'токенов'])} на входе, ${formatNumber(written)} на выходе`;
  const asked = calls === 0 ? '' : plural(calls, ['обращение', 'обращения', 'обращений']);
  const seconds = `${formatNumber(Math.round(milliseconds / 100) / 10)}\u00a0с`;
  return [formatModel(model), asked, tokens, seconds].filter((part) => part !== '').join(' · ');
}
