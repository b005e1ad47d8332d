import { sendMessage } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { count, required, several } from '../parameters.ts';
import { resolveDocument } from '../references.ts';
import { chatToWriteIn, follow, readQuestion } from './answers.ts';
import { chatOption } from './chats.ts';

const compare = defineCommand({
  path: 'chat compare',
  summary: 'спросить о различиях двух документов или двух версий одного',
  details:
    'Обычно сравниваются текущие версии. Прикреплять документы не нужно. Без модели: document compare.',
  arguments: {
    before: required('<a>', 'прежний документ: идентификатор, шифр или название'),
    after: required('<b>', 'новый документ; для версий — он же'),
    text: several('<text...>', 'вопрос; «-» — прочесть из stdin'),
  },
  options: {
    versionA: count('--version-a <N>', 'версия прежнего документа'),
    versionB: count('--version-b <N>', 'версия нового документа'),
    chat: chatOption,
  },
  examples: [
    'chat compare АР4-изм-6 АР4-изм-7 "Что изменилось в перемычках?"',
    'chat compare 133/23-ГК-АР4 133/23-ГК-АР4 "Что изменилось?" --version-a 1 --version-b 2',
  ],
  async run(context, { before, after, text, versionA, versionB, chat }) {
    const content = await readQuestion(text);
    const client = await context.client();
    const side = async (wanted: string, version: number | undefined) => [
      { document_id: await resolveDocument(client, wanted), ...(version !== undefined && { version }) },
    ];
    const compared = { a: await side(before, versionA), b: await side(after, versionB) };
    const params = { chat_id: await chatToWriteIn(context, chat) };
    const body = { content, compare: compared };
    return follow(context, client, await client.call(sendMessage, { params, body }));
  },
});

export const chatCompareCommands = [compare];
