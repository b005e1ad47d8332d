import type { EventData, RunEvent } from '@aizoomdoc/contracts';
import { formatModel, formatNumber, formatPlace, oneLine, plural } from '../format/text.ts';
import type { Output } from '../output.ts';
import { formatCost, formatEvidence } from './evidence.ts';
import { formatSources } from './sources.ts';

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

  function finish(final: EventData<'llm_final'>): void {
    endLine();
    const { content, citations } = final;
    const parts = [formatSources(citations, output.style), formatEvidence(final, output.style)];
    const grounds = parts.filter((part) => part !== '').join('\n\n');
    if (grounds !== '') write(`${content.endsWith('\n\n') ? '' : '\n'}${grounds}\n`);
    output.note(formatSummary(final, Date.now() - started));
  }

  return {
    trouble: () => show('Связь прервалась, восстанавливаю…'),
    stopping: () => show('Останавливаю… (ещё раз Ctrl-C — выйти, не дожидаясь)'),
    event({ event, data }) {
      switch (event) {
        case 'queue_position':
          return show(formatQueue(data));
        case 'phase_started':
          // A phase is announced again before each of its tools.
          if (data.phase === 'verification') endLine();
          if (data.description !== phase) show(data.description);
          phase = data.description;
          return;
        case 'phase_progress':
          return show(`${data.message} — ${Math.round(data.progress * 100)}\u00a0%`);
        case 'llm_thinking':
          return output.isInteractive ? show(`Думаю: ${oneLine(data.content, 200)}`) : undefined;
        case 'tool_call':
          return show(data.reason);
        case 'image_ready':
          return show(`Смотрю ${data.name}: ${formatPicture(data)}`);
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

/** «блок 9CXH-MNAX-4JL, стр. 9, лист 5.1» */
function formatPicture(picture: EventData<'image_ready'>): string {
  const { block_id } = picture;
  return `${block_id === null ? '' : `блок ${block_id}, `}${formatPlace(picture)}`;
}

function formatQueue({ position, estimated_wait_seconds: wait }: EventData<'queue_position'>): string {
  if (position === 0) return 'Очередь подошла';
  return `В очереди: ${position}${wait === null ? '' : `, ждать около ${formatNumber(wait)}\u00a0с`}`;
}

/** «gemini-2.5-flash · 12 345 токенов на входе, 321 на выходе · 4 с · 0,012 $» */
function formatSummary({ model, usage, cost_usd }: EventData<'llm_final'>, milliseconds: number): string {
  const { input_tokens: input = 0, output_tokens: written = 0, model_calls: calls = 0, pictures = 0 } = usage;
  const tokens =
    input + written === 0
      ? ''
      : `${plural(input, ['токен', 'токена', 'токенов'])} на входе, ${formatNumber(written)} на выходе`;
  const asked = calls === 0 ? '' : plural(calls, ['обращение', 'обращения', 'обращений']);
  const seen = pictures === 0 ? '' : plural(pictures, ['картинка', 'картинки', 'картинок']);
  const seconds = `${formatNumber(Math.round(milliseconds / 100) / 10)}\u00a0с`;
  return [formatModel(model), asked, seen, tokens, seconds, formatCost(cost_usd)]
    .filter((part) => part !== '')
    .join(' · ');
}
