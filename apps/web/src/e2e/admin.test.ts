import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callerOf } from './api.ts';
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

const openTab = (tab: string, options = {}) =>
  browser.open(server, { path: `/manage?tab=${tab}`, ...options });

/** Asks in a new chat; gives what the model was told before the question. */
async function systemOfNextAnswer(page: Page): Promise<string[]> {
  server.play(() => says('Хорошо.'));
  const before = server.asked.length;
  await page.goto(server.baseUrl);
  await page.getByLabel('Вопрос', { exact: true }).fill('Как дела?');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Ответить ещё раз' }).waitFor();
  return server.asked[before]?.system ?? [];
}

it('an edited prompt acts on the next question, and so does the way back', async () => {
  const page = await openTab('prompts');
  const text = page.getByLabel(/^Текст/);
  const original = await text.inputValue();
  await text.fill(`${original}\n\nОтвечай как сторож маяка.`);
  await page.getByLabel('Что изменено и зачем').fill('проба');
  await page.getByRole('button', { name: 'Сохранить и включить' }).click();
  await page.getByText('Действует версия 2', { exact: true }).waitFor();
  expect((await systemOfNextAnswer(page)).join('\n')).toContain('сторож маяка');

  await page.goto(`${server.baseUrl}/manage?tab=prompts`);
  await page.getByRole('button', { name: 'Сравнить с действующей' }).click();
  const diff = page.getByRole('region', { name: 'Отличия версии 2 от версии 1' });
  await diff.getByText('Отвечай как сторож маяка.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Включить', exact: true }).click();
  await page.getByText('Действует версия 1', { exact: true }).waitFor();
  await expect.poll(() => text.inputValue()).toBe(original);
  expect((await systemOfNextAnswer(page)).join('\n')).not.toContain('сторож маяка');
  await page.context().close();
});

it('a draft waits; a role is added, chosen and spoken with', async () => {
  const page = await openTab('prompts');
  await page.getByRole('radio', { name: 'Распознанный текст' }).click();
  await page.getByLabel(/^Текст/).fill('Черновик.');
  await page.getByRole('button', { name: 'Сохранить черновик' }).click();
  await page.getByText(/Черновик сохранён: версия\s2/).waitFor();

  await page.getByRole('tab', { name: 'Роли' }).click();
  await page.getByRole('button', { name: 'Добавить роль' }).click();
  await page.getByLabel('Название').fill('Сметчик моста');
  await page.getByLabel('Текст роли').fill('Ты считаешь мосты.');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Сохранить роль' }).click();
  await page.getByText('Роль «Сметчик моста» добавлена').waitFor();
  await page.goto(`${server.baseUrl}/settings`);
  await page.getByLabel('Роль').selectOption({ label: 'Сметчик моста' });
  await expect
    .poll(async () => (await (await server.call('GET', '/api/me')).json()).settings.selected_role_prompt_id)
    .not.toBeNull();
  const [first, ...others] = await systemOfNextAnswer(page);
  expect(first).toContain('Ты считаешь мосты.');
  expect(others.join('\n')).not.toContain('Черновик.');
  await page.context().close();
});

it('models are allowed and given work; numbers that are none are not saved', async () => {
  const page = await openTab('models');
  await page.getByLabel('Модель', { exact: true }).fill('gemini-of-tomorrow');
  await page.getByRole('button', { name: 'Разрешить' }).click();
  await page.getByRole('button', { name: 'Запретить gemini-of-tomorrow' }).waitFor();
  await page.getByLabel('Простой режим').selectOption('gemini:gemini-of-tomorrow');
  await page.getByText('Сохранено', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Запретить gemini-of-tomorrow' }).count()).toBe(0);

  const budget = page.locator('form', { hasText: 'Лимиты одного ответа' });
  const calls = budget.getByLabel('Обращений к модели');
  const save = budget.getByRole('button', { name: 'Сохранить' });
  await calls.fill('много');
  expect(await save.isDisabled()).toBe(true);
  expect(await calls.getAttribute('aria-invalid')).toBe('true');
  await calls.fill('7');
  await save.click();
  await expect
    .poll(async () => (await (await server.call('GET', '/api/admin/settings/system')).json()).run_budget)
    .toMatchObject({ max_model_calls: 7 });
  await systemOfNextAnswer(page);
  expect(server.asked.at(-1)?.model).toBe('gemini-of-tomorrow');
  await page.context().close();
});

it.each(['light', 'dark'] as const)(
  'a trace is read with its pictures and replayed: %s',
  async (colorScheme) => {
    const page = await browser.open(server, { colorScheme, path: `/?ask=${server.documentId}` });
    await page.getByRole('list', { name: 'Где искать' }).getByRole('listitem').waitFor();
    server.play(looksAndSays(`Ширина 1250 [${server.code}].`));
    await page.getByLabel('Вопрос', { exact: true }).fill('Что на плане?');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ответить ещё раз' }).waitFor();
    await page.getByRole('link', { name: 'Администрирование' }).click();
    await page.getByRole('tab', { name: 'Ответы' }).click();
    await page.locator('main li button').first().click();
    await page.getByText('Что на плане?').first().waitFor();
    await page.getByText('Запрос', { exact: true }).last().click();
    await page
      .getByText(/^Промпт\s1:/)
      .last()
      .click();
    const thumbnail = page.getByRole('button', { name: /^P2/ }).last();
    await thumbnail.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await thumbnail.click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Повторить запрос' }).last().click();
    await page.getByText('Модель ответила так же.').waitFor();
    await page.context().close();
  },
);

it.each(['light', 'dark'] as const)('axe finds nothing on the tabs: %s', async (colorScheme) => {
  const page = await openTab('prompts', { colorScheme });
  for (const tab of ['Промпты', 'Роли', 'Модели', 'Ответы']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForLoadState('networkidle');
    expect([tab, await axeViolations(page)]).toEqual([tab, []]);
  }
  await page.context().close();
});

it('speaks English throughout', async () => {
  const page = await browser.open(server, { path: '/settings' });
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Administration' }).click();
  for (const tab of ['Prompts', 'Models', 'Answers']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.waitForLoadState('networkidle');
    const labels = await page
      .locator('main :is(h1, h2, h3, label, button, [role=tab], th, legend):visible')
      .allInnerTexts();
    expect(labels.filter((label) => /[а-яё]/i.test(label))).toEqual([]);
  }
  await page.context().close();
});

it('others see neither the section nor its data', async () => {
  const created = await server.call('POST', '/api/admin/users', { username: 'guest' });
  const { static_token: token } = (await created.json()) as { static_token: string };
  const page = await browser.open({ ...server, token }, { path: '/manage' });
  await page.getByText('Только для администраторов').waitFor();
  expect(await page.getByRole('link', { name: 'Администрирование' }).count()).toBe(0);
  expect(await page.locator('textarea').count()).toBe(0);
  const guest = await callerOf(server, token);
  for (const path of ['prompts/system', 'settings/system', 'runs'])
    expect((await guest('GET', `/api/admin/${path}`)).status).toBe(403);
  await page.context().close();
});

it('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
