import type { BlockModel, DocumentModel } from '../model.ts';
import { evidenceOf, placeOf, severityFor } from './evidence.ts';
import type { Finding } from './types.ts';

/** «ГОСТ 31360-2007», «ГОСТ Р 21.101–2020», «ГОСТ 12.1.004-91*». */
const DASHED =
  /(?<![\p{L}])(?<sort>ГОСТ(?:[ \u00a0]?Р)?(?:[ \u00a0](?:ИСО|МЭК|ЕН|ISO|EN|IEC)(?:\/МЭК)?)?|СТО|СНиП|СП|СН|ВСН|ВНТП|СанПиН)[ \u00a0]{0,2}№?[ \u00a0]?(?<number>\d+(?:\.\d+)*(?:-\d{1,3})?)[ \u00a0]?[-‐‑–—−][ \u00a0]?(?<year>(?:19|20)\d\d|\d\d)(?!\d|[.,]\d|[-–/]\d)/gu;
/** «СП 70.13330.2012»: the year follows a dot. */
const DOTTED =
  /(?<![\p{L}])(?<sort>СП)[ \u00a0]{0,2}(?<number>\d{1,3}\.1?[0-9]{4,5})\.(?<year>(?:19|20)\d\d)(?!\d)/gu;

/** A standard as named somewhere. */
interface Mention {
  /** «ГОСТ 31360», without the edition. */
  standard: string;
  year: number;
  block: BlockModel;
  quote: string;
}

const QUOTE_AROUND = 60;

/** Standards that a document names in more than one edition. */
export function standardFindings({ blocks }: DocumentModel): Finding[] {
  const byStandard = Map.groupBy(blocks.flatMap(mentionsIn), ({ standard }) => standard);
  return [...byStandard].flatMap(([standard, mentions]): Finding[] => {
    const byYear = [...Map.groupBy(mentions, ({ year }) => year)].sort(([one], [other]) => one - other);
    if (byYear.length < 2) return [];
    const told = byYear.map(([year, found]) => `${year}\u00a0г. — ${placesOf(found)}`);
    const trusted = byYear.every(([, found]) => found.some(({ block }) => block.flags.length === 0));
    return [
      {
        kind: 'standard_years',
        severity: trusted
          ? 'warning'
          : severityFor(
              'warning',
              mentions.map(({ block }) => block),
            ),
        message: `${standard} указан в разных редакциях: ${told.join('; ')}.`,
        evidence: byYear.flatMap(([, found]) =>
          firstPlaces(found).map(({ block, quote }) => evidenceOf(block, quote)),
        ),
      },
    ];
  });
}

function mentionsIn(block: BlockModel): Mention[] {
  if (!/ГОСТ|С[ПНТа]|ВСН|ВНТП/u.test(block.text)) return [];
  return [DASHED, DOTTED].flatMap((pattern) =>
    [...block.text.matchAll(pattern)].map((match): Mention => {
      const { sort = '', number = '', year = '' } = match.groups ?? {};
      const from = Math.max(0, match.index - QUOTE_AROUND);
      const quote = block.text.slice(from, match.index + match[0].length + QUOTE_AROUND);
      return { standard: `${sortOf(sort)} ${number}`, year: fullYear(year), block, quote };
    }),
  );
}

function sortOf(sort: string): string {
  return sort.replace(/\u00a0/gu, ' ').replace(/^ГОСТР/u, 'ГОСТ Р');
}

function fullYear(year: string): number {
  const number = Number(year);
  if (number >= 100) return number;
  return number >= 30 ? 1900 + number : 2000 + number;
}

const MOST_PLACES = 4;

function firstPlaces(mentions: readonly Mention[]): Mention[] {
  return [...new Map(mentions.map((one) => [one.block.code, one])).values()].slice(0, MOST_PLACES);
}

function placesOf(mentions: readonly Mention[]): string {
  const places = [...new Set(mentions.map(({ block }) => placeOf(block)))];
  const rest = places.length - MOST_PLACES;
  return places.slice(0, MOST_PLACES).join(', ') + (rest > 0 ? ` и ещё ${rest}` : '');
}
