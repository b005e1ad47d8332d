import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOf, importFiles } from './api.ts';
import { ask, axeViolations, PHONE, startBrowser, type TestedBrowser } from './browser.ts';
import { type MadePage, makePdf } from './make-pdf.ts';
import { startServer, type TestedServer } from './server.ts';

let server: TestedServer;
let browser: TestedBrowser;
let documentId: string;
let bundleId: string;

const first: MadePage[] = [
  {
    lines: ['General notes for the plan', 'Mark KB-12 is 1200 mm wide', 'See sheet 2'],
    frames: [[300, 60, 120, 90]],
  },
  { lines: ['Second page of the plan', 'Mark KB-77 stands here only'], frames: [[80, 60, 200, 150]] },
  { lines: ['Third page'] },
];
const second: MadePage[] = [
  {
    lines: ['General notes for the plan', 'Mark KB-12 is 1250 mm wide', 'See sheet 2'],
    frames: [
      [300, 60, 120, 90],
      [460, 200, 90, 90],
    ],
  },
  ...first.slice(1),
];

const bundle = `# Перемычки

**Штамп:** Шифр: 11-АР | Стадия: РД | Объект: Дом | Организация: Проект

## СТРАНИЦА 1
**Лист:** 1 (из 2)
**Наименование листа:** Общие данные

### BLOCK [TEXT]: QV4J-9EHK-WJW
Указания к чертежам.

## СТРАНИЦА 2
**Лист:** 2 (из 2)
**Наименование листа:** Ведомость перемычек

### BLOCK [TEXT]: 7G9F-37EE-CW4
Перемычка ПБ-31: 14 шт. на две секции.
`;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  const admin = await callerOf(server);
  documentId = await importFiles(admin, { 'viewer-plan.pdf': makePdf(first) });
  expect(await importFiles(admin, { 'viewer-plan.pdf': makePdf(second) })).toBe(documentId);
  bundleId = await importFiles(admin, { 'lintels_document.md': bundle });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const sheetOpen = (page: Page) => page.locator('[data-stage][data-state=open]').waitFor();
const searchOf = (page: Page) => new URL(page.url()).searchParams;
const openSheet = async (path = '', options = {}) => {
  const page = await browser.open(server, { path: `/documents/${documentId}${path}`, ...options });
  await sheetOpen(page);
  return page;
};

it('shows a sheet whose letters are selected and copied like any text', async () => {
  const page = await openSheet();
  const line = page.locator('[data-stage] .select-text span').filter({ hasText: 'Mark KB-12' });
  await line.waitFor();
  const box = await line.boundingBox();
  if (box === null) throw new Error('the line has no place');
  await page.mouse.move(box.x + 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.press('Control+C');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('KB-12 is 1250 mm');
  await page.context().close();
});

it('is led by keys: pages, search, outlines, help', async () => {
  const page = await openSheet();
  await page.keyboard.press(']');
  await expect.poll(() => searchOf(page).get('page')).toBe('2');
  await sheetOpen(page);
  await page.keyboard.press('PageUp');
  await expect.poll(() => searchOf(page).get('page')).toBe('1');
  await page.keyboard.press('/');
  await page.getByLabel('Найти в документе').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type('KB-77');
  await page.getByText(/Найден\s1\sблок/).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => searchOf(page).get('page')).toBe('2');
  expect(searchOf(page).get('block')).toMatch(/^[A-Z0-9-]+$/);
  await sheetOpen(page);
  await page.locator('[data-stage] svg polygon').first().waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await expect.poll(() => searchOf(page).get('block')).toBeNull();
  await page.locator('[data-stage]').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Клавиши просмотра' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('b');
  await page.getByRole('button', { name: /^Рамки блоков/, pressed: true }).waitFor();
  await page.goBack();
  await page.context().close();
});

it('opens any place by its link, and gives the link of a place', async () => {
  const page = await openSheet('?page=2&box=0.1,0.1,0.5,0.3');
  await page.locator('[data-stage] svg polygon.animate-beat').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Скопировать ссылку на это место' }).click();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.searchParams.get('box')).toBe('0.1,0.1,0.5,0.3');
  expect(link.searchParams.get('page')).toBe('2');
  await page.context().close();
});

it('takes the exact text and the picture of a frame', async () => {
  const page = await openSheet();
  await page.keyboard.press('f');
  const stage = await page.locator('[data-stage]').boundingBox();
  if (stage === null) throw new Error('no stage');
  await page.mouse.move(stage.x + stage.width * 0.03, stage.y + stage.height * 0.1);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.97, stage.y + stage.height * 0.85, { steps: 5 });
  await page.mouse.up();
  const card = page.getByRole('region', { name: 'Взято рамкой' });
  await card.getByText(/KB-12 is 1250 mm/).waitFor();
  const image = await card.getByRole('link', { name: 'Скачать PNG' }).getAttribute('href');
  const answer = await page.request.get(new URL(image ?? '', server.baseUrl).href);
  expect(answer.headers()['content-type']).toBe('image/png');
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'detached' });
  await page.context().close();
});

it('chooses a block by a click and begins a question about it', async () => {
  const page = await openSheet();
  await page
    .getByRole('button', { name: /General notes/ })
    .first()
    .click();
  await page.getByRole('article').waitFor();
  expect(searchOf(page).get('block')).not.toBeNull();
  await page.getByRole('button', { name: 'Спросить об этом' }).click();
  await page.getByRole('list', { name: 'Где искать' }).getByRole('listitem').waitFor();
  await expect.poll(() => page.getByLabel('Вопрос', { exact: true }).inputValue()).toMatch(/^Что указано в/);
  await page.getByLabel('Вопрос', { exact: true }).fill('');
  await page.context().close();
});

it('compares versions by picture and by words', async () => {
  const page = await openSheet('?version=1');
  await page.getByText(/Открыта версия\s1/).waitFor();
  await page.getByRole('button', { name: 'Версии документа' }).click();
  await page.getByRole('menuitem', { name: /Сравнить с версией\s2/ }).click();
  await page.getByRole('region', { name: 'Стало' }).and(page.locator('[data-state=open]')).waitFor();
  await page.locator('del').filter({ hasText: '1200' }).waitFor();
  await page.locator('ins').filter({ hasText: '1250' }).waitFor();
  await page
    .getByRole('button', { name: /^\d+\sДобавлено/ })
    .first()
    .click();
  await page.getByRole('radio', { name: 'Наложение' }).click();
  await page.getByRole('slider', { name: 'Граница наложения' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('slider').inputValue()).toBe('51');
  await page.context().close();
});

it('reads a bundle without pictures as text, and leads to it from a source', async () => {
  const page = await browser.open(server);
  await ask(page, 'Сколько перемычек ПБ-31 на две секции?');
  await page.locator('.cite').first().click();
  await page.getByRole('link', { name: 'Открыть на листе' }).click();
  await sheetOpen(page);
  expect(new URL(page.url()).pathname).toBe(`/documents/${bundleId}`);
  const code = searchOf(page).get('block') ?? '';
  await page.locator('[data-stage] button[aria-pressed=true]').filter({ hasText: code }).waitFor();
  await page.getByText('Комплект загружен без PDF').waitFor();
  await page.context().close();
});

it('says what happened to a document that is not there', async () => {
  const page = await browser.open(server, { path: '/documents/019aa000-0000-7000-8000-000000000001' });
  await page.getByText('Документ не найден').first().waitFor();
  await page.context().close();
});

it('opens the picture again by a new address when the old one has expired', async () => {
  const page = await browser.open(server);
  let refused = 0;
  await page.route(/\/api\/iiif\/.*info\.json/, async (route) => {
    refused += 1;
    if (refused === 1) await route.fulfill({ status: 410, contentType: 'application/json', body: '{}' });
    else await route.continue();
  });
  await page.goto(`${server.baseUrl}/documents/${documentId}`);
  await sheetOpen(page);
  expect(refused).toBeGreaterThan(1);
  await page.context().close();
});

const desk = ['', '?panel=search&q=KB-12', '?panel=audit', '?panel=sheets'];
const phone = ['', '?panel=search&q=KB-12'];
const onPhone = { viewport: PHONE, hasTouch: true, isMobile: true };
const screens = [
  { name: 'desk, light', panels: desk, options: {} },
  { name: 'desk, dark', panels: desk, options: { colorScheme: 'dark' } },
  { name: 'phone, light', panels: phone, options: onPhone },
  { name: 'phone, dark', panels: phone, options: { ...onPhone, colorScheme: 'dark' } },
] as const;

describe.each(screens)('axe finds nothing: $name', ({ panels, options }) => {
  it('viewer with its panels, comparison', async () => {
    const page = await openSheet('', options);
    for (const panel of panels) {
      await page.goto(`${server.baseUrl}/documents/${documentId}${panel}`);
      await sheetOpen(page);
      expect([panel, await axeViolations(page)]).toEqual([panel, []]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.goto(`${server.baseUrl}/documents/${bundleId}?page=2`);
    await sheetOpen(page);
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(`${server.baseUrl}/documents/${documentId}/compare?from=1&to=2`);
    await page.locator('[data-state=open]').nth(1).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
