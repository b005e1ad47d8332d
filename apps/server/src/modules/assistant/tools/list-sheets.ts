import { z } from 'zod';
import { inDocument, pickVersion } from './scope.ts';
import {
  type Answer,
  defineTool,
  documentNumber,
  modelSets,
  pageNumber,
  type ScopedVersion,
  type Work,
} from './tool.ts';

const schema = z.object({
  document: documentNumber.optional(),
  from_page: pageNumber.optional().describe('С какой страницы, если страниц много'),
});

/** Pages of one answer. */
const portion = 40;
/** Characters of one answer. */
const mostLength = 16_000;
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
  const pages = await texts.pages(version, { after: from_page - 1, limit: portion + 1 });
  const told = await tell(version, pages.slice(0, portion), work);
  const next = pages[told.length];
  return {
    output: {
      document: `${inDocument(work, version)} «${version.title}»`.trim(),
      version: version.number,
      page_count: (await texts.pageRange(version)).count,
      pages: told,
      ...(next !== undefined && { next_from_page: next.number }),
    },
  };
}

type Page = Awaited<ReturnType<Work['deps']['texts']['pages']>>[number];

/** As many pages as an answer has room for, at least one. */
async function tell(version: ScopedVersion, pages: readonly Page[], { deps: { texts } }: Work) {
  const numbers = pages.map(({ number }) => number);
  const sheets = await texts.sheets(version);
  const images = Map.groupBy(await texts.pictureBlocks(version, numbers), ({ page }) => page);
  const told: Record<string, unknown>[] = [];
  let length = 0;
  for (const { number, sheet, sheet_title } of pages) {
    const others = sheets.filter((one) => one.page === number && one.number !== sheet);
    const page = {
      page: number,
      sheet,
      ...(others.length > 0 && { more_sheets: others.map((one) => one.number) }),
      title: sheet_title,
      images: (images.get(number) ?? []).map(({ code, beginning }) => `${code} ${brief(beginning)}`.trim()),
    };
    length += JSON.stringify(page).length;
    if (length > mostLength && told.length > 0) break;
    told.push(page);
  }
  return told;
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
