import { round } from '../lib/metrics.ts';
import { formatTable } from '../lib/table.ts';
import type { Excluded } from './cases.ts';
import type { FalseAlarm, Outcome, RowOutcome } from './measure.ts';
import type { Timing } from './speed.ts';

export interface Report {
  outcome: Outcome;
  rows: RowOutcome;
  timings: readonly Timing[];
  excluded: readonly Excluded[];
}

export function reportJson({ outcome, rows, timings, excluded }: Report) {
  return { ...figuresOf(outcome), ...outcome, table_rows: rows, timings, excluded };
}

/** Precision is told for as many right answers as changed ones: there are many more of the latter here than in use. */
function figuresOf({ right, falseAlarms, changed }: Outcome) {
  const tallies = Object.values(changed);
  const asked = tallies.reduce((sum, one) => sum + one.asked, 0);
  const caught = tallies.reduce((sum, one) => sum + one.caught, 0);
  const recall = asked === 0 ? 1 : caught / asked;
  const alarms = right === 0 ? 0 : falseAlarms.length / right;
  return { recall, precision: recall + alarms === 0 ? 1 : recall / (recall + alarms), alarms, asked, caught };
}

export function reportText({ outcome, rows: table, timings, excluded }: Report): string {
  const { recall, precision, alarms, asked, caught } = figuresOf(outcome);
  const rows = Object.entries(outcome.changed).map(([kind, one]) => [
    kind,
    String(one.asked),
    String(one.caught),
    (one.caught / Math.max(1, one.asked)).toFixed(4),
  ]);
  return [
    formatTable(
      ['изменено', 'ответов', 'поймано', 'полнота'],
      [...rows, ['всего', String(asked), String(caught), recall.toFixed(4)]],
    ),
    `Верных ответов ${outcome.right}, ложных тревог ${outcome.falseAlarms.length} (${(alarms * 100).toFixed(1)} %).`,
    `Точность ${precision.toFixed(4)} (верных и изменённых поровну), полнота ${recall.toFixed(4)}; проверка ${round(outcome.time)} мс.`,
    rowsText(table),
    timings.map(({ name, claims, ms }) => `${name}: утверждений ${claims}, ${Math.round(ms)} мс.`).join('\n'),
    ...section('Ложные тревоги', [...outcome.falseAlarms, ...table.alarms].map(alarmText)),
    ...section(
      'Не поймано',
      outcome.misses.map(
        ({ kind, from, to, phrasing, text }) => `${kind}: ${from} → ${to} (${phrasing}) ${oneLine(text)}`,
      ),
    ),
    ...section(
      'Не измеряется',
      excluded.map(({ question, reason }) => `${question} — ${reason}`),
    ),
  ].join('\n\n');
}

function rowsText({ right, alarms, changed, swapped }: RowOutcome): string {
  const share = ({ asked, caught }: RowOutcome['changed']) => `${caught} из ${asked}`;
  return `Строки таблиц словами (сверх вопросов): верных ${right}, ложных тревог ${alarms.length}; изменённых поймано ${share(changed)}, со значением другой строки ${share(swapped)}. Строки с одинаковыми значениями неотличимы.`;
}

function alarmText({ phrasing, answer, claims }: FalseAlarm): string {
  const lines = claims.map(({ text, note }) => `    «${text}»: ${note}`);
  return [`${phrasing}: ${oneLine(answer)}`, ...lines].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [`${title}: ${lines.length}\n${lines.map((line) => `  ${line}`).join('\n')}`];
}

function oneLine(text: string): string {
  return text.replace(/\s*\n+\s*/gu, ' ⏎ ');
}
