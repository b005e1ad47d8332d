import { readFile } from 'node:fs/promises';
import type { SystemPromptName } from './system-prompt-store.ts';

/** What a fresh installation tells the model; in `defaults/<name>.md`. */
const systemNames: readonly SystemPromptName[] = [
  'llm_system',
  'json_annotation',
  'html_ocr',
  'flash_extractor',
];

/** Roles of a fresh installation; texts in `defaults/roles/<key>.md`. Keys stay, whatever a role is called later. */
const roleNames = [
  {
    key: 'engineer',
    name: 'Инженер',
    description: 'Проверяет решения, размеры, отметки и согласованность листов',
  },
  {
    key: 'economist',
    name: 'Экономист',
    description: 'Считает объёмы и количества, сверяет ведомости, следит за полнотой спецификаций',
  },
  {
    key: 'warranty',
    name: 'Инженер по гарантии',
    description: 'Ищет материалы, узлы и требования, важные для гарантийных случаев',
  },
  {
    key: 'supervision',
    name: 'Технадзор',
    description: 'Готовит проверки на площадке: что измерить, с чем сравнить, какие документы спросить',
  },
  {
    key: 'records',
    name: 'Инженер ПТО',
    description: 'Готовит заказы и задания: спецификации против планов, комплектность, действующие изменения',
  },
  {
    key: 'contracts',
    name: 'Юрист договорного отдела',
    description: 'Сличает обязательства, комплектность, редакции документов и следствия изменений',
  },
] as const;

export interface DefaultRole {
  key: string;
  name: string;
  description: string;
  content: string;
}

export interface DefaultPrompts {
  system: { name: SystemPromptName; content: string }[];
  roles: DefaultRole[];
}

export async function readDefaultPrompts(): Promise<DefaultPrompts> {
  const text = async (name: string) =>
    (await readFile(new URL(`defaults/${name}.md`, import.meta.url), 'utf8')).trim();
  return {
    system: await Promise.all(systemNames.map(async (name) => ({ name, content: await text(name) }))),
    roles: await Promise.all(
      roleNames.map(async (role) => ({ ...role, content: await text(`roles/${role.key}`) })),
    ),
  };
}
