import type { DocumentRow } from '../document-store.ts';
import type { PageRow } from '../page-store.ts';
import type { PixelSize } from './image-request.ts';

/** One page of a manifest. */
export interface CanvasSource {
  page: PageRow;
  /** Base of the page's image, signed. */
  imageUrl: string;
  full: PixelSize;
}

export interface ManifestSource {
  /** Address of the manifest itself. */
  id: string;
  document: DocumentRow;
  version: number;
  canvases: CanvasSource[];
}

export const presentationContext = 'http://iiif.io/api/presentation/3/context.json';

const thumbnailSide = 200;
const ru = (text: string) => ({ ru: [text] });

/** A document as IIIF Presentation API 3.0 has it: a canvas a page. */
export function manifestOf({ id, document, version, canvases }: ManifestSource): Record<string, unknown> {
  const [first] = canvases;
  const metadata = [
    { label: 'Шифр', value: document.cipher },
    { label: 'Стадия', value: document.stage },
    { label: 'Объект', value: document.object },
    { label: 'Организация', value: document.organisation },
    { label: 'Версия', value: document.label ?? String(version) },
  ];
  return {
    '@context': presentationContext,
    id,
    type: 'Manifest',
    label: ru(document.title),
    metadata: metadata.flatMap(({ label, value }) =>
      value === null ? [] : [{ label: ru(label), value: { none: [value] } }],
    ),
    requiredStatement: {
      label: ru('Доступ'),
      value: ru(
        'Ссылка временная: она открывает только этот документ и перестаёт действовать через 12 часов.',
      ),
    },
    viewingDirection: 'left-to-right',
    behavior: ['individuals'],
    ...(first && { thumbnail: [thumbnailOf(first)] }),
    items: canvases.map((canvas) => canvasOf(id, canvas)),
  };
}

function canvasOf(manifest: string, source: CanvasSource): Record<string, unknown> {
  const { page, full, imageUrl } = source;
  const id = `${manifest}/canvas/${page.number}`;
  return {
    id,
    type: 'Canvas',
    label: ru(labelOf(page)),
    ...full,
    thumbnail: [thumbnailOf(source)],
    items: [
      {
        id: `${id}/page`,
        type: 'AnnotationPage',
        items: [
          {
            id: `${id}/painting`,
            type: 'Annotation',
            motivation: 'painting',
            target: id,
            body: {
              id: `${imageUrl}/full/max/0/default.jpg`,
              type: 'Image',
              format: 'image/jpeg',
              ...full,
              service: serviceOf(imageUrl),
            },
          },
        ],
      },
    ],
  };
}

function thumbnailOf({ imageUrl, full }: CanvasSource): Record<string, unknown> {
  const scale = Math.min(1, thumbnailSide / Math.max(full.width, full.height));
  const width = Math.max(1, Math.round(full.width * scale));
  const height = Math.max(1, Math.round(full.height * scale));
  return {
    id: `${imageUrl}/full/${width},${height}/0/default.jpg`,
    type: 'Image',
    format: 'image/jpeg',
    width,
    height,
    service: serviceOf(imageUrl),
  };
}

function serviceOf(imageUrl: string) {
  return [{ id: imageUrl, type: 'ImageService3', profile: 'level2' }];
}

function labelOf({ number, sheet, sheet_title }: PageRow): string {
  const place = sheet === null ? `Страница ${number}` : `Лист ${sheet}`;
  return sheet_title === null ? place : `${place}. ${sheet_title}`;
}
