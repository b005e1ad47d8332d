import type { PageGeometry } from './page-content.ts';
import type { Pdfium } from './pdfium.ts';

type UserBox = PageGeometry['cropBox'];

const mediaBoxIndex = 0;
const cropBoxIndex = 1;

/** Geometry of the page at `index` (from 0); reads the page's dictionary only, so it is cheap. Inherited values count. */
export function pageGeometry(
  pdfium: Pdfium,
  document: number,
  page: { index: number; userUnit: number },
): PageGeometry {
  const { index, userUnit } = page;
  const media = pageBox(pdfium, document, { index, box: mediaBoxIndex });
  const crop = visibleBox(media, pageBox(pdfium, document, { index, box: cropBoxIndex }));
  const rotation = quarterTurns(pdfium.api.EPDF_GetPageRotationByIndex(document, index));
  const width = (crop[2] - crop[0]) * userUnit;
  const height = (crop[3] - crop[1]) * userUnit;
  const lies = rotation === 90 || rotation === 270;
  return {
    number: index + 1,
    width: lies ? height : width,
    height: lies ? width : height,
    rotation,
    userUnit,
    cropBox: crop,
  };
}

/** What is seen: the CropBox inside the MediaBox; a CropBox wholly outside is nobody's intention. */
function visibleBox(media: UserBox, crop: UserBox): UserBox {
  const both: UserBox = [
    Math.max(media[0], crop[0]),
    Math.max(media[1], crop[1]),
    Math.min(media[2], crop[2]),
    Math.min(media[3], crop[3]),
  ];
  return both[0] < both[2] && both[1] < both[3] ? both : media;
}

function pageBox(pdfium: Pdfium, document: number, { index, box }: { index: number; box: number }): UserBox {
  return pdfium.withBuffer(16, (pointer) => {
    pdfium.api.EPDF_GetPageBoxByIndex(document, index, box, pointer);
    const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.floats(pointer, 4);
    return [left, bottom, right, top];
  });
}

function quarterTurns(turns: number): PageGeometry['rotation'] {
  return ((((turns % 4) + 4) % 4) * 90) as PageGeometry['rotation'];
}
