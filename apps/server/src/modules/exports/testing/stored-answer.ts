import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { newId } from '#platform/ids.ts';
import { bundle, type Person, type TestApp } from '#platform/testing/index.ts';

export const code = '9CXH-MNAX-4JL';
export const blockText = 'Перемычка В4-14*: 25 шт., масса 1 250,5 кг';

export interface StoredAnswer {
  chatId: string;
  questionId: string;
  answerId: string;
  documentId: string;
  content: string;
  picture: { id: string; sha256: string; file: string };
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A chat with one answer as a run leaves it: cited, checked, and with a picture that was looked at. */
export async function storedAnswer(app: TestApp, person: Person, about = {}): Promise<StoredAnswer> {
  const stem = `АР-${person.id}`;
  const files = bundle({ stem, title: 'Дом на Садовой', blocks: [{ code, text: blockText, page: 3 }] });
  const imported = await person.upload('/api/documents/import', files);
  const documentId: string = imported.body.documents[0].id;
  const chatId = await person.newChat('Перемычки: сколько их?');
  const [questionId, answerId, imageId] = [newId(), newId(), newId()];
  const content = `## Итог

По спецификации — **25 шт.** перемычек В4-14*[${code}], площадь 12,5 м², ширина ≤ 910 мм; на плане их 24[P1].

| Марка | Кол-во |
|---|--:|
| В4-14* | 25 |

![план](/api/images/${imageId}) и <script>alert(1)</script> ![](https://evil.example/pixel.png)`;
  const place = (text: string) => ({
    start: content.indexOf(text),
    end: content.indexOf(text) + text.length,
  });
  const cited = {
    document_id: documentId,
    document_title: 'Дом на Садовой',
    version: 1,
    page: 3,
    sheet: '3',
    bbox: null,
  };
  const citations = [
    { n: 1, ...cited, block_id: code, quote: blockText, ...place(`[${code}]`) },
    { n: 2, ...cited, block_id: null, quote: '', ...place('[P1]'), view_id: null, image_id: imageId },
  ];
  const claim = (text: string, status: string, note: string | null = null) => ({
    ...{ text, status, note, kind: 'number', citation: 1 },
    ...place(text),
  });
  const checks = {
    claims: [
      claim('25 шт.', 'confirmed'),
      claim('12,5 м²', 'not_confirmed', 'в цитируемом тексте такого числа нет'),
    ],
    ...{ confirmed: 1, picture_only: 0, not_confirmed: 1, coverage: 0.5 },
    conflicts: [{ message: 'В таблице 25, на плане 24', citations: [1, 2] }],
  };
  const insert = (row: Record<string, unknown>) =>
    app.database.query(
      `insert into chat_messages (id, chat_id, role, content, message_type, status, parent_id, model, citations, checks, created_at)
       values ($1, $2, $3, $4, 'text', 'complete', $5, $6, $7, $8, now())`,
      [
        row.id,
        chatId,
        row.role,
        row.content,
        row.parent,
        row.model,
        JSON.stringify(row.citations ?? []),
        row.checks,
      ],
    );
  await insert({
    id: questionId,
    role: 'user',
    content: 'Сколько перемычек В4-14*?\nИ где они?',
    parent: null,
  });
  const answer = { content, citations, checks: JSON.stringify(checks), ...about };
  await insert({ id: answerId, role: 'assistant', parent: questionId, model: 'gemini-test', ...answer });
  await app.database.query('update chats set active_message_id = $1 where id = $2', [answerId, chatId]);
  await app.database.query(
    `insert into search_results (id, chat_id, message_id, kind, document_id, block_id, page_number, block_text, created_at)
     values ($1, $2, $3, 'read', $4, $5, 3, $6, now())`,
    [newId(), chatId, answerId, documentId, code, blockText],
  );
  const picture = await storePicture(app, { id: imageId, chatId, messageId: answerId, documentId });
  return { chatId, questionId, answerId, documentId, content: answer.content, picture };
}

async function storePicture(
  app: TestApp,
  {
    id,
    chatId,
    messageId,
    documentId,
  }: { id: string; chatId: string; messageId: string; documentId: string },
) {
  const background = { r: 240, g: 244, b: 250 };
  const bytes = await sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer();
  const key = `chats/${chatId}/images/viewport_step_1_${id}.png`;
  const file = path.join(app.dataDir, 'objects', key);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  await app.database.query(
    `insert into chat_images (id, chat_id, message_id, name, image_name, s3_path, image_type, label, document_id, version,
       page, width, height, file_size, sha256, uploaded_at)
     values ($1, $2, $3, 'P1', 'p1.png', $4, 'viewport', 'План этажа, стр. 3', $5, 1, 3, 640, 360, $6, $7, now())`,
    [id, chatId, messageId, key, documentId, bytes.length, sha256(bytes)],
  );
  return { id, sha256: sha256(bytes), file };
}
