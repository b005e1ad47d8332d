import { type Affine, compose, toSeen } from './affine.ts';
import { type DirectCalls, directCalls, type Scratch, withScratch } from './direct-calls.ts';
import { InkGrid } from './ink-grid.ts';
import type { PdfPage } from './open-document.ts';
import type { PageContent, PageGeometry } from './page-content.ts';
import { RuleSet } from './rule-set.ts';

const pathObject = 2;
const imageObject = 3;
const formObject = 5;
/** Forms inside forms; a file may nest them without end. */
const deepestForm = 12;
const maxObjects = 500_000;
/** Segments read one by one; a path past them counts by its bounds. */
const maxSegments = 600_000;
const maxImages = 2000;
/** A filled strip no wider than this, in points, is a line. */
const widestLine = 2.5;
/** Letters drawn with strokes are no larger than this, in points. */
const largestLetter = 14;

type Drawn = Pick<PageContent, 'rules' | 'images' | 'drawings' | 'letterStrokes'>;

/** Rulings, bitmaps and drawings of a page, those inside forms too. Memory is bounded whatever the page holds. */
export function readObjects(page: PdfPage): Drawn {
  const { pdfium } = page.document;
  return withScratch(pdfium, 6, (scratch) => {
    const reader = new ObjectReader(directCalls(pdfium), scratch, page.geometry);
    const count = pdfium.api.FPDFPage_CountObjects(page.handle);
    return reader.read(page.handle, count);
  });
}

/** Bounds in points as seen. */
interface Bounds {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

class ObjectReader {
  private readonly calls: DirectCalls;
  private readonly scratch: Scratch;
  private readonly geometry: PageGeometry;
  private readonly rules = new RuleSet();
  private readonly ink: InkGrid;
  private readonly images: Bounds[] = [];
  private objectsLeft = maxObjects;
  private segmentsLeft = maxSegments;
  private letterStrokes = 0;

  constructor(calls: DirectCalls, scratch: Scratch, geometry: PageGeometry) {
    this.calls = calls;
    this.scratch = scratch;
    this.geometry = geometry;
    this.ink = new InkGrid(geometry.width, geometry.height);
  }

  read(page: number, count: number): Drawn {
    const seen = toSeen(this.geometry);
    for (let index = 0; index < count && this.objectsLeft > 0; index++) {
      this.object(this.calls.FPDFPage_GetObject(page, index), seen, 0);
    }
    const { width, height } = this.geometry;
    return {
      rules: this.rules.normalised(width, height),
      images: this.images.map(({ x0, y0, x1, y1 }) => [x0 / width, y0 / height, x1 / width, y1 / height]),
      drawings: this.ink.pieces(),
      letterStrokes: this.letterStrokes,
    };
  }

  private object(object: number, to: Affine, depth: number): void {
    if (object === 0) return;
    this.objectsLeft--;
    const type = this.calls.FPDFPageObj_GetType(object);
    if (type === pathObject) this.path(object, to);
    else if (type === imageObject) this.image(object, to);
    else if (type === formObject && depth < deepestForm) this.form(object, to, depth);
  }

  private form(form: number, to: Affine, depth: number): void {
    const inside = compose(to, this.matrix(form));
    const count = this.calls.FPDFFormObj_CountObjects(form);
    for (let index = 0; index < count && this.objectsLeft > 0; index++) {
      this.object(this.calls.FPDFFormObj_GetObject(form, index), inside, depth + 1);
    }
  }

  private matrix(object: number): Affine {
    if (this.calls.FPDFPageObj_GetMatrix(object, this.scratch.pointer) === 0) return [1, 0, 0, 1, 0, 0];
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = this.scratch.floats();
    return [a, b, c, d, e, f];
  }

  /** `null` for what is off the page. */
  private bounds(object: number, to: Affine): Bounds | null {
    const { pointer } = this.scratch;
    if (this.calls.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12) === 0) {
      return null;
    }
    const [left = 0, bottom = 0, right = 0, top = 0] = this.scratch.floats();
    const [a, b, c, d, e, f] = to;
    const xs = [a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top];
    const ys = [b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top];
    const x0 = Math.max(0, Math.min(...xs) + e);
    const y0 = Math.max(0, Math.min(...ys) + f);
    const x1 = Math.min(this.geometry.width, Math.max(...xs) + e);
    const y1 = Math.min(this.geometry.height, Math.max(...ys) + f);
    return x1 >= x0 && y1 >= y0 ? { x0, y0, x1, y1 } : null;
  }

  private image(object: number, to: Affine): void {
    const bounds = this.bounds(object, to);
    if (bounds !== null && this.images.length < maxImages) this.images.push(bounds);
  }

  private path(path: number, to: Affine): void {
    const { pointer } = this.scratch;
    this.calls.FPDFPath_GetDrawMode(path, pointer, pointer + 4);
    const mode = new Int32Array(this.scratch.floats().buffer, pointer, 2);
    const [fill = 0, stroke = 0] = mode;
    if (fill === 0 && stroke === 0) return;
    const bounds = this.bounds(path, to);
    if (bounds === null) return;
    const width = bounds.x1 - bounds.x0;
    const height = bounds.y1 - bounds.y0;
    if (Math.min(width, height) <= widestLine && Math.max(width, height) > 3 * Math.min(width, height)) {
      if (Math.max(width, height) <= largestLetter) this.letterStrokes++;
      this.rules.add({ ...bounds, horizontal: width >= height });
      return;
    }
    const count = this.calls.FPDFPath_CountSegments(path);
    if (count > this.segmentsLeft) {
      this.outline(bounds);
      return;
    }
    this.segmentsLeft -= count;
    const walk = new PathWalk(this.rules, this.ink, (stroke & 1) === 1);
    this.segments(path, count, { to: compose(to, this.matrix(path)), walk });
    this.letterStrokes += walk.letters(largestLetter);
  }

  private outline({ x0, y0, x1, y1 }: Bounds): void {
    this.ink.line(x0, y0, x1, y1);
    this.ink.line(x0, y1, x1, y0);
  }

  private segments(path: number, count: number, { to, walk }: { to: Affine; walk: PathWalk }): void {
    const { calls, scratch } = this;
    const [a, b, c, d, e, f] = to;
    for (let index = 0; index < count; index++) {
      const segment = calls.FPDFPath_GetPathSegment(path, index);
      calls.FPDFPathSegment_GetPoint(segment, scratch.pointer, scratch.pointer + 4);
      const view = scratch.floats();
      const x = view[0] ?? 0;
      const y = view[1] ?? 0;
      walk.step(calls.FPDFPathSegment_GetType(segment), a * x + c * y + e, b * x + d * y + f);
      if (calls.FPDFPathSegment_GetClose(segment) !== 0) walk.close();
    }
    walk.end();
  }
}

const lineTo = 0;
const moveTo = 2;

/** Follows one path: level lines are rulings, all else is ink. */
class PathWalk {
  private readonly rules: RuleSet;
  private readonly ink: InkGrid;
  private readonly stroked: boolean;
  private start = { x: 0, y: 0 };
  private at = { x: 0, y: 0 };
  private extent: Bounds | null = null;
  private readonly sizes: number[] = [];

  constructor(rules: RuleSet, ink: InkGrid, stroked: boolean) {
    this.rules = rules;
    this.ink = ink;
    this.stroked = stroked;
  }

  step(type: number, x: number, y: number): void {
    if (type === moveTo) {
      this.end();
      this.start = { x, y };
      this.extent = { x0: x, y0: y, x1: x, y1: y };
    } else if (type === lineTo) this.line(x, y);
    else this.ink.line(this.at.x, this.at.y, x, y);
    this.at = { x, y };
    if (this.extent === null) return;
    this.extent.x0 = Math.min(this.extent.x0, x);
    this.extent.y0 = Math.min(this.extent.y0, y);
    this.extent.x1 = Math.max(this.extent.x1, x);
    this.extent.y1 = Math.max(this.extent.y1, y);
  }

  close(): void {
    this.line(this.start.x, this.start.y);
    this.at = this.start;
  }

  end(): void {
    if (this.extent === null) return;
    this.sizes.push(Math.max(this.extent.x1 - this.extent.x0, this.extent.y1 - this.extent.y0));
    this.extent = null;
  }

  /** Strokes of the path no larger than a letter. */
  letters(largest: number): number {
    return this.sizes.filter((size) => size > 0.5 && size <= largest).length;
  }

  private line(x: number, y: number): void {
    const width = Math.abs(x - this.at.x);
    const height = Math.abs(y - this.at.y);
    const length = Math.max(width, height);
    // Sides of a filled shape are no lines; a filled strip came in by its bounds.
    const level = this.stroked && length >= 4 && Math.min(width, height) <= Math.min(0.8, length * 0.01);
    if (!level) {
      this.ink.line(this.at.x, this.at.y, x, y);
      return;
    }
    this.rules.add({
      x0: Math.min(x, this.at.x),
      y0: Math.min(y, this.at.y),
      x1: Math.max(x, this.at.x),
      y1: Math.max(y, this.at.y),
      horizontal: width >= height,
    });
  }
}
