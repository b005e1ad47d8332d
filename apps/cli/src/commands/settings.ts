import type { Answer as Got } from '@aizoomdoc/client';
import { deleteGeminiKey, getMe, listRoles, patchSettings, putGeminiKey } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { formatInstant, formatTable } from '../format/text.ts';
import { readSecret } from '../input.ts';
import { oneOf, required } from '../parameters.ts';
import { resolveRole } from '../references.ts';

type Me = Got<typeof getMe>;

const profiles = {
  simple: 'simple — быстрый: одна модель',
  complex: 'complex — тщательный: сильная модель',
} as const;

/** Settings as rows of a table. */
export function formatSettings(me: Me, roleName?: string): string[][] {
  const { model_profile, selected_role_prompt_id: role } = me.settings;
  const keySince = me.gemini_api_key_updated_at;
  const key = keySince === null ? 'задан' : `задан ${formatInstant(keySince)}`;
  return [
    ['Модель', profiles[model_profile]],
    ['Роль', role === null ? 'без роли' : (roleName ?? `№\u00a0${role}`)],
    ['Ключ Gemini', me.gemini_api_key_configured ? key : 'не задан: ответы — выдержки, без ИИ'],
  ];
}

async function showSettings({ client }: Context, me: Me) {
  const { selected_role_prompt_id: id } = me.settings;
  const roles = id === null ? [] : (await (await client()).list(listRoles)).items;
  const name = roles.find((role) => role.id === id)?.name;
  return { json: me, text: formatTable(formatSettings(me, name)) };
}

const show = defineCommand({
  path: 'settings show',
  summary: 'мои настройки',
  run: async (context) => showSettings(context, await (await context.client()).call(getMe)),
});

const setModel = defineCommand({
  path: 'settings set-model',
  summary: 'выбрать, насколько тщательно отвечать',
  arguments: { profile: oneOf('<profile>', ['simple', 'complex'], 'профиль модели') },
  async run(context, { profile }) {
    const client = await context.client();
    return showSettings(context, await client.call(patchSettings, { body: { model_profile: profile } }));
  },
});

const setRole = defineCommand({
  path: 'settings set-role',
  summary: 'выбрать роль, от лица которой отвечает модель',
  arguments: { role: required('<role>', 'название или номер роли; none — без роли') },
  examples: ['settings set-role Инженер', 'settings set-role none'],
  async run(context, { role }) {
    const client = await context.client();
    const id = role.toLowerCase() === 'none' ? null : (await resolveRole(client, role)).id;
    return showSettings(context, await client.call(patchSettings, { body: { selected_role_prompt_id: id } }));
  },
});

const roles = defineCommand({
  path: 'settings list-roles',
  summary: 'роли, из которых можно выбрать',
  async run({ client }) {
    const { items, next } = await (await client()).list(listRoles);
    const rows = items.map(({ id, name, description }) => [String(id), name, description ?? '']);
    return { json: { items, next }, text: rows.length === 0 ? 'Ролей нет.' : formatTable(rows) };
  },
});

const setKey = defineCommand({
  path: 'settings set-key',
  summary: 'сохранить свой ключ Gemini (из stdin или невидимого ввода)',
  details: 'Ключ хранится на сервере зашифрованным и обратно не выдаётся.',
  examples: ['settings set-key < ключ.txt'],
  async run({ client }) {
    const connected = await client();
    const key = await readSecret('Ключ Gemini');
    const parsed = putGeminiKey.body.safeParse({ api_key: key });
    if (!parsed.success) {
      throw usageError(
        'Это не похоже на ключ Gemini: нужны от 8 до 400 латинских букв, цифр и знаков без пробелов.',
      );
    }
    return { json: await connected.call(putGeminiKey, { body: parsed.data }), text: 'Ключ Gemini сохранён.' };
  },
});

const deleteKey = defineCommand({
  path: 'settings delete-key',
  summary: 'удалить свой ключ Gemini с сервера',
  run: async ({ client }) => ({
    json: await (await client()).call(deleteGeminiKey),
    text: 'Ключа Gemini больше нет.',
  }),
});

export const settingsCommands = [show, setModel, setRole, roles, setKey, deleteKey];
