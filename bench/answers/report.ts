import { percentile, round } from '../lib/metrics.ts';
import { formatTable } from '../lib/table.ts';
import type { Verdict } from './judge.ts';

/** Verdicts by the file name of the document. */
export type VerdictsByDocument = ReadonlyMap<string, readonly Verdict[]>;

/** Shares of right answers are of the questions of each kind; `null` where there are none. */
export function measureAnswers(verdicts: readonly Verdict[]) {
  const of = (kind: Verdict['task']['kind']) => verdicts.filter(({ task }) => task.kind === kind);
  const evidenced = of('with_blocks');
  const lengths = verdicts.map(({ answer }) => answer.text.length);
  const times = verdicts.map(({ answer }) => answer.ms);
  return {
    with_blocks: {
      ...shareOf(evidenced, ({ isRight }) => isRight),
      says_everything: round(share(evidenced, ({ missing }) => missing.length === 0)),
      cites_accepted: round(share(evidenced, ({ isCited }) => isCited)),
      cites_first: round(share(evidenced, ({ isFirstCited }) => isFirstCited)),
      right_and_cites_first: round(share(evidenced, (one) => one.isRight && one.isFirstCited)),
    },
    without_blocks: shareOf(of('without_blocks'), ({ isRight }) => isRight),
    absent: shareOf(of('absent'), ({ isRight }) => isRight),
    made_up: shareOf(of('made_up'), ({ isRight }) => isRight),
    ms: { p50: round(percentile(times, 50)), p95: round(percentile(times, 95)) },
    length: {
      median: percentile(lengths, 50),
      p95: percentile(lengths, 95),
      longest: Math.max(0, ...lengths),
    },
  };
}

export function reportJson(byDocument: VerdictsByDocument) {
  const failed = [...byDocument].flatMap(([file, verdicts]) =>
    verdicts.filter(({ isRight }) => !isRight).map((verdict) => ({ doc_file: file, ...failureOf(verdict) })),
  );
  return {
    total: measureAnswers([...byDocument.values()].flat()),
    documents: Object.fromEntries([...byDocument].map(([file, all]) => [file, measureAnswers(all)])),
    failed,
  };
}

export function reportText(byDocument: VerdictsByDocument): string {
  const failures = [...byDocument].flatMap(([file, verdicts]) =>
    verdicts.filter(({ isRight }) => !isRight).map((verdict) => `✗ ${file}: ${failureLine(verdict)}`),
  );
  const header = [
    '',
    'верно',
    'сказано',
    'принятый блок',
    'первый блок',
    'без блоков',
    '«не сказано»',
    'придуманные',
  ];
  const timing = ['p50, мс', 'p95, мс', 'длина, медиана', 'длина, p95'];
  const rows = [...byDocument, ['ВСЕГО', [...byDocument.values()].flat()] as const];
  return [
    ...failures,
    formatTable(
      [...header, ...timing],
      rows.map(([file, verdicts]) => rowOf(file, verdicts)),
    ),
  ].join('\n');
}

function rowOf(file: string, verdicts: readonly Verdict[]): string[] {
  const { with_blocks, without_blocks, absent, made_up, ms, length } = measureAnswers(verdicts);
  const shares = [with_blocks.says_everything, with_blocks.cites_accepted, with_blocks.cites_first];
  return [
    file,
    count(with_blocks),
    ...shares.map((one) => (with_blocks.questions === 0 ? '—' : one.toFixed(3))),
    ...[without_blocks, absent, made_up].map(count),
    ms.p50.toFixed(0),
    ms.p95.toFixed(0),
    String(length.median),
    String(length.p95),
  ];
}

function count({ questions, right, share: part }: Share): string {
  if (part === null) return '—';
  return `${right}/${questions} = ${part.toFixed(3)}`;
}

interface Share {
  questions: number;
  right: number;
  share: number | null;
}

function shareOf(verdicts: readonly Verdict[], isSo: (verdict: Verdict) => boolean): Share {
  const right = verdicts.filter(isSo).length;
  return {
    questions: verdicts.length,
    right,
    share: verdicts.length === 0 ? null : round(right / verdicts.length),
  };
}

function share(verdicts: readonly Verdict[], isSo: (verdict: Verdict) => boolean): number {
  return verdicts.length === 0 ? 0 : verdicts.filter(isSo).length / verdicts.length;
}

function failureOf({ task, answer, missing, isCited }: Verdict) {
  return {
    kind: task.kind,
    question: task.question,
    failure: answer.failure,
    not_said: missing,
    cited: isCited,
  };
}

function failureLine({ task, answer, missing, isCited }: Verdict): string {
  if (answer.failure !== null) return `${task.question} — ответ не удался: ${answer.failure}`;
  if (task.kind === 'absent' || task.kind === 'made_up') {
    return `${task.question} — не сказано, что в документе этого нет`;
  }
  const reasons = [
    ...(missing.length > 0 ? [`нет в ответе: ${missing.join(', ')}`] : []),
    ...(task.blockIds.length > 0 && !isCited ? [`нет ссылки на ${task.blockIds.join(', ')}`] : []),
  ];
  return `${task.question} — ${reasons.join('; ')}`;
}
