import type { Answer as Got } from '@aizoomdoc/client';
import {
  deleteGeminiKey,
  deleteProviderKey,
  getMe,
  listRoles,
  patchSettings,
  putGeminiKey,
  putProviderKey,
} from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { formatInstant, formatModel, formatTable } from '../format/text.ts';
import { readSecret } from '../input.ts';
import { oneOf, type Parameter, required } from '../parameters.ts';
import { resolveRole } from '../references.ts';

type Me = Got<typeof getMe>;

const profiles = {
  simple: 'simple — быстрый: одна модель',
  complex: 'complex — тщательный: сильная модель',
} as const;

const vendors = { gemini: 'Gemini', openai: 'OpenAI', anthropic: 'Anthropic' } as const;
type Vendor = keyof typeof vendors;

/** Settings as rows of a table. */
export function formatSettings(me: Me, roleName?: string): string[][] {
  const { model_profile, selected_role_prompt_id: role } = me.settings;
  const { model, ready } = me.models[model_profile];
  const keys = Object.entries(vendors).map(([vendor, name]) => {
    const since = me.keys[vendor as Vendor];
    return [`Ключ ${name}`, since === null ? 'не задан' : `задан ${formatInstant(since)}`];
  });
  return [
    ['Модель', profiles[model_profile]],
    ['Отвечает', formatModel(ready ? model : 'extractive')],
    ['Роль', role === null ? 'без роли' : (roleName ?? `№\u00a0${role}`)],
    ...keys,
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

/** Says nothing of what was given: it may be the key itself, put in the wrong place. */
const vendorArgument: Parameter<Vendor> = {
  syntax: '[vendor]',
  description: 'чей ключ: gemini | openai | anthropic (обычно gemini)',
  read(raw) {
    const vendor = (raw ?? 'gemini') as Vendor;
    if (Object.hasOwn(vendors, vendor)) return vendor;
    throw usageError(
      '[vendor]: возможны gemini, openai, anthropic.',
      'Сам ключ передайте через stdin: settings set-key < ключ.txt',
    );
  },
};

const setKey = defineCommand({
  path: 'settings set-key',
  summary: 'сохранить свой ключ модели (из stdin или невидимого ввода)',
  details: 'Ключ хранится на сервере зашифрованным и обратно не выдаётся.',
  arguments: { vendor: vendorArgument },
  examples: ['settings set-key < ключ.txt', 'settings set-key openai < ключ.txt'],
  async run({ client }, { vendor }) {
    const connected = await client();
    const key = await readSecret(`Ключ ${vendors[vendor]}`);
    const parsed = putGeminiKey.body.safeParse({ api_key: key });
    if (!parsed.success) {
      throw usageError(
        `Это не похоже на ключ ${vendors[vendor]}: нужны от 8 до 400 латинских букв, цифр и знаков без пробелов.`,
      );
    }
    const body = parsed.data;
    const json =
      vendor === 'gemini'
        ? await connected.call(putGeminiKey, { body })
        : await connected.call(putProviderKey, { params: { provider: vendor }, body });
    return { json, text: `Ключ ${vendors[vendor]} сохранён.` };
  },
});

const deleteKey = defineCommand({
  path: 'settings delete-key',
  summary: 'удалить свой ключ модели с сервера',
  arguments: { vendor: vendorArgument },
  async run({ client }, { vendor }) {
    const connected = await client();
    const json =
      vendor === 'gemini'
        ? await connected.call(deleteGeminiKey)
        : await connected.call(deleteProviderKey, { params: { provider: vendor } });
    return { json, text: `Ключа ${vendors[vendor]} больше нет.` };
  },
});

export const settingsCommands = [show, setModel, setRole, roles, setKey, deleteKey];
