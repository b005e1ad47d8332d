import type { Answer as Got } from '@aizoomdoc/client';
import { isApiError } from '@aizoomdoc/client';
import { attachToChat, detachFromChat } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { formatTable, shortTitle } from '../format/text.ts';
import { required } from '../parameters.ts';
import { isId, resolveDocument } from '../references.ts';
import { chatOption, currentChat } from './chats.ts';

type Attachment = Got<typeof attachToChat>;

function formatAttachments(items: readonly Attachment[]): string {
  if (items.length === 0) return 'Ничего не прикреплено: ответы — по всем видимым документам.';
  return formatTable(items.map(({ document_id, title }) => [document_id, shortTitle(title)]));
}

const attach = defineCommand({
  path: 'chat attach',
  summary: 'прикрепить к чату файл или документ: ответы — только по прикреплённому',
  arguments: {
    target: required('<target>', 'идентификатор файла или документа, шифр или название документа'),
  },
  options: { chat: chatOption },
  examples: ['chat attach 133/23-ГК-АР4'],
  async run(context, { target, chat }) {
    const client = await context.client();
    const params = { chat_id: await currentChat(context, chat) };
    const attachOne = (body: { file_id: string } | { document_id: string }) =>
      client.list(attachToChat, { params, body });
    const document_id = await resolveDocument(client, target);
    const page = await attachOne({ document_id }).catch((error: unknown) => {
      // An id alone does not say whose it is.
      if (isId(target) && isApiError(error, 'document_not_found')) return attachOne({ file_id: target });
      throw error;
    });
    return { json: page, text: formatAttachments(page.items) };
  },
});

const detach = defineCommand({
  path: 'chat detach',
  summary: 'открепить документ от чата',
  arguments: { document: required('<document>', 'идентификатор, шифр или название документа') },
  options: { chat: chatOption },
  async run(context, { document, chat }) {
    const client = await context.client();
    const chat_id = await currentChat(context, chat);
    const document_id = await resolveDocument(client, document);
    const answer = await client.call(detachFromChat, { params: { chat_id, document_id } });
    return { json: { ...answer, chat_id, document_id }, text: 'Документ откреплён.' };
  },
});

export const attachmentCommands = [attach, detach];
