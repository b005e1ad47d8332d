import { createHash } from 'node:crypto';
import { ExportManifest, encodeManifest, manifestPaths } from '@aizoomdoc/contracts';
import { Damaged } from './damaged.ts';
import { type OpenedExport, openExport } from './open-export.ts';

/** One thing that was compared with the manifest. */
export interface Check {
  what: string;
  status: 'intact' | 'changed' | 'missing' | 'unexpected';
  /** Russian; `null` when there is nothing to add. */
  note: string | null;
}

/** What a look at an export, without any network, has shown. */
export interface Verification {
  intact: boolean;
  kind: OpenedExport['kind'];
  /** As it stands in the file; believe it when `intact`. */
  manifest: ExportManifest;
  checks: Check[];
}

/** Compares every byte of the file with its manifest. @throws {Damaged} when it has none that can be read */
export function verifyExport(bytes: Buffer): Verification {
  const opened = openExport(bytes);
  const { manifest, check } = readManifest(opened.manifest);
  const checks = [
    check,
    checkContainer(opened, manifest),
    ...checkFiles(opened, manifest),
    ...checkPictures(manifest),
    ...checkMessages(opened, manifest),
  ];
  return { intact: checks.every(({ status }) => status === 'intact'), kind: opened.kind, manifest, checks };
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const compared = (what: string, isSame: boolean, note: string): Check => ({
  what,
  status: isSame ? 'intact' : 'changed',
  note: isSame ? null : note,
});

function readManifest(bytes: Buffer): { manifest: ExportManifest; check: Check } {
  const text = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Damaged('Манифест повреждён: это не JSON.', { cause: error });
  }
  const parsed = ExportManifest.safeParse(value);
  if (!parsed.success) {
    throw new Damaged('Манифест повреждён, или он новее этой программы: обновите её.', {
      cause: parsed.error,
    });
  }
  const { digest, ...rest } = parsed.data;
  const isSame = encodeManifest(value) === text && sha256(encodeManifest(rest)) === digest;
  return {
    manifest: parsed.data,
    check: compared(manifestPaths.zip, isSame, 'манифест не совпадает со своей контрольной суммой'),
  };
}

function checkContainer(opened: OpenedExport, manifest: ExportManifest): Check {
  const what = 'файл целиком';
  try {
    return compared(
      what,
      opened.containerHash() === manifest.container_sha256,
      'файл не тот, что был выгружен',
    );
  } catch (error) {
    if (error instanceof Damaged) return { what, status: 'changed', note: error.message };
    throw error;
  }
}

function checkFiles(opened: OpenedExport, { files }: ExportManifest): Check[] {
  const listed = new Set(files.map(({ path }) => path));
  const present = new Set(opened.paths);
  const unexpected = opened.paths.filter((path) => !listed.has(path));
  return [
    ...files.map(({ path, sha256: expected }): Check => {
      if (!present.has(path)) return { what: path, status: 'missing', note: 'есть в манифесте, нет в файле' };
      const hash = hashOf(opened, path);
      return compared(path, hash === expected, hash === null ? 'не читается' : 'содержимое изменено');
    }),
    ...unexpected.map(
      (path): Check => ({ what: path, status: 'unexpected', note: 'есть в файле, нет в манифесте' }),
    ),
  ];
}

function hashOf(opened: OpenedExport, path: string): string | null {
  try {
    return sha256(opened.read(path));
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

/** A picture's file must be the picture that was shown, not just any file that the manifest lists. */
function checkPictures({ pictures, files }: ExportManifest): Check[] {
  const hashes = new Map(files.map((file) => [file.path, file.sha256]));
  return pictures.flatMap(({ path, sha256: shown, name }) =>
    path === null || hashes.get(path) === shown
      ? []
      : [{ what: `картинка ${name}`, status: 'changed' as const, note: 'в выгрузке лежит другая картинка' }],
  );
}

/** The messages, word for word, are what the manifest signs. */
function checkMessages(opened: OpenedExport, { messages, package: isPackage }: ExportManifest): Check[] {
  if (!isPackage || !opened.paths.includes('messages.json')) return [];
  const contents = readContents(opened);
  const isSame = messages.every(({ id, content_sha256 }) => {
    const content = contents.get(id);
    return content !== undefined && sha256(content) === content_sha256;
  });
  return [
    compared(
      'тексты сообщений',
      isSame && contents.size === messages.length,
      'тексты не те, что в манифесте',
    ),
  ];
}

function readContents(opened: OpenedExport): Map<string, string> {
  try {
    const messages: unknown = JSON.parse(opened.read('messages.json').toString());
    const list = Array.isArray(messages) ? (messages as Record<string, unknown>[]) : [];
    return new Map(list.map(({ id, content }) => [String(id), String(content)]));
  } catch {
    return new Map();
  }
}
