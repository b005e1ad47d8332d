import { createHash } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import { type Actor, type FileBody, Reply, type RequestContext } from '#platform/http/route.ts';
import type { PictureFile } from '../pictures/picture-store.ts';
import type { Pictures } from '../pictures/pictures.ts';
import { imagePath } from './addresses.ts';
import type { ImageAccess } from './image-access.ts';
import { fullSize, imageContext, imageInfo, imageProfile } from './image-info.ts';
import {
  type ImageParameters,
  type ImageRequest,
  type PixelSize,
  readImageRequest,
} from './image-request.ts';

type Context = Pick<RequestContext, 'accept' | 'ifNoneMatch' | 'origin' | 'signal'>;

/** Raise it when the same address gives another picture. */
const pictureVersion = 1;

/** IIIF Image API 3.0, level 2. */
export function createIiif({
  access,
  pictures,
  clock,
}: {
  access: ImageAccess;
  pictures: Pictures;
  clock: Clock;
}) {
  async function fullOf(file: PictureFile, page: number, signal: AbortSignal): Promise<PixelSize> {
    return fullSize(await pictures.size(file, page, signal));
  }

  /** What is signed stays in the browser until the signature ends; what needs a sign-in is asked for each time. */
  function caching(expires: Date | null): string {
    if (expires === null) return 'private, no-cache';
    const seconds = Math.floor((expires.getTime() - clock.now().getTime()) / 1000);
    return `private, max-age=${Math.max(0, seconds)}, immutable`;
  }

  return {
    async info(actor: Actor | null, imageId: string, context: Context) {
      const { file, page, expires } = await access(actor, imageId);
      const full = await fullOf(file, page, context.signal);
      const info = imageInfo(`${context.origin}${imagePath}${imageId}`, full, {
        isPhoto: file.mime_type === 'image/jpeg',
      });
      const headers = {
        'content-type': jsonType(context.accept),
        'cache-control': expires === null ? 'private, no-cache' : 'private, max-age=300',
        link: profileLink,
        vary: 'accept',
      };
      return new Reply(info, { headers });
    },

    /** The base of an image's addresses leads to what describes it. */
    async base(actor: Actor | null, imageId: string, context: Context) {
      await access(actor, imageId);
      const location = `${context.origin}${imagePath}${imageId}/info.json`;
      return new Reply(undefined, { headers: { location } });
    },

    async image(
      actor: Actor | null,
      imageId: string,
      parameters: ImageParameters,
      context: Context,
    ): Promise<Reply<FileBody | null>> {
      const { file, page, expires } = await access(actor, imageId);
      const full = await fullOf(file, page, context.signal);
      const request = readImageRequest(full, parameters);
      const etag = etagOf(file, page, request);
      const base = `${context.origin}${imagePath}${imageId}`;
      const headers = {
        etag,
        'cache-control': caching(expires),
        'content-disposition': 'inline',
        link: `${profileLink}, <${base}/${request.canonical}>;rel="canonical"`,
      };
      if (holds(context.ifNoneMatch, etag)) return new Reply(null, { status: 304, headers });
      const drawn = await pictures.draw(file, { page, ...drawingOf(full, request) }, context.signal);
      const body = {
        stream: drawn.bytes,
        size: drawn.bytes.length,
        mimeType: drawn.mediaType,
        name: `page.${request.format}`,
      };
      return new Reply(body, { headers });
    },
  };
}

export type Iiif = ReturnType<typeof createIiif>;

const profileLink = `<${imageProfile}>;rel="profile"`;

function drawingOf(full: PixelSize, { region, size, mirror, rotation, quality, format }: ImageRequest) {
  const box: [number, number, number, number] = [
    region.x / full.width,
    region.y / full.height,
    (region.x + region.width) / full.width,
    (region.y + region.height) / full.height,
  ];
  return {
    box,
    ...size,
    format: format === 'jpg' ? ('jpeg' as const) : format,
    tone: quality === 'default' ? ('color' as const) : quality,
    turn: { mirror, rotation },
  };
}

/** Of the content and the request: known without drawing. */
function etagOf(file: PictureFile, page: number, { canonical }: ImageRequest): string {
  const parts = [pictureVersion, file.sha256 ?? file.id, page, canonical];
  return `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}"`;
}

function holds(ifNoneMatch: string | null, etag: string): boolean {
  const held = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return held.includes(etag) || held.includes('*');
}

/** JSON-LD unless the client would rather have plain JSON. */
export function jsonType(accept: string | null, context = imageContext): string {
  const wanted = accept ?? '';
  const isPlain = wanted.includes('application/json') && !wanted.includes('application/ld+json');
  return isPlain ? 'application/json; charset=utf-8' : `application/ld+json;profile="${context}"`;
}
