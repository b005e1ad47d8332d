import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations, startBrowser, type TestedBrowser } from './browser.ts';
import { looksAndSays, type ModelledServer, says, startModelledServer } from './modelled-server.ts';

let server: ModelledServer;
let browser: TestedBrowser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startModelledServer(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asks in a new chat about the plan and waits until the answer stands. */
async function askAboutPlan(page: Page, question: string): Promise<void> {
  await page.goto(`${server.baseUrl}/?ask=${server.documentId}`);
  await page.getByRole('list', { name: 'Где искать' }).getByRole('listitem').first().waitFor();
  await askHere(page, question);
}

async function askHere(page: Page, question: string): Promise<void> {
  await page.getByLabel('Вопрос', { exact: true }).fill(question);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ответить ещё раз' }).last().waitFor();
  await page.getByRole('button', { name: 'Отправить' }).waitFor();
}

/** How many places are lit as not confirmed. */
const lit = (page: Page, name = 'claim-not-confirmed') =>
  page.evaluate((highlight) => CSS.highlights.get(highlight)?.size ?? 0, name);

const looked = () =>
  looksAndSays(
    `Mark KB-12 is 1250 mm wide [${server.code}].\n\nMark KB-13 is 9999 mm wide [${server.code}].\n\nThe wall is 777 mm thick [P2].\n\n![Место на плане](P2)`,
  );

it('tells what is proved and what is not: chips, underlines, counts', async () => {
  const page = await browser.open(server);
  server.play(looked());
  await askAboutPlan(page, 'Какова ширина?');
  await expect.poll(() => lit(page)).toBeGreaterThanOrEqual(2);
  await expect.poll(() => lit(page, 'claim-picture-only')).toBe(1);
  const chips = page.locator('.cite[data-block]');
  expect(await chips.nth(0).getAttribute('data-checked')).toBe('confirmed');
  expect(await chips.nth(1).getAttribute('data-checked')).toBe('doubtful');
  await page
    .getByRole('button', { name: `Открыть источник ${server.code}: подтверждено текстом источника` })
    .waitFor();
  const counts = page.getByRole('button', { name: /Подтверждено \d+ из \d+ .*не\sподтвержден/ });
  await counts.focus();
  await page.keyboard.press('Enter');
  expect(await counts.getAttribute('aria-expanded')).toBe('true');
  await page.getByText('«9999»').waitFor();
  await page.reload();
  await expect.poll(() => lit(page)).toBeGreaterThanOrEqual(2);
  await page.context().close();
});

it('shows pictures in the answer and above it, opens them by keys and gives the focus back', async () => {
  const page = await browser.open(server);
  server.play(looked());
  await askAboutPlan(page, 'Что на плане?');
  const strip = page.getByRole('list', { name: 'Просмотренные рисунки' });
  expect(await strip.getByRole('button').count()).toBe(2);
  const inline = page.locator('chat-picture button');
  await inline.getByRole('img', { name: 'Место на плане' }).waitFor();
  await expect
    .poll(() => inline.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(100);
  await inline.focus();
  await page.keyboard.press('Enter');
  const lightbox = page.getByRole('dialog');
  await lightbox.getByRole('heading', { name: /^рис\.\s2/ }).waitFor();
  await lightbox.getByText('2 / 2').waitFor();
  await page.keyboard.press('ArrowLeft');
  await lightbox.getByRole('heading', { name: /^рис\.\s1/ }).waitFor();
  await page.keyboard.press('Escape');
  await lightbox.waitFor({ state: 'detached' });
  await expect.poll(() => inline.evaluate((element) => element === document.activeElement)).toBe(true);

  await page
    .getByRole('button', { name: /Открыть источник рис\.\s2/ })
    .first()
    .click();
  await lightbox.getByRole('link', { name: 'Открыть на листе' }).click();
  await page.waitForURL(/\/documents\/.*box=/);
  await page.context().close();
});

it('lists everything that was looked at', async () => {
  const page = await browser.open(server);
  server.play(looked());
  await askAboutPlan(page, 'Что на плане?');
  await page.getByRole('button', { name: 'Подробности ответа' }).click();
  await page.getByText('Обращений к модели').waitFor();
  await page.getByRole('button', { name: 'Что просмотрено' }).click();
  const ledger = page.getByRole('dialog', { name: 'Что просмотрено' });
  await ledger.getByRole('heading', { name: /^2\sрисунка$/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await ledger.waitFor({ state: 'detached' });
  await page.context().close();
});

it('compares two versions: the dialog, the chip, the table of differences', async () => {
  const page = await browser.open(server);
  server.play(() => says(`Ширина изменилась [${server.code}].`));
  await page.getByRole('button', { name: 'Сравнить', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Что с чем сравнить' });
  for (const [at, version] of ['1', '2'].entries()) {
    await dialog.getByLabel('Выберите документ').nth(at).selectOption(server.documentId);
    await dialog.getByLabel('Версия').nth(at).selectOption(version);
  }
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Готово' }).click();
  await page.getByText('plan.pdf, версия 1 ↔ plan.pdf, версия 2').waitFor();
  await askHere(page, 'Что изменилось?');
  const table = page.getByRole('group', { name: 'Различия' });
  await table
    .getByText(/1250 mm/)
    .first()
    .waitFor();
  await table.getByRole('button', { name: `Открыть источник ${server.code}` }).click();
  await page.getByRole('complementary', { name: 'Фрагмент документа' }).waitFor();
  await page.context().close();
});

it('takes a drawn place along with the question', async () => {
  const page = await browser.open(server, { path: `/documents/${server.documentId}` });
  await page.locator('[data-stage][data-state=open]').waitFor();
  await page.getByRole('button', { name: /^Рамка/ }).click();
  const stage = await page.locator('[data-stage]').boundingBox();
  if (stage === null) throw new Error('no sheet');
  const at = (share: number) => [stage.x + stage.width * share, stage.y + stage.height * share] as const;
  await page.mouse.move(...at(0.35));
  await page.mouse.down();
  await page.mouse.move(...at(0.55), { steps: 5 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Спросить об этом месте' }).click();
  await page.getByRole('button', { name: 'Не спрашивать об этом месте' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Не спрашивать об этом месте' }).waitFor();
  server.play(({ pictures }) => says(`Показано картинок: ${pictures.length} [P1].`));
  await askHere(page, 'Что здесь?');
  await page.getByText(/^Показано картинок: 1/).waitFor();
  await page.getByRole('list', { name: 'Просмотренные рисунки' }).getByRole('button').waitFor();
  await page.getByRole('link', { name: /^Место на стр\.\s1$/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Не спрашивать об этом месте' }).count()).toBe(0);
  await page.context().close();
});

it('gives the answer as a package', async () => {
  const page = await browser.open(server);
  server.play(looked());
  await askAboutPlan(page, 'Что на плане?');
  await page.getByRole('button', { name: 'Выгрузить ответ' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Markdown/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  await page.context().close();
});

it.each(['light', 'dark'] as const)(
  'axe finds nothing in an answer and its picture: %s',
  async (colorScheme) => {
    const page = await browser.open(server, { colorScheme });
    server.play(looked());
    await askAboutPlan(page, 'Что на плане?');
    await page.getByRole('button', { name: /^Подтверждено/ }).click();
    await page.getByRole('button', { name: 'Подробности ответа' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('chat-picture button').click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  },
);

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
