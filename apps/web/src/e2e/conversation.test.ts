import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, PHONE, startBrowser, type TestedBrowser } from './browser.ts';
import { type ModelledServer, says, startModelledServer } from './modelled-server.ts';
import { startServer, type TestedServer } from './server.ts';

let server: TestedServer;
let scripted: ModelledServer;
let browser: TestedBrowser;

const QUESTION = 'Сколько всего перемычек ПР-1 в двух секциях?';

beforeAll(async () => {
  [server, scripted, browser] = await Promise.all([startServer(), startModelledServer(), startBrowser()]);
  // Slow enough to be met half-way on a busy machine.
  const words = 'слово '.repeat(60);
  scripted.play(() => says(`Это сценарий: ${words}[${scripted.code}].`, { delayMs: 100 }));
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), scripted?.stop()]);
});

it('answers an example question with references, without AI and saying so', async () => {
  const page = await browser.open(server);
  await page.locator('main ul button').first().click();
  await page.getByRole('heading', { name: 'Источники' }).waitFor();
  await page.getByText('без ИИ: выдержки из документа', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Добавить ключ' }).waitFor();
  await page.getByRole('button', { name: /Ход работы: \d+ шаг/ }).waitFor();
  expect(await page.locator('.cite').count()).toBeGreaterThan(0);
  expect(new URL(page.url()).pathname).toMatch(/^\/chat\/[0-9a-f-]{36}$/);
  await page.context().close();
});

it('opens a source from the keyboard, lights the quote and gives the focus back', async () => {
  const page = await browser.open(server);
  await ask(page, QUESTION);
  const chip = page.locator('.cite').first();
  const code = await chip.getAttribute('data-block');
  await chip.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Фрагмент документа' });
  await panel.getByText(code ?? '', { exact: true }).waitFor();
  await panel.locator('mark.quote').first().waitFor();
  expect(new URL(page.url()).searchParams.get('block')).toBe(code);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);

  await chip.click();
  await panel.waitFor();
  await page.goBack();
  await panel.waitFor({ state: 'detached' });
  await page.goForward();
  await page.reload();
  await panel.getByText(code ?? '', { exact: true }).waitFor();
  await page.context().close();
});

it('walks along the blocks of the page', async () => {
  const page = await browser.open(server);
  await ask(page, QUESTION);
  await page.locator('.cite').first().click();
  const position = page.getByText(/^Блок\s\d+\sиз\s\d+\sна\sстранице$/);
  await position.waitFor();
  const before = await position.innerText();
  await page.getByRole('button', { name: 'Предыдущий блок страницы' }).click();
  await expect.poll(() => position.innerText()).not.toBe(before);
  await page.context().close();
});

it('shows a source on a phone over the whole screen', async () => {
  const page = await browser.open(server, { viewport: PHONE, hasTouch: true, isMobile: true });
  await ask(page, QUESTION);
  await page.locator('.cite').first().tap();
  const sheet = page.getByRole('dialog', { name: 'Фрагмент документа' });
  await sheet.waitFor();
  await expect.poll(async () => (await sheet.boundingBox())?.x).toBe(0);
  expect(await sheet.boundingBox()).toMatchObject({ ...PHONE, y: 0 });
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await page.context().close();
});

it('continues an answer after a reload, with nothing repeated and nothing lost', async () => {
  const page = await browser.open(scripted);
  await page.getByLabel('Вопрос', { exact: true }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('article .prose').last().filter({ hasText: 'сценарий' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Остановить' }).waitFor();
  await page.getByRole('heading', { name: 'Источники' }).waitFor();
  const prose = page.locator('article .prose').last();
  // Until the part that draws Markdown is there, its text is shown as written.
  await prose.locator('.cite').first().waitFor();
  const text = await prose.innerText();
  await page.reload();
  await expect.poll(() => prose.innerText()).toBe(text);
  expect(text.match(/Это сценарий/g)).toHaveLength(1);
  await page.context().close();
});

it('stops an answer by Escape, keeps what is written and answers anew', async () => {
  const page = await browser.open(scripted);
  await page.getByLabel('Вопрос', { exact: true }).fill(QUESTION);
  await page.keyboard.press('Enter');
  await page.locator('article .prose').last().filter({ hasText: 'сценарий' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Остановлено', { exact: true }).waitFor();
  expect(await page.locator('article .prose').last().innerText()).toContain('сценарий');
  await page.getByRole('button', { name: 'Ответить заново' }).click();
  await page.getByRole('heading', { name: 'Источники' }).waitFor();
  await page.context().close();
});

it('keeps a question that could not be sent, and sends it once', async () => {
  const page = await browser.open(server);
  await ask(page, QUESTION);
  await page.context().setOffline(true);
  await page.getByText('Нет сети').waitFor();
  await page.getByLabel('Вопрос', { exact: true }).fill('Какова площадь электрощитовой?');
  await page.keyboard.press('Enter');
  await page.getByText(/Не\sотправлено/).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Повторить' }).click();
  await page.getByRole('heading', { name: 'Источники' }).nth(1).waitFor();
  expect(await page.getByText('Какова площадь электрощитовой?', { exact: true }).count()).toBe(1);
  await page.context().close();
});

it('keeps a draft for each chat', async () => {
  const page = await browser.open(server);
  await ask(page, QUESTION);
  const composer = page.getByLabel('Вопрос', { exact: true });
  await composer.fill('не дописано');
  await page.getByRole('link', { name: 'Новый чат' }).click();
  await expect.poll(() => composer.inputValue()).toBe('');
  await page.goBack();
  await expect.poll(() => composer.inputValue()).toBe('не дописано');
  await page.reload();
  await expect.poll(() => composer.inputValue()).toBe('не дописано');
  await page.context().close();
});

it('renames a chat, archives it and takes it back', async () => {
  const page = await browser.open(server);
  await ask(page, 'Какова площадь электрощитовой?');
  const active = page.locator('nav a[data-status=active]');
  await active.hover();
  await page
    .getByRole('button', { name: /^Действия с чатом/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Переименовать' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Электрощитовая');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Электрощитовая' }).waitFor();
  await page.getByRole('button', { name: 'Действия с чатом «Электрощитовая»' }).click();
  await page.getByRole('menuitem', { name: 'В архив' }).click();
  await page.getByText('убран в архив').waitFor();
  expect(await page.getByRole('link', { name: 'Электрощитовая' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await page.getByRole('link', { name: 'Электрощитовая' }).waitFor();
  await page.context().close();
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
