import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { madeBlockCode } from '../../bundle/block-code.ts';
import type { Reporter } from '../../bundle/report.ts';
import type { BlockModel, DocumentModel, PageModel } from '../../model.ts';
import { plainPage } from '../../page.ts';
import type { InputFile, ReaderLimits } from '../types.ts';

/** Where a picture does not say its density, a sheet is taken as scanned at this one. */
const USUAL_DPI = 150;
const POINTS_PER_INCH = 72;

/**
 * A picture as a document of one page (of as many as a TIFF has), each with one image block over the whole page. Text comes later from OCR, so the block
 * is flagged `empty` and the page's text layer is `none`.
 */
export async function imageDocument(
  file: InputFile,
  { stem, reporter, limits }: { stem: string; reporter: Reporter; limits: ReaderLimits },
): Promise<DocumentModel | null> {
  const found = await sharp(file.bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (found === null || !found.width || !found.height) return refuseDamaged(reporter);
  const pages = Math.min(found.pages ?? 1, limits.maxPages);
  const height = found.pageHeight ?? found.height;
  if (found.width * height > limits.maxImagePixels) {
    const megapixels = Math.floor(limits.maxImagePixels / 1e6);
    return refuse(
      reporter,
      'image_too_large',
      `Картинка ${found.width}×${height} пикселей слишком велика: открываются не больше ${megapixels} мегапикселей. Уменьшите её и загрузите снова.`,
    );
  }
  if (!(await isWhole(file.bytes, limits))) return refuseDamaged(reporter);
  const turned = (found.orientation ?? 1) >= 5;
  const dpi = found.density !== undefined && found.density >= 50 ? found.density : USUAL_DPI;
  const points = (pixels: number) => Math.round((pixels * POINTS_PER_INCH * 100) / dpi) / 100;
  const size = {
    width: points(turned ? height : found.width),
    height: points(turned ? found.width : height),
  };
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  const seed = createHash('sha256').update(file.bytes).digest('hex');
  const taken = new Set<string>();
  return {
    title: file.name.split(/[\\/]/u).at(-1) ?? stem,
    generatedAt: null,
    stamp: { cipher: null, stage: null, object: null, organisation: null },
    pages: numbers.map((number): PageModel => ({ ...plainPage(number), size, textLayer: 'none' })),
    sheets: [],
    blocks: numbers.map((page) => {
      const code = madeBlockCode(`image ${seed} ${page}`, (one) => taken.has(one));
      taken.add(code);
      return imageBlock(code, page, file.name);
    }),
  };
}

const imageBlock = (code: string, page: number, name: string): BlockModel => ({
  code,
  kind: 'image',
  page,
  sheet: null,
  text: '',
  tables: [],
  bbox: [0, 0, 1, 1],
  polygon: null,
  category: null,
  group: null,
  textSource: 'bundle',
  confidence: null,
  linkedCode: null,
  cropUrl: name,
  flags: ['empty'],
});

/** A file cut short has a good header; what cannot be drawn later is told now. */
const isWhole = (bytes: Uint8Array, { maxImagePixels }: ReaderLimits): Promise<boolean> =>
  sharp(bytes, { limitInputPixels: maxImagePixels, failOn: 'error', sequentialRead: true })
    .resize(64)
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );

const refuseDamaged = (reporter: Reporter) =>
  refuse(
    reporter,
    'damaged_image',
    'Картинка не открывается: файл повреждён. Сохраните её заново в PNG или JPEG.',
  );

function refuse(reporter: Reporter, code: string, message: string): null {
  reporter.add({ severity: 'error', code, line: null, message });
  return null;
}
