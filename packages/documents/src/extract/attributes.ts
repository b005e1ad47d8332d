/** A property that questions ask for, and how a text shows that it gives it. */
export interface Attribute {
  /** As a person would name it. */
  name: string;
  /** Words of the question. */
  asked: RegExp;
  /** A column name or a text that holds such a value. */
  evidence: RegExp;
  /** `sum`: a total over parts makes sense; `name`: no number is asked for. */
  sort: 'sum' | 'value' | 'name';
}

/** A pattern at whose place a word begins; `(?!\p{L})` inside of it ends one. */
const word = (pattern: string) => new RegExp(String.raw`(?<!\p{L})(?:${pattern})`, 'iu');

const attribute = (
  name: string,
  asked: RegExp,
  evidence: RegExp,
  sort: Attribute['sort'] = 'value',
): Attribute => ({ name, asked, evidence, sort });

const END = String.raw`(?!\p{L})`;

/** A length that a sentence gives without naming what it is. */
const MEASURE = `\\d+ ?(?:мм|см|м)${END}`;

const ATTRIBUTES: readonly Attribute[] = [
  attribute(
    'площадь',
    word('площад|сколько квадратных метр'),
    word(`площад|(?:м2|м²|кв\\.? ?м)${END}`),
    'sum',
  ),
  attribute(
    'количество',
    word(
      `(?<!на )скольк(?!о (?:(?:погонных |квадратных |кубических )?(?:метр|кубометр|килограмм|тонн)|весит|весят|стоит|стоят))|количеств|число${END}|кол-во`,
    ),
    word(String.raw`кол-?во|кол\.|колич|шт${END}|число|итого|всего|\d`),
    'sum',
  ),
  attribute(
    'длина',
    word('длин|сколько (?:погонных )?метр'),
    word(`длин|L ?=|(?:м\\. ?п|п\\. ?м)${END}|пог`),
    'sum',
  ),
  attribute(
    'масса',
    word(`масс(?!ив)|сколько (?:килограмм|тонн)|вес${END}|вес[аиу]${END}|весит|весят`),
    word(`масс|вес(?:[аеу]|ом)?${END}|кг${END}|тонн|т${END}`),
    'sum',
  ),
  attribute(
    'объём',
    word('объ[её]м|сколько (?:кубометр|кубических метр)'),
    word(`объ[её]м|(?:м3|м³)${END}|куб`),
    'sum',
  ),
  attribute('размер', word('размер|габарит'), word('размер|габарит|ширин|высот|\\d+ ?[xх×] ?\\d')),
  attribute('толщина', word('толщин|толст'), word(`толщ|[tdδ] ?=|\\d+ ?мк?м${END}`)),
  attribute('ширина', word('ширин'), word(`ширин|размер|\\d+ ?[xх×] ?\\d|${MEASURE}`)),
  attribute('высота', word('высот'), word(`высот|размер|[hн] ?=|\\d+ ?[xх×] ?\\d|h${END}|${MEASURE}`)),
  attribute('глубина', word('глубин'), word(`глубин|размер|\\d+ ?[xх×] ?\\d|${MEASURE}`)),
  attribute('диаметр', word('диаметр'), word('диам|[ØøΦφ⌀∅]|ду ?\\d|dn ?\\d')),
  attribute('отметка', word('отметк|на какой высоте|привязк'), word('отм|низ|верх|уров|[+-]\\d+[.,]\\d{3}')),
  attribute('шаг', word('шаг'), word('шаг')),
  attribute('класс', word('класс'), word('класс|[BВ]\\d|REI')),
  attribute('категория', word('категори'), word('категори|кат\\.'), 'name'),
  attribute('стадия', word('стади[яиюей]'), word(`стадия (?:пд?|рд?|рп|эп)${END}`), 'name'),
  attribute('шифр', word('шифр'), word('шифр \\S*\\d'), 'name'),
  attribute('цвет', word(`цвет${END}|цвет[аеу]|какого цвета`), word(`цвет${END}|цвет[аеу]|RAL`), 'name'),
  attribute(
    'исполнитель',
    word(`кто${END}`),
    /\p{Lu}\.[ \t]?\p{Lu}|\p{Lu}\p{Ll}+[ \t]\p{Lu}\.|[«"]/u,
    'name',
  ),
  attribute('дата', word('дат[аыуео]|когда'), word('дат[аыу]|\\d\\d\\.\\d\\d\\.\\d{2,4}|\\d{4} г')),
  attribute('срок', word('срок'), word(`срок|дн(?:ей|я)${END}|сут|месяц|лет${END}|год`)),
  attribute(
    'стоимость',
    word('стоимост|цен[аыуео]|сколько стоит|бюджет|смет'),
    word(`стоимост|цен[аыуео]${END}|руб(?:\\.|л)|₽|смет`),
  ),
  attribute('нагрузка', word('нагрузк'), word(`нагруз|(?:кн|кгс|кпа)${END}|т/м`)),
  attribute('температура', word('температур'), word('темпер|°|\\\\circ')),
  attribute('мощность', word('мощност'), word(`мощн|к?вт${END}`)),
  attribute('расход', word('расход'), word('расход|л/с|м3/ч|м³/ч')),
  attribute('давление', word('давлен'), word(`давлен|[кМ]?па${END}|бар${END}|атм`)),
  attribute('плотность', word('плотност'), word('плотн|ρ|\\\\rho|кг/м|D ?\\d{3}')),
  attribute('теплопроводность', word('теплопроводн'), word('теплопров|λ|\\\\lambda|вт/м')),
  attribute('уклон', word('уклон'), word('уклон|i ?=|‰')),
  attribute('телефон', word('телефон'), word('тел\\.|телефон|\\+7')),
];

/** The properties that a question asks for. */
export function askedAttributes(question: string): Attribute[] {
  return ATTRIBUTES.filter((one) => one.asked.test(question));
}
