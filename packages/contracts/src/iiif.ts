import { z } from 'zod';
import { defineRoute } from './define-route.ts';

/** `<file>.<page>`, or with `.<expiry>.<signature>` after it; opaque to clients. */
const ImageParams = z.object({ image_id: z.string().min(1).max(200) });

const errors = ['picture_not_found', 'address_expired', 'iiif_request_invalid', 'render_failed', 'busy'];

export const getImageInfo = defineRoute({
  id: 'iiif.get_info',
  method: 'GET',
  path: '/api/iiif/{image_id}/info.json',
  tag: 'iiif',
  summary: 'IIIF Image API 3.0: описание изображения страницы',
  access: 'signed',
  params: ImageParams,
  success: {
    status: 200,
    kind: 'json',
    body: z.record(z.string(), z.unknown()),
    description: 'info.json уровня 2',
  },
  errors,
});

export const getImageBase = defineRoute({
  id: 'iiif.get_base',
  method: 'GET',
  path: '/api/iiif/{image_id}',
  tag: 'iiif',
  summary: 'IIIF Image API 3.0: переход к info.json',
  access: 'signed',
  params: ImageParams,
  success: { status: 303, kind: 'text', body: z.undefined(), description: 'Переход' },
  errors,
});

export const getImageRegion = defineRoute({
  id: 'iiif.get_image',
  method: 'GET',
  path: '/api/iiif/{image_id}/{region}/{size}/{rotation}/{quality_format}',
  tag: 'iiif',
  summary: 'IIIF Image API 3.0: любая область страницы в нужном размере',
  access: 'signed',
  params: ImageParams.extend({
    region: z.string().max(200),
    size: z.string().max(100),
    rotation: z.string().max(40),
    /** `default.png`, `gray.jpg`, … */
    quality_format: z.string().max(40),
  }),
  success: { status: 200, kind: 'bytes', body: z.undefined(), description: 'Картинка' },
  errors,
});

export const getIiifManifest = defineRoute({
  id: 'iiif.get_manifest',
  method: 'GET',
  path: '/api/iiif/manifests/{manifest_id}',
  tag: 'iiif',
  summary: 'IIIF Presentation API 3.0: манифест документа по подписанному адресу',
  access: 'signed',
  params: z.object({ manifest_id: z.string().min(1).max(200) }),
  success: { status: 200, kind: 'json', body: z.record(z.string(), z.unknown()), description: 'Манифест' },
  errors: ['document_not_found', 'address_expired'],
});
