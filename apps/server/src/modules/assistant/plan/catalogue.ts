import type { VersionTexts } from '#modules/documents';
import type { ScopedVersion } from './scope.ts';

/** Of more documents only the titles are told; the tools list the rest. */
const describedDocuments = 12;
const listedDocuments = 50;
/** UTF-16 units of the whole list. */
const mostText = 14_000;

const nbsp = '\u00a0';

/** The documents by number, with their sheets and the blocks that are pictures. */
export async function writeCatalogue(
  versions: readonly ScopedVersion[],
  texts: VersionTexts,
): Promise<string> {
  if (versions.length === 0) return 'Документов нет: скажи, что их нужно загрузить.';
  const isDescribed = versions.length <= describedDocuments;
  const lines: string[] = [`Документы вопроса (всего ${versions.length}):`];
  for (const version of versions.slice(0, listedDocuments)) {
    lines.push(await titleLine(version, isDescribed ? texts : null));
  }
  const more = versions.length - listedDocuments;
  if (more > 0) lines.push(`и ещё ${more}; ищи по всем сразу`);
  if (isDescribed) {
    for (const version of versions) lines.push('', ...(await describe(version, texts)));
  }
  return bounded(lines);
}

async function titleLine({ scoped, ...version }: ScopedVersion, texts: VersionTexts | null): Promise<string> {
  const of = scoped.side === null ? '' : `, сторона ${scoped.side === 'a' ? 'А (было)' : 'Б (стало)'}`;
  const name = `D${scoped.number}: «${scoped.title}», версия ${scoped.version}${of}`;
  if (texts === null) return name;
  const [pages, sheets] = await Promise.all([texts.pageRange(version), texts.sheets(version)]);
  return `${name}, страниц ${pages.count}, листов ${sheets.length}`;
}

/** Pages with their sheets and the codes of pictures on them. */
async function describe({ scoped, ...version }: ScopedVersion, texts: VersionTexts): Promise<string[]> {
  const [sheets, codes] = await Promise.all([texts.sheets(version), texts.codes([version])]);
  const pictures = Map.groupBy(
    codes.filter(({ kind }) => kind === 'image'),
    ({ page }) => page,
  );
  const pages = [...new Set([...sheets.map(({ page }) => page), ...pictures.keys()])].sort((a, b) => a - b);
  const lines = pages.map((page) => {
    const named = sheets
      .filter((sheet) => sheet.page === page)
      .map(({ number, title }) => `лист ${number}${title === null ? '' : ` «${title}»`}`);
    const images = (pictures.get(page) ?? []).map(({ code }) => code);
    return [
      `стр.${nbsp}${page}`,
      ...named,
      ...(images.length > 0 ? [`изображения: ${images.join(' ')}`] : []),
    ].join(', ');
  });
  return lines.length === 0 ? [] : [`## D${scoped.number}: листы и изображения`, ...lines];
}

function bounded(lines: readonly string[]): string {
  const kept: string[] = [];
  let left = mostText;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) return [...kept, '… список сокращён, остальное даст list_sheets'].join('\n');
    kept.push(line);
  }
  return kept.join('\n');
}
