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

const attribute = (
  name: string,
  asked: RegExp,
  evidence: RegExp,
  sort: Attribute['sort'] = 'value',
): Attribute => ({ name, asked, evidence, sort });

const ATTRIBUTES: readonly Attribute[] = [
  attribute('площадь', /площад/iu, /площад|(?:^|[^а-яё])(?:м2|м²|кв\. ?м)/iu, 'sum'),
  attribute('количество', /скольк|количеств|число /iu, /кол-?во|колич|шт|число|итого|всего|\d/iu, 'sum'),
  attribute('длина', /длин/iu, /длин|(?:^|\W)L ?=|м\. ?п|п\. ?м|пог/iu, 'sum'),
  attribute(
    'масса',
    /масс[аыуео]|(?:^|\s)вес(?:ит|а|у)?(?!\p{L})/iu,
    /масс|вес|кг|тонн|(?:^|[\d\s])т(?!\p{L})/iu,
    'sum',
  ),
  attribute('объём', /объ[её]м/iu, /объ[её]м|м3|м³|куб/iu, 'sum'),
  attribute('размер', /размер|габарит/iu, /размер|габарит|ширин|высот|\d ?[xх×] ?\d/iu),
  attribute('толщина', /толщин|толст/iu, /толщ|(?:^|\W)[tdδ] ?=|\d ?мм/iu),
  attribute('ширина', /ширин/iu, /ширин|размер|\d ?[xх×] ?\d/iu),
  attribute('высота', /высот/iu, /высот|размер|(?:^|\W)[hн] ?=|\d ?[xх×] ?\d/iu),
  attribute('глубина', /глубин/iu, /глубин|размер|\d ?[xх×] ?\d/iu),
  attribute('диаметр', /диаметр/iu, /диам|[Øø⌀]|ду ?\d|dn ?\d/iu),
  attribute('отметка', /отметк|на какой высоте|привязк/iu, /отм|низ|верх|уров|[+-]\d+[.,]\d{3}/iu),
  attribute('шаг', /(?:^|\s)шаг/iu, /шаг/iu),
  attribute('класс', /класс/iu, /класс|(?:^|\s)[BВ]\d|REI/iu),
  attribute(
    'исполнитель',
    /(?:^|\s)кто(?!\p{L})/iu,
    /\p{Lu}\.[ \t]?\p{Lu}|\p{Lu}\p{Ll}+[ \t]\p{Lu}\.|[«"]/u,
    'name',
  ),
  attribute('дата', /(?:^|\s)дат[аыуео]|когда/iu, /дат[аыу]|\d\d\.\d\d\.\d{2,4}|\d{4} г/iu),
  attribute('срок', /срок/iu, /срок|дн(?:ей|я)|сут|месяц|лет|год/iu),
  attribute(
    'стоимость',
    /стоимост|(?:^|\s)цен[аыуео]|сколько стоит|бюджет|смет/iu,
    /стоимост|цен[аыуео]|руб|₽|смет/iu,
  ),
  attribute('нагрузка', /нагрузк/iu, /нагруз|кн|кгс|кпа|т\/м/iu),
  attribute('температура', /температур/iu, /темпер|°|\\circ/iu),
  attribute('мощность', /мощност/iu, /мощн|вт(?!\p{L})/iu),
  attribute('расход', /расход/iu, /расход|л\/с|м3\/ч|м³\/ч/iu),
  attribute('давление', /давлен/iu, /давлен|па(?!\p{L})|бар|атм/iu),
  attribute('плотность', /плотност/iu, /плотн|ρ|\\rho|кг\/м|D ?\d{3}/iu),
  attribute('теплопроводность', /теплопроводн/iu, /теплопров|λ|\\lambda|вт\/м/iu),
  attribute('уклон', /уклон/iu, /уклон|i ?=|‰/iu),
  attribute('телефон', /телефон/iu, /тел\.|телефон|\+7/iu),
];

/** The properties that a question asks for. */
export function askedAttributes(question: string): Attribute[] {
  return ATTRIBUTES.filter((one) => one.asked.test(question));
}
