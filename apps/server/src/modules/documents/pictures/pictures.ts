import type { Box } from '@aizoomdoc/documents';
import type { Turn } from '@aizoomdoc/documents/images';
import type {
  DocumentFacts,
  PageContent,
  PageGeometry,
  PagesToRead,
  PdfInfo,
  PdfSource,
  PictureFormat,
  PictureTone,
  ReadPart,
  RegionPixels,
} from '@aizoomdoc/documents/pdf';
import type { SecretBox } from '#platform/crypto.ts';
import type { ObjectStore } from '#platform/objects.ts';
import type { Engines, LazyEngines } from './engines.ts';
import { pictureNotFound, pictureProblem } from './errors.ts';
import type { PictureFile } from './picture-store.ts';
import { createRecent } from './recent.ts';

export interface DrawRequest {
  /** Page of the file, from 1. */
  page: number;
  box: Box;
  /** Pixels. */
  width: number;
  height: number;
  format: PictureFormat;
  tone?: PictureTone;
  turn?: Turn;
}

export interface DrawnPicture {
  bytes: Uint8Array;
  mediaType: string;
}

/** How a page of a file lies; `pixels` are those of a picture file, whose points follow from its density. */
export interface PageSize {
  geometry: PageGeometry;
  pixels: { width: number; height: number } | null;
}

type Signal = AbortSignal | undefined;

/** Pages and pictures of stored files, drawn. Every failure is a `Problem`. */
export interface Pictures {
  size(file: PictureFile, page: number, signal?: Signal): Promise<PageSize>;
  /** Words and lines of a PDF page; `null` for a picture, which has none. */
  content(file: PictureFile, page: number, signal?: Signal): Promise<PageContent | null>;
  /** What a PDF says of itself. */
  facts(file: PictureFile, signal: AbortSignal): Promise<DocumentFacts>;
  /** Blocks of consecutive pages of a PDF. */
  readPages(file: PictureFile, request: PagesToRead): Promise<ReadPart[]>;
  draw(file: PictureFile, request: DrawRequest, signal?: Signal): Promise<DrawnPicture>;
  /** A region in RGBA, to be looked through by a program. */
  pixels(file: PictureFile, request: Omit<DrawRequest, 'format'>, signal?: Signal): Promise<RegionPixels>;
}

const pointsPerInch = 72;
/** Of a picture that does not say: what scanners are set to. */
const assumedDpi = 150;
const mostPixels = 4096 * 4096;

export function createPictures({
  engines,
  objects,
  box,
}: {
  engines: LazyEngines;
  objects: ObjectStore;
  box: SecretBox;
}): Pictures {
  const infos = createRecent<PdfInfo>(200);
  const contents = createRecent<PageContent>(6);

  async function sourceOf(file: PictureFile): Promise<PdfSource> {
    const sealed = file.password_ciphertext;
    return {
      id: idOf(file),
      path: await objects.localFile(file.storage_path),
      ...(sealed !== null && { password: box.open(sealed, file.id) }),
    };
  }

  /** Runs with the engines; what they throw becomes a problem, and a reader who has left needs none. */
  async function using<T>(signal: Signal, work: (engines: Engines) => Promise<T>): Promise<T> {
    try {
      return await work(await engines.load());
    } catch (error) {
      throw pictureProblem(error, signal);
    }
  }

  async function pdfSize(file: PictureFile, page: number, signal: Signal): Promise<PageSize> {
    const info = await infos.get(idOf(file), () =>
      using(signal, async ({ pdf }) => pdf.info(await sourceOf(file), { signal })),
    );
    const geometry = info.pages[page - 1];
    if (geometry === undefined) throw pictureNotFound();
    return { geometry, pixels: null };
  }

  async function imageSize(file: PictureFile, page: number): Promise<PageSize> {
    const { width, height, dpi } = await using(undefined, async ({ images }) =>
      images.info({ path: await objects.localFile(file.storage_path), page }),
    );
    const points = (side: number) => (side / (dpi ?? assumedDpi)) * pointsPerInch;
    const [across, down] = [points(width), points(height)];
    return {
      geometry: {
        number: page,
        width: across,
        height: down,
        rotation: 0,
        userUnit: 1,
        cropBox: [0, 0, across, down],
      },
      pixels: { width, height },
    };
  }

  async function drawUpright(file: PictureFile, request: DrawRequest, signal: Signal) {
    const { page, box: region, width, height, format, tone } = request;
    const wanted = { box: region, width, height, format, tone };
    return using(signal, async ({ pdf, images }) =>
      isPdf(file)
        ? pdf.render({ ...wanted, source: await sourceOf(file), page, maxPixels: mostPixels }, { signal })
        : images.render(
            { ...wanted, id: idOf(file), file: { path: await objects.localFile(file.storage_path), page } },
            { signal },
          ),
    );
  }

  return {
    size: (file, page, signal) => (isPdf(file) ? pdfSize(file, page, signal) : imageSize(file, page)),

    async content(file, page, signal) {
      if (!isPdf(file)) return null;
      return contents.get(`${idOf(file)} ${page}`, () =>
        using(signal, async ({ pdf }) => pdf.content(await sourceOf(file), page, { signal })),
      );
    },

    facts: (file, signal) => using(signal, async ({ pdf }) => pdf.facts(await sourceOf(file), { signal })),

    readPages: (file, request) =>
      using(request.signal, async ({ pdf, readPages }) => readPages(pdf, await sourceOf(file), request)),

    async pixels(file, request, signal) {
      const { bytes } = await drawUpright(file, { ...request, format: 'png' }, signal);
      return using(signal, ({ pixelsOf }) => pixelsOf(bytes));
    },

    async draw(file, { turn, ...request }, signal) {
      const isTurned = turn !== undefined && (turn.mirror || turn.rotation !== 0);
      if (!isTurned) return drawUpright(file, request, signal);
      const { bytes } = await drawUpright(file, { ...request, format: 'png', tone: 'color' }, signal);
      return using(signal, async (loaded) => ({
        bytes: await loaded.turn(bytes, turn, request),
        mediaType: `image/${request.format}`,
      }));
    },
  };
}

/** The same bytes are the same picture, whatever document they came with. */
function idOf(file: PictureFile): string {
  return file.sha256 ?? file.id;
}

export function isPdf({ mime_type, file_name }: PictureFile): boolean {
  return mime_type === null ? /\.pdf$/i.test(file_name) : mime_type === 'application/pdf';
}
