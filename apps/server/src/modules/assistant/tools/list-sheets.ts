import { z } from 'zod';
import { inDocument, pickVersion } from './scope.ts';
import { type Answer, defineTool, documentNumber, modelSets, pageNumber, type Work } from './tool.ts';

const schema = z.object({
  document: documentNumber.optional(),
  from_page: pageNumber.optional().describe('С какой страницы, если страниц много'),
});

/** Pages of one answer. */
const portion = 30;
const kindLength = 60;
const summaryLength = 80;

export const listSheets = defineTool({
  name: 'list_sheets',
  description:
    'Оглавление документа: страница файла, номер листа из штампа, наименование и какие изображения на ней стоят. Страница и лист — разное.',
  sets: modelSets,
  schema,
  describe: ({ document }) => `Смотрю листы${document === undefined ? '' : ` D${document}`}`,
  run: list,
});

async function list({ document, from_page = 1 }: z.output<typeof schema>, work: Work): Promise<Answer> {
  const { texts } = work.deps;
  const version = pickVersion(work, document);
  const pages = await texts.pages(version, { after: from_page - 1, limit: portion });
  const count = await texts.pageCount(version);
  const sheets = await texts.sheets(version);
  const images = Map.groupBy(
    await texts.pictureBlocks(
      version,
      pages.map(({ number }) => number),
    ),
    ({ page }) => page,
  );
  const last = pages.at(-1)?.number ?? count;
  return {
    output: {
      document: `${inDocument(work, version)} «${version.title}»`.trim(),
      version: version.number,
      page_count: count,
      pages: pages.map(({ number, sheet, sheet_title }) => {
        const others = sheets.filter((one) => one.page === number && one.number !== sheet);
        return {
          page: number,
          sheet,
          ...(others.length > 0 && { more_sheets: others.map((one) => one.number) }),
          title: sheet_title,
          images: (images.get(number) ?? []).map(({ code, beginning }) =>
            `${code} ${brief(beginning)}`.trim(),
          ),
        };
      }),
      ...(last < count && { next_from_page: last + 1 }),
    },
  };
}

const summary = /\*\*Краткое описание:\*\*\s*([^\n]+)/u;

/** What kind of picture it is, and what it shows, as far as its text says. */
function brief(beginning: string): string {
  const line = beginning
    .replaceAll(/\*\*|\[ИЗОБРАЖЕНИЕ\]/gu, '')
    .split('\n')
    .map((one) => one.replace(/^[\s|]+/u, '').trim())
    .find((one) => /\p{L}/u.test(one));
  const kind = (line ?? '').slice(0, kindLength);
  const [, shown = ''] = summary.exec(beginning) ?? [];
  return [kind, shown.slice(0, summaryLength)]
    .filter((part) => part !== '' && part !== 'Краткое описание:')
    .join(' · ')
    .toWellFormed();
}
