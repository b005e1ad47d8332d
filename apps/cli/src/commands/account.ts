import { createClient, createMemoryTokenStore } from '@aizoomdoc/client';
import { getHealth, getMe } from '@aizoomdoc/contracts';
import { defineCommand } from '../command.ts';
import { isUnencrypted } from '../config/server-address.ts';
import { CliError, describeFailure, exitCodes } from '../errors.ts';
import { formatInstant, formatTable } from '../format/text.ts';
import { readSecret } from '../input.ts';
import { optional } from '../parameters.ts';
import { formatSettings } from './settings.ts';

const login = defineCommand({
  path: 'login',
  summary: 'войти по статичному токену',
  details:
    'Без --token токен читается из stdin; в терминале он спрашивается и не виден. Сам токен не сохраняется: ' +
    'в файле настроек — только сессия, которую можно отозвать (logout).',
  options: {
    server: optional('--server <адрес>', 'адрес сервера; запоминается'),
    token: optional('--token <токен>', 'токен (виден в списке процессов; надёжнее stdin)'),
  },
  examples: ['login --server http://127.0.0.1:8080', 'login < admin-token'],
  async run({ environment, output, session }, { server: address, token }) {
    const opened = await session(address);
    if (isUnencrypted(opened.server)) {
      output.note(`Внимание: ${opened.server} — без шифрования, токен могут прочитать по дороге.`);
    }
    const secret = token ?? environment.token ?? (await readSecret('Токен'));
    const { user } = await opened.signIn(secret);
    const role = user.role === 'admin' ? ', администратор' : '';
    return {
      json: { server: opened.server, user },
      text: `Вы вошли: ${user.username}${role} — ${opened.server}`,
    };
  },
});

const logout = defineCommand({
  path: 'logout',
  summary: 'выйти: отозвать сессию и забыть её',
  async run({ session }) {
    const opened = await session();
    try {
      await opened.signOut();
    } catch (error) {
      const { code, message, exitCode } = describeFailure(error, opened.server);
      throw new CliError(code, `Здесь сессия забыта, но на сервере не отозвана. ${message}`, {
        exitCode,
        hint: 'Там она кончится сама через 30 дней; раньше — если администратор перевыпустит токен.',
      });
    }
    return { json: { ok: true, server: opened.server }, text: `Вы вышли: ${opened.server}` };
  },
});

const me = defineCommand({
  path: 'me',
  summary: 'кто я, мои настройки и активный чат',
  async run({ session, client }) {
    const { server, activeChat } = await session();
    const found = await (await client()).call(getMe);
    const chat = await activeChat();
    const { user } = found;
    const rows = [
      ['Пользователь', `${user.username}${user.role === 'admin' ? ' (администратор)' : ''}`],
      ['Сервер', server],
      ['С нами с', formatInstant(user.created_at)],
      ...formatSettings(found),
      ['Активный чат', chat ?? 'нет'],
    ];
    return { json: { ...found, server, active_chat_id: chat }, text: formatTable(rows) };
  },
});

const health = defineCommand({
  path: 'health',
  summary: 'состояние сервера; вход не нужен',
  options: { server: optional('--server <адрес>', 'адрес сервера') },
  async run({ output, session }, { server: address }) {
    const { server } = await session(address);
    const found = await createClient({ baseUrl: server, tokens: createMemoryTokenStore() }).call(getHealth);
    const { style } = output;
    const word = (status: 'ok' | 'down') =>
      status === 'ok' ? style.green('работает') : style.red('не работает');
    const parts = Object.entries(found.parts).map(([name, { status, latency_ms }]) => [
      `  ${partNames[name] ?? name}`,
      word(status),
      latency_ms === null ? '' : style.dim(`${Math.round(latency_ms)}\u00a0мс`),
    ]);
    const text = formatTable([[server, word(found.status), style.dim(`версия ${found.version}`)], ...parts]);
    if (found.status === 'ok') return { json: found, text };
    output.answer({ json: found, text });
    throw new CliError('unhealthy', 'Сервер работает не полностью.', { exitCode: exitCodes.failure });
  },
});

const partNames: Record<string, string> = {
  database: 'база данных',
  objects: 'хранилище файлов',
  jobs: 'фоновая работа',
};

export const accountCommands = [login, logout, me, health];
