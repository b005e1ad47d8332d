import type { DocumentModel } from '../model.ts';
import { foldText, likeness } from '../text-likeness.ts';
import { evidenceOf, placeOf, severityFor } from './evidence.ts';
import type { Finding, SheetEntry } from './types.ts';

/** «2. Узлы кровли см. лист 5.»: what is looked for, and where. */
const TITLED =
  /(?:^|[.;|•\n])[ \t]*(?:[-–—][ \t]*)?(?:\d{1,2}[.)][ \t]*)?(?<title>\p{Lu}[\p{L}\p{N} \t-]{4,80}?)[ \t]*[-–—,:]?[ \t]*см\.?[ \t]*(?:на[ \t]+)?(?:л\.|лист\p{L}{0,3})[ \t]*№?[ \t]*(?<label>\d{1,3}(?:\.\d{1,2})?)(?![\p{L}\p{N}/,-]|\.\d|[ \t]*(?:,|и)[ \t]*\d|[ \t]*(?:раздел|комплект|альбом|\d))/gmu;
const SAME_TITLE = 0.85;

/** References that name a sheet by a number and by the title of another sheet. */
export function titledReferences({ blocks }: DocumentModel, sheets: readonly SheetEntry[]): Finding[] {
  const titled = sheets.map(({ number, title, listedTitle }) => ({
    number,
    titles: [title, listedTitle].filter((one) => one !== null).map(foldText),
  }));
  const found = blocks.flatMap((block) =>
    [...block.text.matchAll(TITLED)].flatMap((match) => {
      const { title = '', label = '' } = match.groups ?? {};
      const wanted = foldText(title);
      const meant = titled.filter(({ titles }) => titles.some((one) => likeness(one, wanted) >= SAME_TITLE));
      const [sheet, ...others] = meant;
      if (sheet === undefined || others.length > 0 || sheet.number === label) return [];
      return [{ block, title, label, number: sheet.number, quote: match[0] }];
    }),
  );
  return [...Map.groupBy(found, ({ label, number }) => `${label} ${number}`).values()].flatMap(
    (group): Finding[] => {
      const [first] = group;
      if (first === undefined) return [];
      const places = [...new Set(group.map(({ block }) => placeOf(block)))].join(', ');
      return [
        {
          kind: 'reference_broken',
          severity: severityFor(
            'warning',
            group.map(({ block }) => block),
          ),
          message: `Ссылка «${first.title} см. лист\u00a0${first.label}» расходится с листами: «${first.title}» — лист\u00a0${first.number}. Так написано: ${places}.`,
          evidence: group.map(({ block, quote }) => evidenceOf(block, quote)),
        },
      ];
    },
  );
}
