import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations, PHONE, startBrowser, type TestedBrowser } from './browser.ts';
import { startServer, type TestedServer } from './server.ts';

let server: TestedServer;
let browser: TestedBrowser;
let folder: string;

beforeAll(async () => {
  [server, browser, folder] = await Promise.all([
    startServer(),
    startBrowser(),
    mkdtemp(join(tmpdir(), 'aizoomdoc-library-')),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A PDF in the tests' folder; `ballast` bytes make it as large as one likes. */
async function makePdf(name: string, options: { userPassword?: string; ballast?: number } = {}) {
  const { ballast = 0, ...more } = options;
  const pdf = new PDFDocument({ size: 'A4', compress: false, pdfVersion: '1.7ext3', ...more });
  pdf.text(`Sheet of ${name}`);
  if (ballast > 0) pdf.file(Buffer.alloc(ballast, 7), { name: 'ballast.bin' });
  pdf.end();
  const parts: Buffer[] = [];
  for await (const part of pdf as AsyncIterable<Buffer>) parts.push(part);
  const path = join(folder, name);
  await writeFile(path, Buffer.concat(parts));
  return path;
}

const row = (page: Page, name: string) => page.locator('[data-row]', { hasText: name });
const choose = (page: Page, ...paths: string[]) =>
  page.locator('input[type=file][multiple]').first().setInputFiles(paths);
const act = async (page: Page, name: string, action: string) => {
  await page.getByRole('button', { name: `Действия с «${name}»` }).click();
  await page.getByRole('menuitem', { name: action }).click();
};

async function openWith(page: Page, password: string) {
  await page.getByRole('button', { name: 'Пароль…' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

async function create(page: Page, kind: string, name: string) {
  await page.getByRole('button', { name: 'Создать' }).click();
  await page.getByRole('menuitem', { name: kind }).click();
  await page.getByLabel('Название', { exact: true }).fill(name);
  await page.keyboard.press('Enter');
  await row(page, name).waitFor();
}

it('makes a project with folders, moves and renames by keys and by mouse, deletes with the count', async () => {
  const page = await browser.open(server, { path: '/library' });
  await create(page, 'Проект', 'Дом 7');
  await row(page, 'Дом 7').click();
  await page.getByText('Перетащите PDF, ZIP или папку комплекта').waitFor();
  await create(page, 'Папка', 'АР');
  await create(page, 'Папка', 'КЖ');
  await choose(page, await makePdf('plan.pdf'));
  await row(page, 'plan').waitFor();

  await row(page, 'АР').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await page.getByLabel('Новое название').fill('КЖ — конструкции');
  await page.keyboard.press('Enter');
  await row(page, 'КЖ — конструкции').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toContain('КЖ — конструкции');

  await row(page, 'plan').dragTo(row(page, 'АР'));
  await page.getByText('теперь в «АР»').waitFor();
  await expect.poll(() => row(page, 'plan').count()).toBe(0);
  await row(page, 'АР').click();
  await row(page, 'plan').waitFor();
  await act(page, 'plan.pdf', 'Переместить…');
  await page.getByRole('button', { name: 'На уровень выше' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'КЖ — конструкции' }).click();
  await page.getByRole('button', { name: 'Переместить сюда' }).click();
  await page.getByText('теперь в «КЖ — конструкции»').waitFor();

  await page.getByRole('navigation', { name: 'Где я' }).getByText('Все документы').click();
  await act(page, 'Дом 7', 'Закрыть от изменений');
  await page.getByRole('img', { name: 'Закрыто от изменений' }).waitFor();
  await page.getByRole('searchbox').fill('plan');
  await row(page, 'plan').waitFor();
  await page.getByRole('searchbox').fill('');
  await row(page, 'Дом 7').focus();
  await page.keyboard.press('Delete');
  await page.getByText(/Внутри\s1\sдокумент:/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await page.getByText('«Дом 7» удалено').waitFor();
  await expect.poll(() => row(page, 'Дом 7').count()).toBe(0);
  await page.context().close();
});

it('uploads several at once, tells what failed and why, opens a locked PDF by its password', async () => {
  const page = await browser.open(server, { path: '/library' });
  await writeFile(join(folder, 'empty.pdf'), '');
  await choose(
    page,
    join(folder, 'empty.pdf'),
    await makePdf('secret.pdf', { userPassword: 'тайна' }),
    await makePdf('open.pdf'),
  );
  await page.getByText(/Файл пуст/).waitFor();
  await row(page, 'open').waitFor();
  // Another page, the same uploads.
  await page.getByRole('link', { name: 'Настройки' }).click();
  await openWith(page, 'не тот');
  await page.getByText('Пароль не подошёл').waitFor();
  await openWith(page, 'тайна');
  await page.getByRole('button', { name: 'Пароль…' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Документы', exact: true }).click();
  await row(page, 'secret').waitFor();
  await page.getByRole('button', { name: 'Убрать законченные' }).click();
  await page.getByRole('list', { name: 'Загрузка документов' }).waitFor({ state: 'detached' });
  await page.context().close();
});

it('goes on with a large file after a pause and after a reload', async () => {
  const large = await makePdf('large.pdf', { ballast: 24 * 1024 * 1024 });
  const page = await browser.open(server, { path: '/library' });
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  page.on('dialog', (dialog) => dialog.accept());
  const session = await page.context().newCDPSession(page);
  const line = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 8 * 1024 * 1024 };
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  await choose(page, large);
  await page.getByText(/Отправлено [3-9]\d\s%/).waitFor();
  await page.getByRole('button', { name: 'Приостановить «large.pdf»' }).click();
  await page.getByText(/Приостановлено/).waitFor();
  await page.reload();
  await page.getByText(/Загрузка прервалась.*large\.pdf/).waitFor();
  await session.send('Network.emulateNetworkConditions', { ...line, uploadThroughput: -1 });
  offsets.length = 0;
  await choose(page, large);
  await page.getByText(/Готово: 1\sдокумент/).waitFor({ timeout: 60_000 });
  expect(offsets[0]).toBeGreaterThan(0);
  await row(page, 'large').waitFor();
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('tus::'))),
  ).toEqual([]);
  await page.context().close();
}, 90_000);

it('takes what is dropped on a folder, and whole folders: one name in two of them is two documents', async () => {
  const page = await browser.open(server, { path: '/library' });
  await create(page, 'Проект', 'Дом 8');
  await row(page, 'Дом 8').evaluate((link) => {
    const data = new DataTransfer();
    data.items.add(new File(['# Записка\n\nПеремычка ПР-1'], 'записка.md', { type: 'text/markdown' }));
    data.items.add(new File(['мусор'], '.DS_Store'));
    const target = link.closest('li');
    const at = { dataTransfer: data, bubbles: true, cancelable: true };
    for (const kind of ['dragenter', 'dragover', 'drop']) target?.dispatchEvent(new DragEvent(kind, at));
  });
  await page.getByText(/Готово: 1\sдокумент/).waitFor();
  const bundle = join(folder, 'Комплект');
  for (const section of ['АР', 'КЖ']) {
    await mkdir(join(bundle, section), { recursive: true });
    await writeFile(
      join(bundle, section, 'план.md'),
      `# План ${section}\n\nПеремычка ПР-1 в разделе ${section}`,
    );
  }
  await row(page, 'Дом 8').click();
  await row(page, 'записка').waitFor();
  await page.locator('input[type=file]:not([multiple])').first().setInputFiles(bundle);
  await page.getByText(/Готово: 2\sдокумента/).waitFor();
  await expect.poll(() => page.locator('[data-row]').count()).toBe(3);
  await page.context().close();
});

it('refuses addresses that are none, and members who are nobody', async () => {
  const page = await browser.open(server, { path: '/library' });
  await page.getByRole('button', { name: 'По ссылке' }).click();
  await page.getByLabel('Адрес файла').fill('http://example.org/план.pdf');
  await page.keyboard.press('Enter');
  await page.getByText('Нужен адрес вида').waitFor();
  await page.getByLabel('Адрес файла').fill('https://127.0.0.1:9/план.pdf');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Повторить/ }).waitFor();
  await create(page, 'Проект', 'Дом 9');
  await act(page, 'Дом 9', 'Участники…');
  await page.getByText('Пока проект видите только вы.').waitFor();
  await page.getByLabel('Имя пользователя').fill('nobody');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/Такого пользователя нет/)
    .waitFor();
  await page.context().close();
});

it('keeps synonyms: adds, changes, deletes, rebuilds', async () => {
  const page = await browser.open(server, { path: '/settings' });
  await page.getByRole('button', { name: 'Добавить группу' }).click();
  await page.keyboard.type('проба');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('Нужны хотя бы два разных слова').waitFor();
  await page.getByLabel('Слова и сокращения').fill('проба, образчик');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('проба = образчик').waitFor();
  await page.getByRole('button', { name: 'Изменить группу «проба»' }).click();
  await page.getByLabel('Слова и сокращения').fill('проба, образчик, пример');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('проба = образчик = пример').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Удалить группу «проба»' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await page.getByText('проба = образчик = пример').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Перестроить указатель' }).click();
  await page.getByText(/Указатель перестраивается/).waitFor();
  await page.context().close();
});

it.each(['light', 'dark'] as const)(
  'axe finds nothing in the tree, its dialogs and uploads: %s',
  async (colorScheme) => {
    for (const size of [{}, { viewport: PHONE, hasTouch: true, isMobile: true }]) {
      const page = await browser.open(server, { path: '/library', colorScheme, ...size });
      const inspect = async () => expect(await axeViolations(page)).toEqual([]);
      await row(page, 'Демо').waitFor();
      await inspect();
      await choose(page, join(folder, 'empty.pdf'), await makePdf('open.pdf'));
      await page.getByText(/Файл пуст/).waitFor();
      await inspect();
      for (const action of ['Переместить…', 'Участники…', 'Удалить']) {
        await act(page, 'Демо: жилой дом на Садовой', action);
        await page.getByRole('dialog').waitFor();
        await inspect();
        await page.keyboard.press('Escape');
      }
      await page.context().close();
    }
  },
);

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
