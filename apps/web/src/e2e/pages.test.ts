import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, startBrowser, type TestedBrowser } from './browser.ts';
import { startServer, type TestedServer } from './server.ts';

let server: TestedServer;
let browser: TestedBrowser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

it('refuses a wrong token in words, lets in a right one, stays in after a reload and signs out', async () => {
  const page = await browser.open(server, { signedIn: false, path: '/settings' });
  await page.getByLabel('Токен доступа').fill('azd_wrong');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('Токен не подходит').waitFor();
  await signIn(page, server.token);
  expect(new URL(page.url()).pathname).toBe('/settings');
  await page.reload();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByLabel('Токен доступа').waitFor();
  await page.reload();
  await page.getByLabel('Токен доступа').waitFor();
  await page.context().close();
});

it('keeps the access token out of reach of scripts’ storage', async () => {
  const page = await browser.open(server);
  const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
  expect(stored).not.toMatch(/eyJ|azd_/);
  await page.context().close();
});

it('loads at most 180 KB of scripts for the first page', async () => {
  const page = await browser.open(server);
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js'))
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.reload();
  await page.locator('main ul button').first().waitFor();
  await page.waitForLoadState('networkidle');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(180 * 1024);
  expect(total).toBeGreaterThan(50 * 1024);
  await page.context().close();
});

const hostile = `# Опасный документ

**Штамп:** Шифр: ОП-1 | Стадия: РД | Объект: Дом | Организация: Проект

## СТРАНИЦА 1
**Лист:** 1 (из 1)
**Наименование листа:** Опасный лист

### BLOCK [TEXT]: 7QWE-RTYU-ACD
Марка ОП-77 <script>globalThis.hacked = true</script> <img src=x onerror="globalThis.hacked = true">

![Слежка](https://tracker.example/pixel.png) [плохая](javascript:globalThis.hacked=true) [хорошая](https://example.org/)
`;

it('imports a bundle, shows remarks; what is written in a document does nothing', async () => {
  const page = await browser.open(server, { path: '/library' });
  const outside: string[] = [];
  page.on('request', (request) => request.url().startsWith(server.baseUrl) || outside.push(request.url()));
  await page
    .locator('input[type=file][multiple]')
    .first()
    .setInputFiles([
      { name: 'op_document.md', mimeType: 'text/markdown', buffer: Buffer.from(hostile) },
      { name: 'op_blocks.json', mimeType: 'application/json', buffer: Buffer.from('{"blocks": [') },
    ]);
  await page.getByText(/Готово: 1\sдокумент/).waitFor();
  await page
    .getByText(/op_blocks\.json/)
    .first()
    .waitFor();

  const link = page.locator('[data-row]', { hasText: 'Опасный документ' });
  const id = (await link.getAttribute('href'))?.split('/').at(-1);
  await page.goto(`${server.baseUrl}/library?doc=${id}&block=7QWE-RTYU-ACD`);
  const text = page.locator('aside .prose');
  await text.getByText('Марка ОП-77').waitFor();
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(await text.locator('img, script').count()).toBe(0);
  expect(await text.locator('a').count()).toBe(1);
  expect(await text.locator('a').getAttribute('rel')).toContain('noopener');
  expect(outside).toEqual([]);

  await page.getByRole('button', { name: 'Действия с «Опасный документ»' }).click();
  await page.getByRole('menuitem', { name: 'Удалить' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await page.getByText(/«Опасный документ» удалено/).waitFor();
  await page.context().close();
});

it('asks about one document only', async () => {
  const page = await browser.open(server, { path: '/library' });
  await page.locator('[data-row]', { hasText: 'Демо' }).click();
  await page
    .getByRole('link', { name: /^Спросить по документу/ })
    .first()
    .click();
  await page.getByRole('list', { name: 'Где искать' }).getByRole('listitem').waitFor();
  await page.getByLabel('Вопрос', { exact: true }).fill('Какова площадь электрощитовой?');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Источники' }).waitFor();
  await page.getByRole('button', { name: /^Открепить/ }).click();
  await page.getByText('Все документы').waitFor();
  await page.reload();
  await page.getByText('Все документы').waitFor();
  await page.context().close();
});

it('saves settings and the key, shows neither the key nor the wrong theme', async () => {
  const page = await browser.open(server, { path: '/settings' });
  await page.getByRole('radio', { name: 'Сложная' }).click();
  await page.getByLabel('Новый ключ').fill('AIzaTestTestTest');
  await page.getByRole('button', { name: 'Сохранить ключ' }).click();
  await page
    .getByText(/Ключ сохранён\s/)
    .first()
    .waitFor();
  expect(await page.getByLabel('Новый ключ').inputValue()).toBe('');
  await page.getByRole('radio', { name: 'Тёмная' }).click();
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(() => document.documentElement.dataset.theme !== undefined);
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await expect
    .poll(() => page.getByRole('radio', { name: 'Сложная' }).getAttribute('aria-checked'))
    .toBe('true');
  await page.getByRole('button', { name: 'Удалить ключ' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await page.getByText(/^Ключа нет/).waitFor();
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await page.context().close();
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
