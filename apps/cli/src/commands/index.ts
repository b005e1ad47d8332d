import type { Command } from '../command.ts';
import { accountCommands } from './account.ts';
import { adminCommands } from './admin.ts';
import { answerCommands } from './answers.ts';
import { attachmentCommands } from './attachments.ts';
import { chatCommands } from './chats.ts';
import { importCommands } from './document-import.ts';
import { documentCommands } from './documents.ts';
import { fileCommands } from './files.ts';
import { projectCommands } from './projects.ts';
import { settingsCommands } from './settings.ts';

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  ...accountCommands,
  ...answerCommands,
  ...chatCommands,
  ...attachmentCommands,
  ...importCommands,
  ...documentCommands,
  ...fileCommands,
  ...projectCommands,
  ...settingsCommands,
  ...adminCommands,
];

/** Words that stand before a verb. */
export const groups: Readonly<Record<string, string>> = {
  chat: 'чаты: вопросы, ответы, история, прикреплённые документы',
  document: 'документы: загрузка, листы, блоки, поиск',
  file: 'файлы',
  projects: 'дерево проектов',
  demo: 'демонстрационный проект',
  settings: 'модель, роль, свой ключ Gemini',
  admin: 'для администратора: пользователи, журнал',
  'admin users': 'пользователи и их токены',
};
