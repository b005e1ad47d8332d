import type { Reporter } from './report.ts';

/** V8 holds no string past half a gigabyte; far below it a text is no longer a document. */
const MAX_BYTES = 256 * 1024 * 1024;
const SAMPLE_BYTES = 4096;
/** A share of broken bytes above this is another encoding, not damage. */
const DAMAGE_LIMIT = 0.01;
const REPLACEMENT = '\uFFFD';

/**
 * Text of a file in whichever encoding it is: UTF-8 with or without BOM, UTF-16, Windows-1251. Line ends become `\n`.
 * `null`, with an error in the report, when the file is empty or no text at all.
 */
export function decodeText(bytes: Uint8Array, reporter: Reporter): string | null {
  if (bytes.length > MAX_BYTES) return refuse(reporter, 'file_too_large', TOO_LARGE);
  if (bytes.length === 0) return refuse(reporter, 'empty_file', EMPTY);
  const wide = wideEncoding(bytes);
  const text = wide === null ? decodeNarrow(bytes, reporter) : decodeWide(bytes, wide, reporter);
  if (text === null) return null;
  if (text.trim() === '') return refuse(reporter, 'empty_file', EMPTY);
  return normaliseLineEnds(text);
}

const EMPTY = 'Файл пуст. Выгрузите документ заново и загрузите его ещё раз.';
const BINARY =
  'Это не текстовый файл, хотя расширение говорит обратное. Проверьте, тот ли файл выбран, и загрузите правильный.';
const TOO_LARGE = 'Файл больше 256 МБ. Разделите документ на части и загрузите их по отдельности.';

type WideEncoding = 'utf-16le' | 'utf-16be';

function refuse(reporter: Reporter, code: string, message: string): null {
  reporter.add({ severity: 'error', code, line: null, message });
  return null;
}

function normaliseLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function wideEncoding(bytes: Uint8Array): WideEncoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(bytes.length, SAMPLE_BYTES) / 2);
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (isPlane(bytes[pair * 2])) even += 1;
    if (isPlane(bytes[pair * 2 + 1])) odd += 1;
  }
  if (pairs < 4) return null;
  if (odd > pairs * 0.8 && even < pairs * 0.4) return 'utf-16le';
  if (even > pairs * 0.8 && odd < pairs * 0.4) return 'utf-16be';
  return null;
}

/** The upper byte of Latin and Cyrillic letters in UTF-16; neither occurs in other text. */
function isPlane(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x04;
}

function decodeWide(bytes: Uint8Array, encoding: WideEncoding, reporter: Reporter): string {
  reporter.add({
    severity: 'info',
    code: 'encoding_converted',
    line: null,
    message:
      'Файл записан в UTF-16 и прочитан как есть. Чтобы не видеть этого замечания, сохраните его в UTF-8.',
  });
  return new TextDecoder(encoding).decode(bytes);
}

function decodeNarrow(bytes: Uint8Array, reporter: Reporter): string | null {
  if (bytes.includes(0)) return refuse(reporter, 'binary_file', BINARY);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeDamaged(bytes, reporter);
  }
}

function decodeDamaged(bytes: Uint8Array, reporter: Reporter): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = countOf(text, REPLACEMENT);
  if (broken <= text.length * DAMAGE_LIMIT) {
    const line = countOf(normaliseLineEnds(text.slice(0, text.indexOf(REPLACEMENT))), '\n') + 1;
    reporter.add({
      severity: 'warning',
      code: 'broken_utf8',
      line,
      message: `Повреждённые символы UTF-8 (${broken}) заменены на «${REPLACEMENT}». Проверьте это место или выгрузите файл заново.`,
    });
    return text;
  }
  if (!looksLikeWindows1251(bytes)) return refuse(reporter, 'binary_file', BINARY);
  reporter.add({
    severity: 'warning',
    code: 'encoding_converted',
    line: null,
    message:
      'Файл записан в кодировке Windows-1251 и прочитан в ней. Проверьте буквы и сохраните файл в UTF-8.',
  });
  return new TextDecoder('windows-1251').decode(bytes);
}

/** Russian text in Windows-1251: the upper half of the table is letters, control bytes are absent. */
function looksLikeWindows1251(bytes: Uint8Array): boolean {
  let letters = 0;
  let upper = 0;
  let control = 0;
  for (const byte of bytes) {
    if (byte >= 0xc0 || byte === 0xa8 || byte === 0xb8) letters += 1;
    if (byte >= 0x80) upper += 1;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) control += 1;
  }
  return control <= bytes.length * 0.001 && letters >= upper * 0.6;
}

function countOf(text: string, piece: string): number {
  let count = 0;
  for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + 1)) count += 1;
  return count;
}
