import { describe, expect, it } from 'vitest';
import { READER_LIMITS } from './limits.ts';
import { utf8, type ZipEntry, zipOf } from './testing/zip.ts';
import type { ReaderLimits } from './types.ts';
import { unpack } from './unpack.ts';

const open = async (entries: ZipEntry[], limits: Partial<ReaderLimits> = {}) => {
  const { unpacked, report } = await unpack([{ name: 'a.zip', bytes: zipOf(entries) }], {
    ...READER_LIMITS,
    ...limits,
  });
  return { names: unpacked.map(({ name }) => name), codes: report.map(({ code }) => code), unpacked };
};
const entry = (name: string | Uint8Array, text = 'x', more: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  bytes: utf8(text),
  ...more,
});

/** «План.md» as Russian Windows packs it. */
const CP866 = Uint8Array.from([0x8f, 0xab, 0xa0, 0xad, 0x2e, 0x6d, 0x64]);

describe('unpack', () => {
  it('takes files out of folders and leaves litter', async () => {
    const names = ['п/X_document.md', 'п/', '__MACOSX/п/._X', 'п/.DS_Store', 'п/~$з.docx', 'Thumbs.db'];
    expect((await open(names.map((name) => entry(name)))).names).toEqual(['a.zip/п/X_document.md']);
  });

  it('reads names in CP866, and in UTF-8 that nobody announced', async () => {
    expect((await open([entry(CP866), entry(utf8('Узел.md'))])).names).toEqual([
      'a.zip/План.md',
      'a.zip/Узел.md',
    ]);
  });

  it('opens an archive in an archive, and no deeper', async () => {
    const deepest = zipOf([entry('c.md')]);
    const inner = zipOf([entry('b.md'), { name: 'deep.zip', bytes: deepest }]);
    const { names, codes } = await open([{ name: 'in.zip', bytes: inner }]);
    expect([names, codes]).toEqual([['a.zip/in.zip/b.md'], ['nested_archive']]);
  });

  it.each<[string, ZipEntry[], Partial<ReaderLimits>, string]>([
    ['a way out of the folder', [entry('../../etc/x')], {}, 'unsafe_name'],
    ['a way out with backslashes', [entry('..\\x', 'x', { flags: 0 })], {}, 'unsafe_name'],
    ['a path from the root', [entry('/etc/x')], {}, 'unsafe_name'],
    ['a drive', [entry('C:/x')], {}, 'unsafe_name'],
    ['a password', [entry('x.md', 'x', { flags: 0x801 })], {}, 'encrypted_archive'],
    ['a bomb', [{ name: 'x.md', bytes: new Uint8Array(20_000_000) }], {}, 'archive_bomb'],
    ['a large file', [entry('x.md', 'x'.repeat(100))], { maxFileBytes: 50 }, 'file_too_large'],
    ['large files together', [entry('x.md', 'xx'.repeat(100))], { maxTotalBytes: 100 }, 'bad_archive'],
    ['too many files', [entry('1'), entry('2'), entry('3')], { maxFiles: 2 }, 'bad_archive'],
    ['more than it promised', [entry('x.md', 'x'.repeat(1000), { size: 10 })], {}, 'damaged_entry'],
    ['one name twice', [entry('x.md'), entry('x.md')], {}, 'repeated_name'],
    ['nothing', [], {}, 'empty_archive'],
    [
      'a bomb in pieces',
      [1, 2, 3].map((n) => ({ name: `${n}.md`, bytes: new Uint8Array(8_000_000) })),
      {},
      'archive_bomb',
    ],
  ])('reports %s', async (_, entries, limits, code) => {
    const { codes } = await open(entries, limits);
    expect(codes).toEqual([code]);
  });

  it('reports an archive that is cut short', async () => {
    const bytes = zipOf([entry('x.md', 'слово '.repeat(100))]);
    const { report } = await unpack(
      [{ name: 'a.zip', bytes: bytes.subarray(0, bytes.length - 30) }],
      READER_LIMITS,
    );
    expect(report).toMatchObject([{ code: 'bad_archive', severity: 'error' }]);
  });
});
