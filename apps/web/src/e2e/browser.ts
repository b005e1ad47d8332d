import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../../scripts/chromium.ts';
import type { TestedServer } from './server.ts';

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface OpenOptions extends BrowserContextOptions {
  /** Opens the page signed in. */
  signedIn?: boolean;
  path?: string;
}

export interface TestedBrowser {
  open(server: TestedServer, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
  /** What pages complained about; a test may empty it. */
  complaints: string[];
}

export async function startBrowser(): Promise<TestedBrowser> {
  const browser: Browser = await launchChromium();
  const complaints: string[] = [];
  return {
    complaints,
    close: () => browser.close(),
    open: async (server, { signedIn = true, path = '/', ...options } = {}) => {
      const context = await browser.newContext({
        viewport: DESK,
        locale: 'ru-RU',
        colorScheme: 'light',
        ...options,
      });
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.baseUrl });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
      page.on('console', (message) => {
        // The browser itself reports refused calls; those are tested by what the page says about them.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      await page.goto(server.baseUrl + path);
      if (signedIn) await signIn(page, server.token);
      return page;
    },
  };
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.getByLabel('Токен доступа').fill(token);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.locator('main#main').waitFor();
}

/** Asks and waits until the answer stands with its sources. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Вопрос', { exact: true }).fill(question);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Источники' }).last().waitFor();
  await page.getByRole('button', { name: 'Отправить' }).waitFor();
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong on the screen, a line for each; empty when nothing. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Colours are measured at rest.
  await page.waitForTimeout(350);
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import('axe-core') }).axe;
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  });
}
