/** What a text refers to: a standard or a document with a number. */
export interface WrittenReference {
  start: number;
  end: number;
  /** Kind of standard in capitals («ГОСТ», «СП»), empty for a document known by its number only. */
  family: string;
  /** As it is compared: «31360-2007», «384-ФЗ», «01/02-5721». */
  number: string;
}

const NUMBER = '\\d+(?:[./-]\\d+)*';
const STANDARD = new RegExp(
  `(?<![А-Яа-яA-Za-z])(ГОСТ(?:\\s?Р)?(?:\\s(?:ИСО|IEC|ISO|МЭК|EN))*|СП|СНиП|СанПиН|ВСН|РД|ТУ|СТО|ОСТ|ТСН|МДС|НПБ|ППБ|ISO|EN|DIN)[ \\u00a0]*(?:№[ \\u00a0]*)?(${NUMBER})\\*?(?![\\p{L}\\p{N}])`,
  'gu',
);
const LAW = /(?<![\p{L}\p{N}])(?:№[ \u00a0]?)?(\d{1,3})-ФЗ(?![\p{L}\p{N}])/gu;
/** «№ 01\02-5721», «№815», «№133/23-ГК»; short bare numbers («Строение №2») are names of places. */
const NUMBERED = /№[ \u00a0]*([\p{L}\d]+(?:[-./\\_][\p{L}\d]+)*)/gu;
/** «разрешение 2807/25». */
const DOCUMENT =
  /(?<!\p{L})(?:разрешени\p{L}*|письм\p{L}*|договор\p{L}*|приказ\p{L}*|постановлени\p{L}*|распоряжени\p{L}*|заключени\p{L}*|протокол\p{L}*|контракт\p{L}*)[ \u00a0]+((?=[\p{L}-]*\d)[\p{L}\d]+(?:[-./\\_][\p{L}\d]+)*)/giu;

/** References to standards, laws and numbered documents, in the order of the text. */
export function readReferences(text: string): WrittenReference[] {
  if (!/\d/u.test(text)) return [];
  const taken: WrittenReference[] = [];
  const take = (start: number, end: number, family: string, number: string) => {
    if (taken.every((one) => end <= one.start || start >= one.end))
      taken.push({ start, end, family, number: canonical(number) });
  };
  for (const match of text.matchAll(STANDARD))
    take(match.index, match.index + match[0].length, familyOf(match[1] ?? ''), match[2] ?? '');
  for (const match of text.matchAll(LAW))
    take(match.index, match.index + match[0].length, 'ФЗ', match[1] ?? '');
  for (const pattern of [DOCUMENT, NUMBERED])
    for (const match of text.matchAll(pattern)) {
      const number = match[1] ?? '';
      const end = match.index + match[0].length;
      if (isNumberOfDocument(number)) take(end - number.length, end, '', number);
    }
  return taken.sort((one, other) => one.start - other.start);
}

/** Whether the cited reference is the claimed one; a claimed «СП 17» or «ГОСТ 31360» leaves out what the text adds. */
export function isSameReference(claimed: WrittenReference, cited: WrittenReference): boolean {
  if (claimed.family !== '' && cited.family !== '' && claimed.family !== cited.family) return false;
  if (claimed.number === cited.number) return true;
  return (
    claimed.family !== '' &&
    /^[.-]/u.test(cited.number.slice(claimed.number.length)) &&
    cited.number.startsWith(claimed.number)
  );
}

function familyOf(name: string): string {
  return name.replace(/[\s\u00a0].*|(?<=ГОСТ)Р$/u, '').toUpperCase();
}

function canonical(number: string): string {
  return number
    .replaceAll('\\', '/')
    .replace(/[‐‑‒–—−]/gu, '-')
    .toUpperCase();
}

function isNumberOfDocument(number: string): boolean {
  return /\d{3}/u.test(number) || /\d.*[-./\\_].*[\p{L}\d]/u.test(number);
}
