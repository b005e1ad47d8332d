import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, axeViolations, DESK, PHONE, startBrowser, type TestedBrowser } from './browser.ts';
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

const sizes = { desk: { viewport: DESK }, phone: { viewport: PHONE, hasTouch: true, isMobile: true } };
const screens = (['light', 'dark'] as const).flatMap((colorScheme) =>
  (['desk', 'phone'] as const).map((size) => ({ colorScheme, size })),
);

describe.each(screens)('axe finds nothing: $size, $colorScheme', ({ colorScheme, size }) => {
  const options = { colorScheme, ...sizes[size] };

  async function inspect(page: Page) {
    expect(await axeViolations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }

  it('sign-in and its error', async () => {
    const page = await browser.open(server, { ...options, signedIn: false });
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    await inspect(page);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('alert').waitFor();
    await inspect(page);
    await page.context().close();
  });

  it('empty screen, conversation and source', async () => {
    const page = await browser.open(server, options);
    await page.locator('main ul button').first().waitFor();
    await inspect(page);
    await ask(page, 'Сколько всего перемычек ПР-1 в двух секциях?');
    await inspect(page);
    await page.locator('.cite').first().click();
    await page
      .getByRole('heading', { level: 2 })
      .filter({ hasText: /АР|решения/ })
      .waitFor();
    await inspect(page);
    await page.context().close();
  });

  it('choice of documents, the tree of them', async () => {
    const page = await browser.open(server, options);
    await page.getByRole('button', { name: 'Прикрепить документ' }).click();
    await page.getByRole('checkbox').first().waitFor();
    await inspect(page);
    await page.goto(`${server.baseUrl}/library`);
    await page.locator('[data-row]', { hasText: 'Демо' }).click();
    await page.locator('[data-row]', { hasText: 'страниц' }).waitFor();
    await inspect(page);
    await page.context().close();
  });

  it('settings, missing pages, keys and search', async () => {
    const page = await browser.open(server, options);
    await page.goto(`${server.baseUrl}/settings`);
    await page.getByRole('button', { name: 'Сохранить ключ' }).waitFor();
    await inspect(page);
    await page.keyboard.press('Control+KeyK');
    await page.getByRole('option').first().waitFor();
    await inspect(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Клавиши' }).waitFor();
    await inspect(page);
    await page.goto(`${server.baseUrl}/nowhere`);
    await page.getByText('Такой страницы нет').first().waitFor();
    await inspect(page);
    await page.goto(`${server.baseUrl}/chat/019aa000-0000-7000-8000-000000000001`);
    await page.getByText('Чат не найден').waitFor();
    await inspect(page);
    await page.context().close();
  });
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
