import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bundle,
  type DrawnPage,
  drawnPdf,
  type Person,
  startTestApp,
  type TestApp,
} from '#platform/testing/index.ts';

let app: TestApp;
let owner: Person;
let stranger: Person;
let documentId: string;

const words = (text: string, y: number) => ({ text, x: 60, y, size: 11 });
const sheet = (...extra: DrawnPage['words'] & object): DrawnPage => ({
  width: 595,
  height: 842,
  words: [
    words('General notes to the drawings of the house', 80),
    words('Walls are of brick, thickness 380 mm, insulation 150 mm', 100),
    ...extra,
  ],
});

beforeAll(async () => {
  app = await startTestApp();
  owner = await app.newUser();
  stranger = await app.newUser();
  const importPdf = async (pages: DrawnPage[]) => {
    const answer = await owner.upload('/api/documents/import', [
      { name: 'house.pdf', bytes: await drawnPdf(pages) },
    ]);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.documents[0].id as string;
  };
  documentId = await importPdf([sheet(words('Doors of type ONE are 12 pieces in all', 400)), sheet()]);
  expect(
    await importPdf([
      sheet(words('Doors of type ONE are 15 pieces in all', 400)),
      sheet(words('Windows of type TWO are new', 400)),
    ]),
  ).toBe(documentId);
});
afterAll(() => app.close());

const get = async (path: string, person = owner) =>
  (await person.get(`/api/documents/${documentId}${path}`)).body;

describe('versions', () => {
  it('are listed from the newest', async () => {
    const [newest, first] = await get('/versions');
    expect(newest).toMatchObject({ number: 2, page_count: 2, is_current: true, has_pictures: true });
    expect(first).toMatchObject({ number: 1, page_count: 2, is_current: false });
    const pages = await get('/pages?version=1');
    expect(pages).toHaveLength(2);
    expect((await get('/pages?version=9')).code).toBe('version_not_found');
    expect((await get('/versions', stranger)).code).toBe('document_not_found');
  });
});

describe('a comparison', () => {
  it('tells the changed words, page by page', async () => {
    const changes = await get('/compare?from=1&to=2');
    const changed = changes.find(({ change }: { change: string }) => change === 'changed');
    expect(changed.before.page).toBe(1);
    const text = (op: string) =>
      changed.diff
        .filter((part: { op: string }) => part.op === op)
        .map((part: { text: string }) => part.text.trim())
        .join('');
    expect([text('delete'), text('insert')]).toEqual(['12', '15']);
    const pages = await get('/compare/pages?from=1&to=2');
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatchObject({ before: 1, after: 1 });
    expect(pages[0].changes).toBeGreaterThan(0);
    expect(pages[1]).toMatchObject({ before: 2, after: 2, changes: 1 });
  });

  it('goes on page by page', async () => {
    const whole = await get('/compare?from=1&to=2');
    const first = await owner.get(`/api/documents/${documentId}/compare?from=1&to=2&limit=1`);
    expect(first.body).toEqual(whole.slice(0, 1));
    expect(first.headers.link).toContain('cursor=1');
    expect(await get('/compare?from=1&to=2&limit=100&cursor=1')).toEqual(whole.slice(1));
    const ofPage = await get('/compare?from=1&to=2&page=2');
    expect(ofPage.length).toBeGreaterThan(0);
    expect(ofPage.every(({ after }: { after: { page: number } }) => after.page === 2)).toBe(true);
  });

  it('finds the place of a change in the pictures', async () => {
    const body = await get('/compare/pictures?from=1&to=2&before_page=1&after_page=1');
    expect(body.is_aligned).toBe(true);
    expect(body.alignment.a).toBeCloseTo(1, 2);
    expect(body.changes.length).toBeGreaterThan(0);
    for (const { bbox } of body.changes) {
      expect(bbox[1]).toBeGreaterThan(0.46);
      expect(bbox[3]).toBeLessThan(0.51);
    }
    expect(body.changed_share).toBeLessThan(0.01);
    const same = await get('/compare/pictures?from=2&to=2&before_page=1&after_page=1');
    expect(same.changes).toEqual([]);
    expect((await get('/compare/pictures?from=1&to=2&before_page=1&after_page=9')).code).toBe(
      'page_not_found',
    );
  });

  it('is refused for what is not there, or somebody else’s', async () => {
    expect((await get('/compare?from=1&to=5')).code).toBe('version_not_found');
    expect((await get('/compare?from=1&to=2', stranger)).code).toBe('document_not_found');
    const [other] = (
      await stranger.upload(
        '/api/documents/import',
        bundle({ stem: 'чужой', blocks: [{ code: 'AAAA-BBBB-CCC', text: 'Текст' }] }),
      )
    ).body.documents;
    expect((await get(`/compare?from=1&to=1&to_document_id=${other.id}`)).code).toBe('document_not_found');
  });
});

describe('findings and references', () => {
  it('are lists of the version’s own', async () => {
    const [{ id: versionId }] = (await app.database.query<{ id: string }>(
      'select id from document_versions where document_id = $1 and number = 2',
      [documentId],
    )) as [{ id: string }];
    const evidence = {
      page: 1,
      sheet: '5.1',
      block: 'AAAA-BBBB-CCC',
      bbox: [0, 0, 1, 1],
      quote: 'Итого 747,0',
    };
    for (const [position, severity] of ['info', 'error', 'warning'].entries()) {
      await app.database.query(
        `insert into findings (id, version_id, position, kind, severity, message, evidence)
         values (gen_random_uuid(), $1, $2, 'total_differs', $3, 'Сумма не сходится', $4)`,
        [versionId, 1000 + position, severity, JSON.stringify([evidence])],
      );
    }
    const found = await get('/findings?kind=total_differs');
    expect(found.map(({ severity }: { severity: string }) => severity)).toEqual(['error', 'warning', 'info']);
    expect(found[0].evidence).toEqual([
      { page: 1, sheet: '5.1', block_id: 'AAAA-BBBB-CCC', bbox: [0, 0, 1, 1], quote: 'Итого 747,0' },
    ]);
    expect(await get('/findings?severity=error&kind=total_differs')).toHaveLength(1);
    expect(await get('/findings?version=1&kind=total_differs')).toEqual([]);
    for (const [position, target] of [{ page: 2, sheet: null, block: null }, null].entries()) {
      await app.database.query(
        `insert into cross_references (version_id, position, kind, text, source, target) values ($1, $2, 'sheet', 'см. лист 5', $3, $4)`,
        [versionId, 1000 + position, JSON.stringify(evidence), target && JSON.stringify(target)],
      );
    }
    expect((await get('/references')).map(({ target }: { target: unknown }) => target)).toEqual([
      { page: 2, sheet: null, block_id: null },
      null,
    ]);
    expect(await get('/references?broken=true')).toHaveLength(1);
    expect((await get('/findings', stranger)).code).toBe('document_not_found');
  });
});
