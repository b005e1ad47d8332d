import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations, startBrowser, type TestedBrowser } from './browser.ts';
import { type ModelledServer, says, startModelledServer } from './modelled-server.ts';

let server: ModelledServer;
let browser: TestedBrowser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startModelledServer(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const composer = (page: Page) => page.getByLabel('Вопрос', { exact: true });
const answer = (page: Page) => page.locator('article .prose').last();

async function ask(page: Page, question: string): Promise<void> {
  await composer(page).fill(question);
  await page.keyboard.press('Enter');
  await answer(page)
    .filter({ hasText: `Ответ на «${question}»` })
    .waitFor();
  await page.getByRole('button', { name: 'Отправить' }).waitFor();
}

/** Says what it was asked, and how many times. */
function echo() {
  let times = 0;
  return ({ question }: { question: string }) => {
    times += 1;
    return says(`Ответ на «${question}», ${times}-й.`);
  };
}

it('puts a question in other words by keys, and goes between the wordings', async () => {
  const page = await browser.open(server);
  server.play(echo());
  await ask(page, 'первый');
  await ask(page, 'второй');
  const pencil = page.getByRole('button', { name: 'Спросить иначе' }).first();
  const editor = page.getByRole('textbox', { name: 'Спросить иначе' });
  await pencil.focus();
  await page.keyboard.press('Enter');
  expect(await editor.inputValue()).toBe('первый');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await editor.waitFor({ state: 'detached' });
  expect(await pencil.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.press('Enter');
  await editor.fill('третий');
  await page.keyboard.press('Control+Enter');
  await answer(page).filter({ hasText: 'Ответ на «третий»' }).waitFor();
  await expect.poll(() => page.locator('article .prose').count()).toBe(1);
  expect(await composer(page).evaluate((element) => element === document.activeElement)).toBe(true);

  const variants = page.getByRole('group', { name: 'Варианты' });
  await variants.getByText('2 / 2').waitFor();
  await page.getByRole('button', { name: 'Предыдущий вариант' }).click();
  await answer(page).filter({ hasText: 'Ответ на «второй»' }).waitFor();
  expect(await page.locator('article .prose').count()).toBe(2);
  await page.reload();
  await answer(page).filter({ hasText: 'Ответ на «второй»' }).waitFor();
  await variants.getByText('1 / 2').waitFor();
  await page.context().close();
});

it('answers once more and keeps both answers', async () => {
  const page = await browser.open(server);
  server.play(echo());
  await ask(page, 'раз');
  await page.getByRole('button', { name: 'Ответить ещё раз' }).click();
  await answer(page).filter({ hasText: '2-й' }).waitFor();
  const variants = page.getByRole('group', { name: 'Варианты' });
  await variants.getByText('2 / 2').waitFor();
  await page.getByRole('button', { name: 'Предыдущий вариант' }).click();
  await answer(page).filter({ hasText: '1-й' }).waitFor();
  await page.getByRole('button', { name: 'Следующий вариант' }).click();
  await answer(page).filter({ hasText: '2-й' }).waitFor();
  await page.context().close();
});

it('takes a question while an answer is made, and answers it in its turn', async () => {
  const page = await browser.open(server);
  const slowly = echo();
  server.play((request) => ({ ...slowly(request), firstDelayMs: 1500, delayMs: 300 }));
  await composer(page).fill('сначала');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Остановить' }).waitFor();
  await composer(page).fill('потом');
  await page.keyboard.press('Enter');
  await page.getByText(/^В\sочереди: 1-й$/).waitFor();
  await answer(page).filter({ hasText: 'Ответ на «потом»' }).waitFor();
  await page.getByRole('button', { name: 'Отправить' }).waitFor();
  expect(await page.locator('article').allInnerTexts()).toEqual([
    expect.stringContaining('сначала'),
    expect.stringContaining('Ответ на «сначала»'),
    expect.stringContaining('потом'),
    expect.stringContaining('Ответ на «потом»'),
  ]);
  expect(await page.getByText(/^В\sочереди/).count()).toBe(0);
  await page.context().close();
});

it('a refused key leads to the settings and back to another try', async () => {
  const page = await browser.open(server);
  server.play(() => ({ failure: { kind: 'bad_key' } }));
  await composer(page).fill('с плохим ключом');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Ключ Gemini не подошёл' }).waitFor();
  await page.getByRole('link', { name: 'Открыть настройки' }).click();
  await page.getByRole('heading', { name: 'Ключи моделей' }).waitFor();
  await page.goBack();
  server.play(echo());
  await page.getByRole('button', { name: 'Повторить' }).click();
  await answer(page).filter({ hasText: 'Ответ на «с плохим ключом»' }).waitFor();
  await page.context().close();
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
