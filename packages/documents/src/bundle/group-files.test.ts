import { expect, it } from 'vitest';
import { groupBundleFiles } from './group-files.ts';

it('groups files by stem', () => {
  const names = [
    'b/X_blocks.json',
    'A_document.md',
    'a_BLOCKS.json',
    'A.pdf',
    'b/X_document.md',
    'notes.txt',
  ];
  expect(groupBundleFiles(names)).toEqual({
    groups: [
      { stem: 'X', document: 'b/X_document.md', blocks: 'b/X_blocks.json', pdf: null },
      { stem: 'A', document: 'A_document.md', blocks: 'a_BLOCKS.json', pdf: 'A.pdf' },
    ],
    unmatched: ['notes.txt'],
  });
});

it('keeps copies apart and takes decomposed letters for the same', () => {
  const { groups, unmatched } = groupBundleFiles([
    'Строй_document.md'.normalize('NFD'),
    'Строй_blocks.json',
    'Строй_document (1).md',
    'строй_document.md',
  ]);
  expect(groups.map(({ stem, blocks }) => [stem, blocks])).toEqual([
    ['Строй', 'Строй_blocks.json'],
    ['Строй (1)', null],
  ]);
  expect(unmatched).toEqual(['строй_document.md']);
});

it('groups nothing out of nothing', () => {
  expect(groupBundleFiles([])).toEqual({ groups: [], unmatched: [] });
});
