import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type Person, startTestApp, type TestApp } from '#platform/testing/index.ts';

interface Hit {
  document_id: string;
  block_id: string;
  match: string;
  score: number;
  page: number;
  sheet: string | null;
  snippet: string;
  highlights: [number, number][];
}

let app: TestApp;
let user: Person;
let house: string;
let garage: string;

beforeAll(async () => {
  app = await startTestApp();
  user = await app.newUser();
  house = await importAs(user, 'dom', [
    { code: 'B2B2-B2B2-B2B', text: 'Перемычка В2 над проёмом, 7 шт.' },
    { code: 'B21B-21B2-1B2', text: 'Перемычка В21 над проёмом, 5 шт.' },
    { code: 'B414-B414-B41', text: 'Перемычка В4-14, 42 шт.', page: 2 },
    { code: 'B4ST-B4ST-B4S', text: 'Перемычка В4-14*, 3 шт.', page: 2 },
    // Latin letters, as recognition left them.
    { code: 'A414-A414-A41', text: 'Перемычка A4-14 по серии', page: 2 },
    { code: 'IMGE-IMGE-IMG', text: 'Узел утепления фасада минеральной ватой', kind: 'IMAGE', page: 3 },
    {
      code: 'TEXT-TEXT-TEX',
      text: 'Наружные стены утепляются минераловатными плитами толщиной 150 мм',
      page: 3,
    },
  ]);
  garage = await importAs(user, 'garazh', [{ code: 'GARA-GARA-GAR', text: 'Перемычка В2 ворот гаража' }]);
});
afterAll(() => app.close());

async function importAs(person: Person, stem: string, blocks: Parameters<typeof bundle>[0]['blocks']) {
  const { body } = await person.upload('/api/documents/import', bundle({ stem, blocks }));
  return body.documents[0].id as string;
}

async function search(q: string, more = '', person = user): Promise<Hit[]> {
  return (await person.get(`/api/search/blocks?q=${encodeURIComponent(q)}${more}`)).body;
}
const codes = (hits: Hit[]) => hits.map(({ block_id }) => block_id);

describe('marks', () => {
  it('are exact: В2 is not В21', async () => {
    const hits = (await search('В2')).filter(({ match }) => match === 'mark');
    expect(codes(hits).sort()).toEqual(['B2B2-B2B2-B2B', 'GARA-GARA-GAR']);
    const longer = (await search('В21')).filter(({ match }) => match === 'mark');
    expect(codes(longer)).toEqual(['B21B-21B2-1B2']);
  });

  it('keep their star: В4-14 is not В4-14*', async () => {
    const plain = (await search('В4-14')).filter(({ match }) => match === 'mark');
    expect(codes(plain)).toEqual(['B414-B414-B41']);
    const starred = (await search('В4-14*')).filter(({ match }) => match === 'mark');
    expect(codes(starred)).toEqual(['B4ST-B4ST-B4S']);
  });

  it('are the same in look-alike letters, either way round', async () => {
    for (const mark of ['А4-14', 'A4-14']) {
      expect(codes((await search(mark)).filter(({ match }) => match === 'mark')), mark).toEqual([
        'A414-A414-A41',
      ]);
    }
    expect(codes(await search('B2')), 'Latin B').toContain('B2B2-B2B2-B2B');
  });

  it('stand before mere text', async () => {
    const [first] = await search('сколько перемычек В21 над проёмом');
    expect(first).toMatchObject({ block_id: 'B21B-21B2-1B2', match: 'mark' });
  });
});

describe('text', () => {
  it('is found in other forms of its words', async () => {
    expect(codes(await search('утепление наружных стен')).slice(0, 2)).toContain('TEXT-TEXT-TEX');
    expect(codes(await search('минеральная вата'))).toContain('IMGE-IMGE-IMG');
  });

  it('that nobody wrote is not found', async () => {
    expect(await search('квантовая хромодинамика')).toEqual([]);
    expect(await search('?!…')).toEqual([]);
  });

  it('is shown with highlights inside the snippet, in order', async () => {
    for (const q of ['В2', 'утепление минеральной ватой', 'перемычка']) {
      for (const { snippet, highlights } of await search(q)) {
        let last = 0;
        for (const [start, end] of highlights) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(snippet.length);
          last = end;
        }
      }
    }
    const [{ snippet, highlights } = { snippet: '', highlights: [] as [number, number][] }] =
      await search('В21');
    expect(highlights.map(([start, end]) => snippet.slice(start, end))).toContain('В21');
  });
});

describe('filters', () => {
  it('narrow to a document, a page, a sheet and a kind', async () => {
    expect(
      new Set((await search('В2', `&document_id=${garage}`)).map(({ document_id }) => document_id)),
    ).toEqual(new Set([garage]));
    const pageHits = await search('перемычка', `&document_id=${house}&page=2`);
    expect(pageHits.length).toBe(3);
    expect(pageHits.every(({ page }) => page === 2)).toBe(true);
    expect(codes(await search('утепление', '&sheet=3')).sort()).toEqual(['IMGE-IMGE-IMG', 'TEXT-TEXT-TEX']);
    expect(codes(await search('утепление', '&kind=image'))).toEqual(['IMGE-IMGE-IMG']);
    expect(await search('утепление', '&kind=table')).toEqual([]);
  });

  it('name a document that is not there', async () => {
    const { status, body } = await user.get(
      '/api/search/blocks?q=x&document_id=0195f000-0000-7000-8000-000000000000',
    );
    expect([status, body.code]).toEqual([404, 'document_not_found']);
  });

  it('need a question', async () => {
    for (const query of [
      '',
      '?q=',
      '?q=%20%20',
      `?q=${'я'.repeat(1001)}`,
      '?q=x&limit=0',
      '?q=x&limit=101',
    ]) {
      expect((await user.get(`/api/search/blocks${query}`)).status, query).toBe(422);
    }
  });
});

it('pages lead through all hits once, best first', async () => {
  const all = await search('перемычка', '&limit=100');
  expect(all.length).toBeGreaterThanOrEqual(6);
  const seen: Hit[] = [];
  let next: string | null =
    '/api/search/blocks?q=%D0%BF%D0%B5%D1%80%D0%B5%D0%BC%D1%8B%D1%87%D0%BA%D0%B0&limit=2';
  while (next !== null) {
    const answer = await user.get(next);
    seen.push(...answer.body);
    next = /<([^>]+)>/.exec(String(answer.headers.link ?? ''))?.[1] ?? null;
  }
  expect(codes(seen)).toEqual(codes(all));
  expect(seen.map(({ score }) => score)).toEqual(seen.map(({ score }) => score).toSorted((a, b) => b - a));
});

describe('other people', () => {
  it('find nothing of it, administrators do', async () => {
    const stranger = await app.newUser();
    expect(await search('В2', '', stranger)).toEqual([]);
    await importAs(stranger, 'own', [{ code: 'OWNX-OWNX-OWN', text: 'Перемычка В2 соседа' }]);
    expect(codes(await search('В2', '', stranger))).toEqual(['OWNX-OWNX-OWN']);
    expect(codes(await search('В2'))).not.toContain('OWNX-OWNX-OWN');
    expect(codes(await search('В2', '', app.admin))).toContain('OWNX-OWNX-OWN');
  });

  it('with the same block code do not show each other’s text', async () => {
    const stranger = await app.newUser();
    await importAs(stranger, 'same', [{ code: 'B2B2-B2B2-B2B', text: 'секрет соседа' }]);
    expect((await user.get(`/api/documents/${house}/blocks/B2B2-B2B2-B2B`)).body.text).toContain('7 шт.');
    expect(await search('секрет соседа')).toEqual([]);
  });
});
