import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from './testing/bundle.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { Damaged } from './verify/damaged.ts';
import { verifyExport } from './verify/verify-export.ts';

const forms = ['pdf', 'docx', 'markdown'].flatMap((format) => [
  { name: `${format}.single`, args: ['--format', format, '--single'] },
  { name: `${format}.zip`, args: ['--format', format] },
]);

let server: TestServer;
let cli: TestCli;
let original: string;

/** Exports everything once; what follows needs no server. */
beforeAll(async () => {
  server = await startTestServer();
  cli = await createTestCli(await bundleProgram(server.folder));
  await cli.run(['login', '--server', server.url], { stdin: server.adminToken });
  original = await writeBundle(cli.folder);
  await cli.run(['document', 'import', original]);
  await cli.run(['chat', 'send', 'Сколько перемычек А4-14?']);
  for (const { name, args } of forms) {
    const written = await cli.json<{ path: string }>(['chat', 'export', ...args, '-o', name]);
    expect(written.path).toBe(path.join(cli.folder, name));
  }
});

afterAll(async () => {
  await cli.close();
  await server.close();
});

const bytesOf = (name: string) => readFile(path.join(cli.folder, name));

describe('chat export', () => {
  it('names the file after the chat, and does not write over another', async () => {
    const first = await cli.run(['chat', 'export', '--format', 'markdown', '--single']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/Сколько перемычек А4-14\.md — /) });
    const second = await cli.run(['chat', 'export', '--format', 'markdown', '--single']);
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
  });

  it('exports one answer; of an unknown one it says so', async () => {
    const { items } = await cli.json<{ items: { id: string }[] }>(['chat', 'history', '--tail', '1']);
    const answer = [
      'chat',
      'export',
      '--message',
      items[0]?.id ?? '',
      '--format',
      'markdown',
      '--single',
      '-o',
      '-',
    ];
    const { code, stdout } = await cli.run(answer);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Сколько перемычек А4-14/);
    expect(stdout).toContain('## Источники');
    const unknown = ['chat', 'export', '--message', '0195f000-0000-7000-8000-000000000000'];
    expect((await cli.run(unknown)).code).toBe(4);
  });
});

describe('export verify', () => {
  it.each(forms)('finds $name intact', async ({ name }) => {
    const { code, stdout } = await cli.run(['export', 'verify', name]);
    expect(stdout).toContain('Всё цело');
    expect(code).toBe(0);
  });

  it.each(forms)('finds any changed bit of $name, wherever it is', async ({ name }) => {
    const bytes = await bytesOf(name);
    expect(isIntact(bytes)).toBe(true);
    const places = fc.record({ at: fc.nat({ max: bytes.length - 1 }), bit: fc.nat({ max: 7 }) });
    fc.assert(
      fc.property(places, ({ at, bit }) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(isIntact(changed)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it.each(forms)('finds that $name is cut off, or longer than it was', async ({ name }) => {
    const bytes = await bytesOf(name);
    expect(isIntact(Buffer.concat([bytes, Buffer.from('\n')]))).toBe(false);
    for (const length of [0, 1, 40, bytes.length / 2, bytes.length - 1]) {
      expect(isIntact(bytes.subarray(0, length))).toBe(false);
    }
  });

  it('says which part is changed, with exit code 1', async () => {
    const bytes = await bytesOf('markdown.zip');
    const at = bytes.indexOf('README.txt') + 'README.txt'.length;
    bytes[at + 20] = (bytes[at + 20] ?? 0) ^ 1;
    await writeFile(path.join(cli.folder, 'changed.zip'), bytes);
    const { code, stdout, stderr } = await cli.run(['export', 'verify', 'changed.zip']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ файл целиком.+✗ README\.txt/s);
    expect(stdout).toContain('✓ messages.json');
    expect(stderr).toContain('Выгрузка изменена');
    const { stdout: json } = await cli.run(['export', 'verify', 'changed.zip', '--json']);
    expect(JSON.parse(json)).toMatchObject({ intact: false, kind: 'zip', format: 'markdown' });
  });

  it('tells whether files at hand are the documents that are cited', async () => {
    const right = await cli.run([
      'export',
      'verify',
      'pdf.zip',
      '--with',
      path.join(original, 'АР', '7-АР_document.md'),
    ]);
    expect(right).toMatchObject({ code: 0, stdout: expect.stringContaining('версия\u00a01') });
    await writeFile(path.join(cli.folder, 'чужой.pdf'), 'не тот документ');
    const wrong = await cli.run(['export', 'verify', 'pdf.zip', '--with', 'чужой.pdf']);
    expect(wrong).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('такого файла среди документов'),
    });
  });

  it('needs neither server nor sign-in', async () => {
    const elsewhere = await createTestCli(path.join(server.folder, 'dist', 'main.js'));
    const { code } = await elsewhere.run(['export', 'verify', path.join(cli.folder, 'pdf.single')]);
    await elsewhere.close();
    expect(code).toBe(0);
  });

  it('of another file it says that it is no export', async () => {
    await writeFile(path.join(cli.folder, 'note.md'), '# Заметка');
    const { code, stderr } = await cli.run(['export', 'verify', 'note.md']);
    expect(code).toBe(1);
    expect(stderr).toContain('не выгрузка AIZoomDoc');
    expect((await cli.run(['export', 'verify', 'absent.zip'])).code).toBe(4);
  });
});

function isIntact(bytes: Buffer): boolean {
  try {
    return verifyExport(bytes).intact;
  } catch (error) {
    if (error instanceof Damaged) return false;
    throw error;
  }
}
