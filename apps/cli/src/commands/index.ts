import type { Command } from '../command.ts';
import { accountCommands } from './account.ts';
import { adminCommands } from './admin.ts';
import { adminSearchCommands } from './admin-search.ts';
import { answerCommands } from './answers.ts';
import { attachmentCommands } from './attachments.ts';
import { branchCommands } from './branches.ts';
import { chatCompareCommands } from './chat-compare.ts';
import { chatCommands } from './chats.ts';
import { checkCommands } from './document-checks.ts';
import { compareCommands } from './document-compare.ts';
import { importCommands } from './document-import.ts';
import { pageCommands } from './document-pages.ts';
import { viewCommands } from './document-views.ts';
import { documentCommands } from './documents.ts';
import { exportCommands } from './exports.ts';
import { fileCommands } from './files.ts';
import { projectChangeCommands } from './project-changes.ts';
import { projectCommands } from './projects.ts';
import { settingsCommands } from './settings.ts';

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  ...accountCommands,
  ...answerCommands,
  ...chatCompareCommands,
  ...branchCommands,
  ...chatCommands,
  ...attachmentCommands,
  ...exportCommands,
  ...importCommands,
  ...documentCommands,
  ...pageCommands,
  ...viewCommands,
  ...checkCommands,
  ...compareCommands,
  ...fileCommands,
  ...projectCommands,
  ...projectChangeCommands,
  ...settingsCommands,
  ...adminCommands,
  ...adminSearchCommands,
];

/** Words that stand before a verb. */
export const groups: Readonly<Record<string, string>> = {
  chat: 'чаты: вопросы, ответы, история, прикреплённые документы',
  document: 'документы: загрузка, листы, виды, блоки, поиск, проверка, сравнение',
  views: 'показанные виды',
  export: 'выгрузки чатов и ответов',
  file: 'файлы',
  projects: 'дерево проектов',
  'projects members': 'кому виден проект',
  demo: 'демонстрационный проект',
  settings: 'модель, роль, свои ключи моделей',
  admin: 'для администратора: пользователи, журнал, поиск',
  'admin users': 'пользователи и их токены',
  'admin synonyms': 'синонимы поиска',
  'admin search': 'поисковый указатель',
};

/** Other spellings of words that stand before a verb. */
export const aliases: Readonly<Record<string, string>> = {
  document: 'documents',
  views: 'view',
  file: 'files',
};
