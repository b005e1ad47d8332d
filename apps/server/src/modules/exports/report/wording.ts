import type { CheckResult, ExportDocument, ExportMessage } from '../export-document.ts';

/** «21 ноября 2026 г. в 14:05 GMT+3». */
export function createInstantFormat(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('ru-RU', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return (instant) =>
    format.format(new Date(instant)).replaceAll(' ', '\u00a0').replace('\u00a0в\u00a0', ' в\u00a0');
}

/** «Подтверждено 8, только на рисунке 1, не подтверждено 1. Покрытие 90 %.» */
export function describeChecks({ confirmed, picture_only, not_confirmed, coverage }: CheckResult): string {
  const counts = [
    `подтверждено\u00a0— ${confirmed}`,
    picture_only > 0 ? `только на рисунке\u00a0— ${picture_only}` : '',
    not_confirmed > 0 ? `не подтверждено\u00a0— ${not_confirmed}` : '',
  ].filter(Boolean);
  // Never «100 %» while something is missing.
  const percent = not_confirmed > 0 ? Math.floor(coverage * 100) : Math.round(coverage * 100);
  return `Сверено с источниками: ${counts.join(', ')}. Покрытие\u00a0— ${percent}\u00a0%.`;
}

/** A model's name; an answer without a model says so. */
export function nameModel(model: string | null): string | null {
  return model === 'extractive' ? 'без ИИ: выдержки' : model;
}

const promptNames = {
  llm_system: 'система',
  json_annotation: 'разметка',
  html_ocr: 'распознавание',
  flash_extractor: 'сбор доказательств',
} as const;

/** «система 3, разметка 1, роль «Инженер» 2»; empty when nothing is known. */
export function describePrompts({ prompts }: Pick<ExportMessage, 'prompts'>): string {
  if (prompts === null) return '';
  const parts = Object.entries(promptNames).flatMap(([name, words]) => {
    const version = prompts[name as keyof typeof promptNames];
    return version === null ? [] : [`${words}\u00a0${version}`];
  });
  const { role } = prompts;
  if (role !== null) parts.push(`роль «${role.name}»\u00a0${role.version}`);
  return parts.join(', ');
}

/** The last part of a title that carries its whole path: «Проект / Дом / АР4.pdf» → «АР4.pdf». */
export function shortTitle(title: string): string {
  return title.split(' / ').at(-1)?.trim() || title;
}

/** What a reader of the first page wants to know. */
export function coverFacts(document: ExportDocument, at: (instant: string) => string): [string, string][] {
  const { messages, sources } = document;
  const distinct = (values: (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null && value !== '')),
  ];
  const answers = messages.filter(({ role }) => role === 'assistant');
  const facts: [string, string | null][] = [
    ['Составлено', at(document.created_at)],
    ['Модель', distinct(answers.map(({ model }) => nameModel(model))).join(', ')],
    ['Версии промптов', distinct(answers.map(describePrompts)).join('; ')],
    [
      'Документы',
      distinct(sources.map(({ title, version }) => `${shortTitle(title)}, версия\u00a0${version}`)).join(
        '; ',
      ),
    ],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

export const statusNotices: Partial<Record<ExportMessage['status'], string>> = {
  stopped: 'Ответ остановлен: здесь то, что было написано до остановки.',
  failed: 'Ответ не удался: здесь то, что успело прийти.',
  pending: 'Ответ ещё готовился, когда его выгрузили.',
};
