/** What a cell of a title block is named. */
export type StampLabel =
  | 'revision'
  | 'parts'
  | 'sheet'
  | 'document'
  | 'signature'
  | 'date'
  | 'stage'
  | 'letter'
  | 'mass'
  | 'scale'
  | 'total';

/** Forms of ГОСТ Р 21.101 and ЕСКД, with those of Ukrainian sets, as letters and signs without spaces and dots. */
const labels: readonly [StampLabel, RegExp][] = [
  ['revision', /^[иі]зм$/u],
  ['parts', /^колуч$|^колич$/u],
  ['document', /^[№nн]?(?:док|докум|документа)$/u],
  ['signature', /^(?:подп|подпись|підп|підпис)$/u],
  ['date', /^дата$/u],
  ['stage', /^стадия$|^стадія$/u],
  ['letter', /^(?:лит|літ|литера)$/u],
  ['mass', /^(?:масса|маса)$/u],
  ['scale', /^(?:масштаб|масш)$/u],
  ['total', /^(?:листов|аркушів)$/u],
  ['sheet', /^(?:лист|аркуш)$/u],
];

const role =
  /^(?:разраб|выполнил|виконав|розроб|провер|пров|перевір|керівник|тконтр|нконтр|нормоконтр|гип|гап|утв|затв|начотд|нач|глспец|глинж|глконс|гларх|рук|инж|архит|конструктор|гкп|зав|согл|директор|испол|гипа|исп|вед)/u;

export function stampLabel(text: string): StampLabel | null {
  const bare = bareLabel(text);
  return labels.find(([, pattern]) => pattern.test(bare))?.[0] ?? null;
}

export function isRole(text: string): boolean {
  return role.test(bareLabel(text));
}

const latin = 'aceopxykmthbi';
const cyrillic = 'асеорхукмтнві';

/** Letters and № only, small, Latin look-alikes as Cyrillic. */
function bareLabel(text: string): string {
  let bare = '';
  for (const letter of text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}№]/gu, '')) {
    const at = latin.indexOf(letter);
    bare += at === -1 ? letter : cyrillic[at];
  }
  return bare;
}
