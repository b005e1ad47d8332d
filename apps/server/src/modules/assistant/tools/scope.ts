import { normalizeMark } from '@aizoomdoc/documents';
import { nearest } from './nearest.ts';
import { Refused, type ScopedVersion, type Work } from './tool.ts';

/** Versions that a call is about: one document, or all of the question's. @throws {Refused} */
export function pickVersions({ versions }: Work, document: number | undefined): readonly ScopedVersion[] {
  if (document === undefined) return versions;
  const picked = versions.filter(({ scoped }) => scoped.number === document);
  if (picked.length === 0) throw noDocument(versions, document);
  return picked;
}

/** The one document of a call that names none where there is only one. @throws {Refused} */
export function pickVersion(work: Work, document: number | undefined): ScopedVersion {
  const [first, ...more] = pickVersions(work, document);
  if (first === undefined) throw noDocument(work.versions, 1);
  if (more.length > 0) {
    throw new Refused('document not named', 'Назовите document.', `Документы: ${list(work.versions)}.`);
  }
  return first;
}

function noDocument(versions: readonly ScopedVersion[], number: number): Refused {
  const advice = versions.length === 0 ? 'Документов нет.' : `Документы: ${list(versions)}.`;
  return new Refused(`document ${number}`, `Документа D${number} нет.`, advice);
}

const listed = 10;

function list(versions: readonly ScopedVersion[]): string {
  const names = versions.slice(0, listed).map(({ scoped, title }) => `D${scoped.number} «${title}»`);
  const more = versions.length - names.length;
  return more > 0 ? `${names.join(', ')} и\u00a0ещё ${more}` : names.join(', ');
}

interface VersionOf {
  document_id: string;
  version: number;
}

/** What tells a document from the others in an answer of a tool; nothing where there is one. */
export function numbering({ context, versions }: Work, { document_id, version }: VersionOf) {
  if (context.scope.length <= 1) return {};
  const found = versions.find((one) => one.document_id === document_id && one.number === version);
  return { document_number: found?.scoped.number ?? 1 };
}

/** The same with the id: what the answerer without AI reads. */
export function naming(work: Work, of: VersionOf) {
  return { document_id: of.document_id, ...numbering(work, of) };
}

/** `D2:CODE` where there are several documents, else the code. */
export function citedAs({ context }: Work, { scoped }: ScopedVersion, code: string): string {
  return context.scope.length > 1 ? `D${scoped.number}:${code}` : code;
}

/** «D2, » where there are several documents. */
export function inDocument({ context }: Work, { scoped }: ScopedVersion): string {
  return context.scope.length > 1 ? ` D${scoped.number}` : '';
}

/** @throws {Refused} when the version has no such page */
export async function checkPage(work: Work, version: ScopedVersion, page: number): Promise<void> {
  const { texts } = work.deps;
  const [found] = await texts.pages(version, { after: page - 1, limit: 1 });
  if (found?.number === page) return;
  const { count, last } = await texts.pageRange(version);
  const sheets = await pagesOfSheet(work, version, String(page));
  const hint =
    sheets.length === 0
      ? ''
      : ` Лист ${page} стоит на стр.\u00a0${sheets.map((sheet) => sheet.page).join(', ')}: для листа есть sheet.`;
  throw new Refused(
    `page ${version.id} ${page}`,
    `Страницы ${page} нет.`,
    `В документе${inDocument(work, version)} страниц: ${count}${last === count ? '' : `, последняя — ${last}`}.${hint}`,
  );
}

async function pagesOfSheet({ deps }: Work, version: ScopedVersion, sheet: string) {
  const key = sheetKey(sheet);
  return (await deps.texts.sheets(version)).filter(({ number }) => sheetKey(number) === key);
}

const sheetKey = (sheet: string): string => normalizeMark(sheet.replace(/^\s*лист\s*/iu, ''));

/** The sheet as its stamp says it, and the pages where it stands. @throws {Refused} when there is none */
export async function findSheet(
  work: Work,
  version: ScopedVersion,
  sheet: string,
): Promise<{ number: string; places: { page: number; title: string | null }[] }> {
  const places = await pagesOfSheet(work, version, sheet);
  const [first] = places;
  if (first !== undefined) return { number: first.number, places };
  const sheets = await work.deps.texts.sheets(version);
  const near = nearest(
    sheetKey(sheet),
    sheets.map(({ number, page }) => ({ text: number, number, page })),
    4,
  );
  const advice =
    near.length === 0
      ? 'Номеров листов в документе нет: называйте page.'
      : `Ближайшие: ${near.map(({ number, page }) => `лист ${number} (стр.\u00a0${page})`).join(', ')}. Все — в list_sheets.`;
  throw new Refused(`sheet ${version.id} ${sheetKey(sheet)}`, `Листа «${sheet}» нет.`, advice);
}

/** The page that `page` or `sheet` names. @throws {Refused} when there is none, or there are several */
export async function findPage(
  work: Work,
  version: ScopedVersion,
  { page, sheet }: { page?: number | undefined; sheet?: string | undefined },
): Promise<number | null> {
  if (page !== undefined) {
    await checkPage(work, version, page);
    return page;
  }
  if (sheet === undefined) return null;
  const { number, places } = await findSheet(work, version, sheet);
  const [only, ...more] = places;
  if (only === undefined) return null;
  if (more.length === 0) return only.page;
  const titled = places.map((place) =>
    place.title === null ? `стр.\u00a0${place.page}` : `стр.\u00a0${place.page} («${place.title}»)`,
  );
  throw new Refused(
    `sheet ${version.id} ${number} page`,
    `Лист ${number} стоит на нескольких страницах: ${titled.join(', ')}.`,
    'Назовите page.',
  );
}
