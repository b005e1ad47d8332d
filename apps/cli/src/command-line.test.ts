import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { sourceProgram } from './testing/program.ts';

let cli: TestCli;

beforeAll(async () => {
  cli = await createTestCli(sourceProgram);
});

afterAll(() => cli.close());

describe('help', () => {
  it('is shown without arguments, in Russian, and that is a success', async () => {
    const { code, stdout, stderr } = await cli.run([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Вызов: aizoomdoc [ключи] <команда>');
    expect(stdout).toContain('Коды завершения: 0 — успех');
    expect(stdout).not.toMatch(/Usage|Options|Commands|display help/);
  });

  it('of a command tells its arguments, options and examples', async () => {
    const { code, stdout } = await cli.run(['help', 'chat']);
    expect(code).toBe(0);
    expect(stdout).toContain('send <text...>');
    const send = await cli.run(['chat', 'send', '--help']);
    expect(send.stdout).toContain('--attach <документ...>');
    expect(send.stdout).toContain('Примеры:');
  });

  it('knows the version', async () => {
    expect((await cli.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('names each command once and says what it does', () => {
    const paths = commands.map((command) => command.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(commands.every(({ summary }) => /^[а-я]/.test(summary))).toBe(true);
  });
});

describe('a wrong call is exit code 2 with advice in Russian', () => {
  it.each([
    [['chat', 'sned'], 'Нет такой команды: sned.\nМожет быть, send?'],
    [['chat'], 'Назовите команду.\nВозможны: send, resume'],
    [['чат'], 'Нет такой команды: чат.'],
    [['chat', 'send'], 'Не хватает аргумента <text>.'],
    [['chat', 'send', '-мороз', 'ли'], 'Нет такого ключа: -мороз.'],
    [['chat', 'send', '   '], 'Вопрос пуст.'],
    [['chat', 'history', '--tail', '0'], '--tail <N>: нужно целое число от 1, а не «0».'],
    [['chat', 'history', '--tail'], 'После ключа нужно значение: --tail <N>.'],
    [['settings', 'set-model', 'best'], '<profile>: возможны simple, complex, а не «best».'],
    [['file', 'get', 'abc'], 'Файл: «abc» — не идентификатор.'],
    [['login', '--server', 'example.org'], 'Это не адрес сервера: example.org'],
    [['me', 'лишнее'], 'Слишком много аргументов'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('is one object on stderr with --json', async () => {
    const { code, stderr } = await cli.run(['chat', 'nope', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: 'usage', code: 'usage', exit_code: 2 });
  });
});

describe('other failures before any server is heard', () => {
  it('asks to sign in', async () => {
    const { code, stderr } = await cli.run(['chat', 'list']);
    expect(code).toBe(3);
    expect(stderr).toBe(
      'Ошибка: Вы не вошли. Войдите по токену доступа.\nВойдите: aizoomdoc login --server АДРЕС\n',
    );
  });

  it('says that nobody answers at the address', async () => {
    const address = await closedAddress();
    const args = ['health', '--server', address];
    const { code, stderr } = await cli.run(args);
    expect(code).toBe(5);
    expect(stderr).toContain(`Нет связи с сервером ${address}: соединение отклонено.`);
    const json = await cli.run([...args, '--json']);
    expect(JSON.parse(json.stderr)).toMatchObject({ code: 'network_offline', exit_code: 5 });
  });

  it('tells a stranger from AIZoomDoc', async () => {
    const stranger = createServer((_, response) => response.writeHead(404).end('<html>nginx</html>'));
    const address = await listen(stranger);
    const { code, stderr } = await cli.run(['health', '--server', address]);
    stranger.close();
    expect(code).toBe(5);
    expect(stderr).toContain('отвечает не AIZoomDoc');
  });

  it('names a missing file and a broken configuration', async () => {
    const missing = await cli.run(['document', 'import', 'нет.md']);
    expect(missing.code).toBe(4);
    expect(missing.stderr).toContain(`Нет такого файла или папки: ${path.join(cli.folder, 'нет.md')}`);
    await mkdir(path.dirname(cli.configFile), { recursive: true });
    await writeFile(cli.configFile, '{');
    const broken = await cli.run(['me']);
    await rm(cli.configFile);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain(`Файл настроек испорчен: ${cli.configFile}`);
  });

  it('does not mistake the end of a pipe for a failure', async () => {
    const { child, done } = cli.start([]);
    child.stdout?.destroy();
    expect((await done).stderr).toBe('');
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nobody listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return address;
}
