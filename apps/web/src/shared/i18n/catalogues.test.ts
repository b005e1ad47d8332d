import { expect, it } from 'vitest';
import { admin as adminEn } from './en/admin.ts';
import { viewer as viewerEn } from './en/viewer.ts';
import { en as firstEn } from './en.ts';
import { admin as adminRu } from './ru/admin.ts';
import { viewer as viewerRu } from './ru/viewer.ts';
import { ru as firstRu } from './ru.ts';
import { typeset, typesetAll } from './typography.ts';

const ru = { ...firstRu, viewer: viewerRu, admin: adminRu };
const en = { ...firstEn, viewer: viewerEn, admin: adminEn };

function leaves(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]];
  return Object.entries(tree as object).flatMap(([key, value]) =>
    leaves(value, path === '' ? key : `${path}.${key}`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it('both languages say the same things with the same blanks', () => {
  const english = new Map(leaves(en));
  expect([...english.keys()].sort()).toEqual(
    leaves(ru)
      .map(([key]) => key)
      .sort(),
  );
  for (const [key, text] of leaves(ru))
    expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)]);
});

it('counted words have all forms that Russian needs', () => {
  const keys = new Set(leaves(ru).map(([key]) => key));
  const stems = [...keys].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4));
  expect(stems.length).toBeGreaterThan(5);
  for (const stem of stems) {
    for (const form of ['few', 'many', 'other']) expect(keys).toContain(`${stem}_${form}`);
  }
});

it('Russian has «ёлочки» and no straight quotes or hyphens for dashes', () => {
  for (const [key, text] of leaves(typesetAll(ru))) {
    expect([key, text]).not.toEqual([key, expect.stringMatching(/["'“”]| - /)]);
  }
});

it('short words hold on to the next one, numbers to their nouns', () => {
  expect(typeset('ссылки на листы и блоки')).toBe('ссылки на\u00a0листы и\u00a0блоки');
  expect(typeset('{{count}} листов — стр. {{page}}')).toBe('{{count}}\u00a0листов\u00a0— стр.\u00a0{{page}}');
});
