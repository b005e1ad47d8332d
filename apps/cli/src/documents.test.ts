import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from '@aizoomdoc/client';
import type {
  createNode,
  getTree,
  importDocuments,
  listPages,
  listSynonyms,
  zoomView,
} from '@aizoomdoc/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from './testing/bundle.ts';
import { createTestCli, type TestCli } from './testing/cli.ts';
import { makePdf } from './testing/pdf.ts';
import { bundleProgram } from './testing/program.ts';
import { startTestServer, type TestServer } from './testing/server.ts';

interface List<Item> {
  items: Item[];
}
type Imported = Answer<typeof importDocuments>;
type View = Answer<typeof zoomView> & { file: string | null };

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

let server: TestServer;
let cli: TestCli;

const put = async (name: string, bytes: Buffer | string) => writeFile(path.join(cli.folder, name), bytes);

beforeAll(async () => {
  server = await startTestServer();
  cli = await createTestCli(await bundleProgram(server.folder));
  await cli.run(['login', '--server', server.url], { stdin: server.adminToken });
});

afterAll(async () => {
  await cli.close();
  await server.close();
});

describe('import', () => {
  it('reads PDFs and bundles of a folder into a project, and waits until they are read', async () => {
    await mkdir(path.join(cli.folder, 'объект', '.скрыто'), { recursive: true });
    await writeBundle(path.join(cli.folder, 'объект'));
    await put('объект/plan.pdf', makePdf('Door A4-14 width 1400'));
    await put('объект/.скрыто/other.pdf', makePdf('hidden'));
    const project = await cli.json<Answer<typeof createNode>>(['projects', 'create', 'Дом']);
    const run = await cli.run(['documents', 'import', 'объект', '--to', 'дом', '--wait', '--json']);
    expect(run.code).toBe(0);
    const { documents } = JSON.parse(run.stdout) as Imported;
    expect(documents.map(({ status, progress }) => [status, progress])).toEqual([
      ['ready', null],
      ['ready', null],
    ]);
    const tree = await cli.json<List<Answer<typeof getTree>>>(['projects', 'tree']);
    const inside = tree.items.filter(({ parent_id }) => parent_id === project.id);
    expect(inside.map(({ id }) => id).sort()).toEqual(documents.map(({ id }) => id).sort());
    expect((await cli.run(['document', 'show', 'plan'])).stdout).toMatch(/^Состояние +прочитан$/m);
  });

  it('goes on with a large file after an interruption', async () => {
    await put('large.pdf', makePdf('Large sheet', { padding: 24 * 1024 * 1024 }));
    const first = cli.start(['document', 'import', 'large.pdf']);
    await first.until((_, stderr) => /[1-9]\d? %/.test(stderr));
    first.child.kill('SIGKILL');
    await first.done;
    const again = await cli.run(['document', 'import', 'large.pdf']);
    expect(again.code).toBe(0);
    expect(Number(/(\d+) %/.exec(again.stderr)?.[1])).toBeGreaterThan(0);
    expect(again.stdout).toContain('Прочитано: 1\u00a0документ');
  });

  it('refuses what is no call, no address that may be fetched, and a folder with nothing to read', async () => {
    expect((await cli.run(['document', 'import'])).code).toBe(2);
    const address = await cli.run(['document', 'import', '--url', 'https://127.0.0.1/plan.pdf', '--json']);
    expect(address.code).toBe(1);
    expect(JSON.parse(address.stderr)).toMatchObject({ code: 'url_refused' });
    expect((await cli.run(['document', 'import', 'home'])).code).toBe(1);
    expect((await cli.run(['document', 'import', 'объект', '--to', 'нет такого'])).code).toBe(4);
  });
});

describe('looking', () => {
  it('a region is a picture and the exact text in it; a view is zoomed by sector and by box', async () => {
    const pages = await cli.json<List<Answer<typeof listPages>>>(['document', 'pages', 'plan']);
    expect(pages.items).toMatchObject([{ number: 1, width: 595, height: 842 }]);
    expect((await cli.run(['document', 'pages', 'plan'])).stdout).toContain('210×297\u00a0мм');
    const look = ['document', 'view', 'plan', '--page', '1', '--box', '0,0.1,1,0.3', '-o', 'place.png'];
    const { items } = await cli.json<List<View>>(look);
    const [view] = items;
    expect(view).toMatchObject({ page: 1, file: path.join(cli.folder, 'place.png') });
    expect(view?.spans.map(({ text }) => text).join(' ')).toContain('A4-14');
    expect((await readFile(path.join(cli.folder, 'place.png'))).subarray(0, 4)).toEqual(png);
    expect((await cli.run(look)).code).toBe(1);
    const zoomed = await cli.run(['views', 'zoom', view?.view_id ?? '', '--sector', 'A2']);
    expect(zoomed.stdout).toMatch(/^v_[\s\S]+A4-14/);
    const bad = await cli.run(['views', 'zoom', view?.view_id ?? '', '--box', '0,0,1,1', '--json']);
    expect(JSON.parse(bad.stderr)).toMatchObject({ code: 'box_invalid', exit_code: 1 });
    expect((await cli.run(['views', 'zoom', view?.view_id ?? ''])).code).toBe(2);
    expect((await cli.run(['document', 'view', 'plan', '--box', '1,2,3'])).code).toBe(2);
    expect((await cli.run(['document', 'view', '7-АР'])).code).toBe(4);
  });

  it('findings, references and versions; two versions are compared', async () => {
    expect((await cli.run(['document', 'findings', '7-АР'])).code).toBe(0);
    expect((await cli.run(['document', 'references', '7-АР'])).stdout).toContain('Ссылок нет.');
    expect((await cli.run(['document', 'compare', 'plan'])).stderr).toContain('одна версия');
    await put('объект/plan.pdf', makePdf('Door A4-14 width 1600'));
    await cli.run(['document', 'import', 'объект/plan.pdf', '--to', 'Дом', '--wait']);
    expect((await cli.run(['document', 'versions', 'plan'])).stdout).toMatch(/^\* 2 [\s\S]+^ {2}1 /m);
    const compared = await cli.run(['document', 'compare', 'plan']);
    expect(compared.stdout).toMatch(/изменено[\s\S]+1400[\s\S]+1600/);
    expect((await cli.run(['document', 'compare', 'plan', '--pages'])).stdout).toContain('1\u00a0различие');
    const pictures = ['document', 'compare', 'plan', '--page', '1', '--pictures', '--json'];
    expect(JSON.parse((await cli.run(pictures)).stdout)).toMatchObject({ is_aligned: true });
  });
});

describe('tree and search', () => {
  it('nodes are made, moved, renamed, shown to others and deleted', async () => {
    const folder = await cli.json<Answer<typeof createNode>>(['projects', 'create', 'АР', '--in', 'Дом']);
    expect(folder).toMatchObject({ node_type: 'folder' });
    await cli.run(['projects', 'move', 'plan', 'АР']);
    await cli.run(['projects', 'rename', 'АР', 'Архитектура']);
    expect((await cli.run(['projects', 'tree'])).stdout).toMatch(/Архитектура\n\S+ +документ {6}plan/);
    await cli.run(['admin', 'users', 'create', 'Петров']);
    expect((await cli.run(['projects', 'members', 'add', 'Дом', 'Петров'])).stdout).toBe(
      'Петров — читатель\n',
    );
    expect((await cli.run(['projects', 'members', 'list', 'Дом'])).stdout).toContain('читатель');
    expect((await cli.run(['projects', 'members', 'remove', 'Дом', 'Петров'])).code).toBe(0);
    expect((await cli.run(['projects', 'delete', 'Архитектура'])).code).toBe(1);
    expect((await cli.run(['projects', 'delete', 'Архитектура', '--recursive'])).code).toBe(0);
    expect((await cli.run(['document', 'show', 'plan'])).code).toBe(4);
  });

  it('synonyms act at once; the index is rebuilt', async () => {
    const group = ['admin', 'synonyms', 'add', 'притолока', 'перемычка'];
    expect(await cli.json<Answer<typeof listSynonyms>>(group)).toMatchObject({ terms: group.slice(3) });
    expect((await cli.run(['document', 'search', 'притолока'])).stdout).toContain('перемыч');
    expect((await cli.run(['admin', 'synonyms', 'list', '--all'])).stdout).toContain('притолока = перемычка');
    expect((await cli.run(['admin', 'synonyms', 'delete', 'притолока'])).code).toBe(0);
    expect((await cli.run(['admin', 'synonyms', 'delete', 'притолока'])).code).toBe(4);
    expect((await cli.run(['admin', 'search', 'rebuild'])).stdout).toContain('Перестраивается:');
  });
});

it('forgets the addresses of uploads that were imported', async () => {
  const tickets = path.join(cli.cacheDir, 'aizoomdoc', 'uploads');
  expect(await readdir(tickets)).toEqual([]);
});
