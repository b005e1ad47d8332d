import { createHash, randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ExportManifest, encodeManifest } from '@aizoomdoc/contracts';
import { createPdfPool, type PageContent } from '@aizoomdoc/documents/pdf';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestApp, type TestApp, until } from '#platform/testing/index.ts';
import { blockText, code, type StoredAnswer, storedAnswer } from './testing/stored-answer.ts';

let app: TestApp;
let person: Person;
let stored: StoredAnswer;

beforeAll(async () => {
  app = await startTestApp();
  person = await app.newUser();
  stored = await storedAnswer(app, person);
});
afterAll(() => app.close());

type Download = Awaited<ReturnType<typeof load>>;
const downloads = new Map<string, Promise<Download>>();

/** The same export is made once for all tests. */
function download(address: string, who = person): Promise<Download> {
  const done = downloads.get(address) ?? load(address, who);
  downloads.set(address, done);
  return done;
}

async function load(address: string, who: Person) {
  const headers = { authorization: `Bearer ${who.token}` };
  const {
    statusCode,
    rawPayload,
    headers: answered,
  } = await app.http.inject({ method: 'GET', url: address, headers });
  return { status: statusCode, bytes: rawPayload, headers: answered };
}

const chatAddress = (query: string, { chatId } = stored) => `/api/chats/${chatId}/export?${query}`;
const answerAddress = (query: string, { chatId, answerId } = stored) =>
  `/api/chats/${chatId}/messages/${answerId}/export?${query}`;

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The manifest, with its own hash checked and its form as it must be. */
function readManifest(bytes: Uint8Array | undefined): ExportManifest {
  const text = Buffer.from(bytes ?? []).toString();
  const manifest = ExportManifest.parse(JSON.parse(text));
  const { digest, ...rest } = manifest;
  expect(encodeManifest(manifest)).toBe(text);
  expect(digest).toBe(sha256(encodeManifest(rest)));
  return manifest;
}

const nameIn = (headers: Record<string, unknown>) =>
  decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(String(headers['content-disposition']))?.[1] ?? '');

async function readPdf(bytes: Uint8Array): Promise<{ text: string; images: number }> {
  const pool = createPdfPool({ workers: 1 });
  const file = path.join(app.dataDir, `${randomUUID()}.pdf`);
  await writeFile(file, bytes);
  const source = { id: randomUUID(), path: file };
  const { pages } = await pool.info(source);
  const contents: PageContent[] = [];
  for (const [index] of pages.entries()) contents.push(await pool.content(source, index + 1));
  await pool.close();
  const words = contents.flatMap((page) => page.words.map(({ text }) => text));
  return { text: words.join(' '), images: contents.flatMap(({ images }) => images).length };
}

const { convertToHtml } = createRequire(import.meta.url)('mammoth') as {
  convertToHtml(input: { buffer: Uint8Array }): Promise<{ value: string }>;
};

describe('a package', () => {
  it.each(['markdown', 'pdf', 'docx'] as const)(
    'of %s lists and holds every piece of evidence',
    async (format) => {
      const { status, bytes, headers } = await download(answerAddress(`format=${format}`));
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/zip');
      const extension = format === 'markdown' ? 'md' : format;
      expect(nameIn(headers)).toBe(`Перемычки сколько их.${extension}.zip`);

      const { 'manifest.json': own, ...files } = unzipSync(bytes);
      const manifest = readManifest(own);
      expect(manifest).toMatchObject({
        format,
        package: true,
        chat_id: stored.chatId,
        message_id: stored.answerId,
      });
      expect(manifest.files.map((file) => file.path)).toEqual(Object.keys(files));
      expect(Object.keys(files)).toEqual([
        `answer.${extension}`,
        'pictures/01-P1.png',
        'messages.json',
        'README.txt',
      ]);
      for (const file of manifest.files) expect(sha256(files[file.path] ?? '')).toBe(file.sha256);

      expect(manifest.messages.map(({ id }) => id)).toEqual([stored.questionId, stored.answerId]);
      expect(manifest.messages[1]).toMatchObject({
        model: 'gemini-test',
        content_sha256: sha256(stored.content),
      });
      const { sha256: shown, id: image_id } = stored.picture;
      expect(manifest.pictures).toMatchObject([{ id: image_id, sha256: shown, path: 'pictures/01-P1.png' }]);
      expect(manifest.evidence).toMatchObject([
        {
          n: 1,
          document_id: stored.documentId,
          version: 1,
          page: 3,
          block_id: code,
          block_sha256: sha256(blockText),
        },
        { n: 2, image_id, image_sha256: shown },
      ]);
      expect(manifest.claims.map((claim) => claim.status)).toEqual(['confirmed', 'not_confirmed']);
      expect(manifest.examined).toMatchObject([
        { kind: 'read', block_id: code, text_sha256: sha256(blockText) },
      ]);
      const [document] = manifest.documents;
      expect(document).toMatchObject({ document_id: stored.documentId, available: true });
      expect(document?.files.length).toBeGreaterThan(0);
    },
  );

  it('holds a picture that was shown for an earlier answer, when it is cited', async () => {
    const other = await app.newUser();
    const later = await storedAnswer(app, other);
    const earlier = randomUUID();
    await app.database.query(
      `insert into chat_messages (id, chat_id, role, content, message_type, status, created_at)
       values ($1, $2, 'assistant', 'Раньше', 'text', 'complete', now())`,
      [earlier, later.chatId],
    );
    await app.database.query('update chat_images set message_id = $1 where id = $2', [
      earlier,
      later.picture.id,
    ]);
    const files = unzipSync((await download(answerAddress('format=markdown', later), other)).bytes);
    expect(Object.keys(files)).toContain('pictures/01-P1.png');
    expect(readManifest(files['manifest.json']).evidence[1]).toMatchObject({
      image_sha256: later.picture.sha256,
    });
    expect(Buffer.from(files['answer.md'] ?? []).toString()).toContain('](pictures/01-P1.png)');
  });

  it('of a chat holds its messages word for word', async () => {
    const { bytes } = await download(chatAddress('format=markdown'));
    const files = unzipSync(bytes);
    expect(readManifest(files['manifest.json']).message_id).toBeNull();
    const messages = JSON.parse(Buffer.from(files['messages.json'] ?? []).toString());
    expect(messages.map((message: { content: string }) => message.content)).toEqual([
      'Сколько перемычек В4-14*?\nИ где они?',
      stored.content,
    ]);
  });
});

describe('Markdown', () => {
  it('numbers its sources, tells what is not confirmed, and fetches nothing', async () => {
    const { bytes } = await download(answerAddress('format=markdown'));
    const text = Buffer.from(unzipSync(bytes)['answer.md'] ?? []).toString();
    expect(text).toContain('**25 шт.** ✓ перемычек В4-14\\*[\\[1\\]](#source-1)');
    expect(text).toContain('12,5 м² *(не\u00a0подтверждено)*');
    expect(text).toContain('Покрытие\u00a0— 50\u00a0%');
    expect(text).toContain('В таблице 25, на плане 24');
    expect(text).toContain('| В4-14\\* | 25 |');
    expect(text).toContain('](pictures/01-P1.png)');
    expect(text).toContain(`**1.** **Дом на Садовой**, версия\u00a01, стр.\u00a03, лист\u00a03, \`${code}\``);
    expect(text).not.toMatch(/<script|evil\.example/);
  });

  it('alone ends with its manifest', async () => {
    const { bytes, headers } = await download(answerAddress('format=markdown&package=false'));
    expect(headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(nameIn(headers)).toBe('Перемычки сколько их.md');
    const text = bytes.toString();
    const json = /<!-- aizoomdoc-manifest\n(.+)\n-->\n$/.exec(text)?.[1] ?? '';
    const manifest = readManifest(Buffer.from(json));
    expect(manifest.container_sha256).toBe(sha256(text.replace(json, '')));
  });
});

describe('PDF', () => {
  it('says in Russian, with its signs and pictures, what the answer says', async () => {
    const { bytes, headers } = await download(answerAddress('format=pdf&package=false'));
    expect(headers['content-type']).toBe('application/pdf');
    const { text, images } = await readPdf(bytes);
    for (const part of ['Перемычки: сколько их?', 'Вопрос', 'И где они?', 'перемычек', 'м²', '≤', '✓']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/не\s+подтверждено/);
    expect(text).toMatch(/Источники.+Дом на Садовой.+9CXH-MNAX-4JL/s);
    expect(images).toBe(1);
    expect(bytes.includes('evil.example')).toBe(false);
    expect(bytes.includes('/JavaScript')).toBe(false);
  });

  it('carries its manifest as an attachment', async () => {
    const { bytes } = await download(answerAddress('format=pdf&package=false'));
    const start = bytes.indexOf('stream\n{"aizoomdoc_export":1,') + 'stream\n'.length;
    const end = bytes.indexOf('\nendstream', start);
    const manifest = readManifest(bytes.subarray(start, end));
    expect(manifest.container_sha256).toBe(
      sha256(Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])),
    );
    expect(manifest.pictures).toMatchObject([{ sha256: stored.picture.sha256, path: null }]);
  });
});

describe('DOCX', () => {
  it('opens as a document with headings, a table, the picture itself, and the manifest for a part', async () => {
    const { bytes } = await download(answerAddress('format=docx&package=false'));
    const { value: html } = await convertToHtml({ buffer: bytes });
    expect(html).toMatch(/<h1>.*Вопрос.*<h1>.*Ответ.*<h3>.*Итог.*<h1>.*Источники/s);
    expect(html).toMatch(
      /<strong>25 шт\.<\/strong><sup>✓<\/sup> перемычек В4-14\*<a href="#source_1"><sup>\[1\]/,
    );
    expect(html).toContain('<td><p>В4-14*</p></td><td><p>25</p></td>');
    expect(html).toContain('<a id="source_1"></a>');
    expect(html).toContain('&lt;script&gt;');
    const parts = unzipSync(bytes);
    expect(sha256(parts['word/media/image1.png'] ?? '')).toBe(stored.picture.sha256);
    const { 'aizoomdoc/manifest.json': own, ...rest } = parts;
    const manifest = readManifest(own);
    expect(manifest.files.map((file) => file.path)).toEqual(Object.keys(rest));
    for (const file of manifest.files) expect(sha256(rest[file.path] ?? '')).toBe(file.sha256);
  });
});

describe('what cannot be had', () => {
  it('a picture that is not what was shown is named, but left out', async () => {
    const other = await app.newUser();
    const damaged = await storedAnswer(app, other);
    await writeFile(damaged.picture.file, 'не картинка');
    const { status, bytes } = await download(answerAddress('format=markdown', damaged), other);
    expect(status).toBe(200);
    const files = unzipSync(bytes);
    expect(readManifest(files['manifest.json']).pictures).toMatchObject([{ path: null }]);
    expect(Object.keys(files)).not.toContain('pictures/01-P1.png');
    const pdf = await readPdf(
      (await download(answerAddress('format=pdf&package=false', damaged), other)).bytes,
    );
    expect(pdf.text).toContain('картинки нет');
  });

  it('of a document that is gone only what was cited is told', async () => {
    const other = await app.newUser();
    const orphan = await storedAnswer(app, other);
    expect((await other.delete(`/api/documents/${orphan.documentId}`)).status).toBe(200);
    const files = unzipSync((await download(chatAddress('format=markdown', orphan), other)).bytes);
    const manifest = readManifest(files['manifest.json']);
    expect(manifest.documents).toMatchObject([{ available: false, files: [], title: 'Дом на Садовой' }]);
    expect(manifest.evidence[0]).toMatchObject({ quote: blockText, block_sha256: null });
    expect(Buffer.from(files['chat.md'] ?? []).toString()).toContain('Документа больше нет');
  });

  it("another person's chat, a foreign message, an empty chat and a wrong time zone are refused", async () => {
    const stranger = await app.newUser();
    const answers = [
      await stranger.get(chatAddress('format=pdf')),
      await stranger.get(answerAddress('format=pdf')),
      await person.get(`/api/chats/${stored.chatId}/messages/${randomUUID()}/export`),
      await person.get(`/api/chats/${await person.newChat()}/export`),
      await person.get(chatAddress('time_zone=Mars/Phobos')),
      await person.get(chatAddress('format=rtf')),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'chat_not_found'],
      [404, 'chat_not_found'],
      [404, 'message_not_found'],
      [409, 'nothing_to_export'],
      [422, 'validation_failed'],
      [422, 'validation_failed'],
    ]);
  });
});

it('a client that leaves ends its export, and nothing stays on the disk', async () => {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${person.token}` };
  const asked = fetch(app.url + answerAddress('format=pdf'), { headers, signal: leaving.signal });
  await until(async () => (await waitingFiles()).length > 0 || (await Promise.race([asked, null])) !== null);
  leaving.abort();
  await asked.catch(() => {});
  await until(async () => (await waitingFiles()).length === 0);
});

const waitingFiles = () => readdir(path.join(app.dataDir, 'objects', '.incoming')).catch(() => []);

it('a hostile answer of a megabyte is exported, and nothing stays on the disk', async () => {
  const other = await app.newUser();
  const wall = `${'> '.repeat(5000)}x\n\n${'|a'.repeat(400)}|\n${'|-'.repeat(400)}|\n\n${'Длинный текст об одном. '.repeat(40_000)}`;
  const hostile = await storedAnswer(app, other, { content: wall, citations: [], checks: null });
  for (const format of ['markdown', 'pdf', 'docx']) {
    const { status, bytes } = await download(answerAddress(`format=${format}`, hostile), other);
    expect(status).toBe(200);
    readManifest(unzipSync(bytes)['manifest.json']);
  }
  await until(async () => (await waitingFiles()).length === 0);
});
