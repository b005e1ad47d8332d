import type { Answer } from '@aizoomdoc/client';
import type { importDocuments } from '@aizoomdoc/contracts';
import type { Style } from './style.ts';

type Entry = Answer<typeof importDocuments>['report'][number];

const severities = [
  { severity: 'error', title: 'Ошибки', colour: 'red' },
  { severity: 'warning', title: 'Предупреждения', colour: 'yellow' },
  { severity: 'info', title: 'К сведению', colour: 'dim' },
] as const;

/** A kind of remark about one file is shown so many times. */
const shownOfAKind = 3;

/** Remarks, the worst first, each with its file and line; `shown` = how a person knows the files. */
export function formatRemarks(
  report: readonly Entry[],
  style: Style,
  shown: ReadonlyMap<string, string> = new Map(),
): string {
  const groups = severities.flatMap(({ severity, title, colour }) => {
    const entries = report.filter((entry) => entry.severity === severity);
    if (entries.length === 0) return [];
    const lines = fewOfAKind(entries, (entry) => formatEntry(entry, shown, style));
    return [`${style[colour](`${title}: ${entries.length}`)}\n${lines.join('\n')}`];
  });
  return groups.join('\n\n');
}

/** The same remark about many places is told of the first; all of them are in `--json`. */
function fewOfAKind(entries: readonly Entry[], format: (entry: Entry) => string): string[] {
  const kinds = new Map<string, Entry[]>();
  for (const entry of entries) {
    const kind = `${entry.file}\n${entry.code}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), entry]);
  }
  return [...kinds.values()].flatMap((alike) => {
    const rest = alike.length - shownOfAKind;
    if (rest < 2) return alike.map(format);
    return [...alike.slice(0, shownOfAKind).map(format), `  … и ещё таких замечаний: ${rest}`];
  });
}

function formatEntry(
  { file, line, message }: Entry,
  shown: ReadonlyMap<string, string>,
  style: Style,
): string {
  const place = `${shown.get(file) ?? file}${line === null ? '' : `:${line}`}`;
  return `  ${style.dim(`${place}:`)} ${message}`;
}
