import type OpenSeadragon from 'openseadragon';
import { type Box, matrixOf, type PageMatrix } from './sheet-geometry.ts';

export type Osd = typeof OpenSeadragon;
export type OsdViewer = OpenSeadragon.Viewer;

export const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The zooming canvas; fetched on first use. */
export async function loadOpenSeadragon(): Promise<Osd> {
  return (await import('openseadragon')).default;
}

/** Pixels kept free around the whole page. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** A canvas with our own controls and keys, none of OpenSeadragon's. */
export function openViewer(osd: Osd, element: HTMLElement): OsdViewer {
  const viewer = new osd.Viewer({
    element,
    // WebGL is not to be had everywhere, and its workers come from blobs, which the page's policy forbids.
    drawer: 'canvas',
    showNavigationControl: false,
    showNavigator: false,
    crossOriginPolicy: false,
    animationTime: isStill() ? 0 : 0.4,
    springStiffness: 8,
    visibilityRatio: 0.2,
    minZoomImageRatio: 0.5,
    maxZoomPixelRatio: 2,
    imageLoaderLimit: 4,
    timeout: 60_000,
    tabIndex: -1,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true, flickEnabled: false },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true, pinchRotate: false },
    gestureSettingsPen: { clickToZoom: false, dblClickToZoom: true },
  });
  viewer.addHandler('canvas-key', (event) => {
    event.preventDefaultAction = true;
  });
  return viewer;
}

/** Where the open page is on the screen; `null` while none is open. */
export function matrixNow(osd: Osd, viewer: OsdViewer): PageMatrix | null {
  const item = viewer.world.getItemAt(0);
  if (item === undefined || item === null) return null;
  const { x, y, width, height } = item.getBoundsNoRotate();
  const at = (left: number, top: number) =>
    viewer.viewport.viewportToViewerElementCoordinates(new osd.Point(left, top));
  return matrixOf(at(x, y), at(x + width, y), at(x, y + height));
}

/**
 * Shows the whole page between the margins, however it is turned. OpenSeadragon's own margins are no help: it draws a turned page around
 * another point than it counts from.
 */
export function fitPage(
  osd: Osd,
  viewer: OsdViewer,
  { margins, still }: { margins: Margins; still: boolean },
) {
  const item = viewer.world.getItemAt(0);
  if (item === undefined || item === null) return;
  const { viewport } = viewer;
  const page = item.getBoundsNoRotate();
  const turn = (viewport.getRotation(false) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const screen = viewport.getContainerSize();
  const room = {
    x: Math.max(40, screen.x - margins.left - margins.right),
    y: Math.max(40, screen.y - margins.top - margins.bottom),
  };
  const width = Math.abs(page.width * cos) + Math.abs(page.height * sin);
  const height = Math.abs(page.width * sin) + Math.abs(page.height * cos);
  // Pixels a unit of the viewport.
  const scale = Math.min(room.x / width, room.y / height);
  const aside = {
    x: (margins.right - margins.left) / 2 / scale,
    y: (margins.bottom - margins.top) / 2 / scale,
  };
  const x = page.x + page.width / 2 + aside.x * cos + aside.y * sin;
  const y = page.y + page.height / 2 - aside.x * sin + aside.y * cos;
  const [w, h] = [screen.x / scale, screen.y / scale];
  viewport.fitBounds(new osd.Rect(x - w / 2, y - h / 2, w, h), still);
}

/** Brings a box of the page into the middle of the screen. */
export function flyTo(osd: Osd, viewer: OsdViewer, box: Box): void {
  const item = viewer.world.getItemAt(0);
  if (item === undefined || item === null) return;
  const { x, y, width, height } = item.getBoundsNoRotate();
  const [x0, y0, x1, y1] = box;
  const rect = new osd.Rect(x + x0 * width, y + y0 * height, (x1 - x0) * width, (y1 - y0) * height);
  viewer.viewport.fitBoundsWithConstraints(rect, isStill());
}
