import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupPicked } from './group-picked.ts';

const picked = (...paths: string[]) => paths.map((path) => ({ path, file: new File(['x'], path) }));
const groups = (...paths: string[]) =>
  groupPicked(picked(...paths)).map(({ label, files }) => [label, ...files.map(({ path }) => path)]);

it('reads documents apart, and the parts of one together', () => {
  expect(groups('План.pdf', 'АР4_document.md', 'АР4_blocks.json', 'АР4.pdf', 'фото.jpg')).toEqual([
    ['План.pdf', 'План.pdf'],
    ['АР4', 'АР4_document.md', 'АР4_blocks.json', 'АР4.pdf'],
    ['фото.jpg', 'фото.jpg'],
  ]);
});

it('keeps one name in two folders together: apart, one would become a version of the other', () => {
  expect(groups('АР/план.pdf', 'КЖ/План.pdf', 'КЖ/узел.pdf')).toEqual([
    ['план', 'АР/план.pdf', 'КЖ/План.pdf'],
    ['узел.pdf', 'КЖ/узел.pdf'],
  ]);
});

it('gives pictures of blocks and pages to the documents of their folder', () => {
  const paths = ['к/АР_ocr.html', 'к/АР_result.json', 'к/crops/9CXH-MNAX-4JL.pdf', 'к/page_1.png', 'д.pdf'];
  expect(groups(...paths)).toEqual([
    ['АР', 'к/АР_ocr.html', 'к/АР_result.json', 'к/crops/9CXH-MNAX-4JL.pdf', 'к/page_1.png'],
    ['д.pdf', 'д.pdf'],
  ]);
  expect(groups('м/annotation.json', 'м/А.pdf')).toHaveLength(1);
});

it('loses no file and repeats none', () => {
  const name = fc.constantFrom(
    'a.pdf',
    'b_ocr.html',
    'b.pdf',
    'page_1.png',
    'annotation.json',
    'crops/x.pdf',
  );
  const path = fc.tuple(fc.constantFrom('', 'к/', 'к/м/'), name).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.uniqueArray(path), (paths) => {
      const out = groups(...paths).flatMap(([, ...files]) => files);
      expect(out.sort()).toEqual([...paths].sort());
    }),
  );
});
