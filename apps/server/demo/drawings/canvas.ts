import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

/** Line weights of a drawing, mm. */
export const weights = { thick: 0.6, main: 0.4, thin: 0.18 } as const;

export interface Area {
  /** Millimetres of the sheet from its top left corner. */
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Point = readonly [number, number];

interface TextStyle {
  /** Height of the font's em, mm. */
  size?: number;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  /** Lines are broken at this width. */
  width?: number;
}

interface LineStyle {
  weight?: number;
  dash?: readonly [number, number];
  colour?: string;
}

const fonts = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-latin'));
const points = 72 / 25.4;
const normalSize = 3.2;

function createPdf(): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    info: {
      Title: '24-07-АР. Архитектурные решения',
      Author: 'ООО «Архбюро «Липовая аллея»',
      // The same drawings are the same bytes.
      CreationDate: new Date(0),
    },
  });
  pdf.registerFont('regular', fileURLToPath(new URL('NotoSans-Regular.ttf', fonts)));
  pdf.registerFont('bold', fileURLToPath(new URL('NotoSans-SemiBold.ttf', fonts)));
  return pdf;
}

/** Sheets that are drawn on in millimetres. */
export function createCanvas() {
  const pdf = createPdf();

  function font({ size = normalSize, bold = false }: TextStyle): void {
    pdf.font(bold ? 'bold' : 'regular').fontSize(size * points);
  }

  function pen({ weight = weights.thin, dash, colour = '#000' }: LineStyle): void {
    pdf.lineWidth(weight).strokeColor(colour).fillColor('#000');
    if (dash === undefined) pdf.undash();
    else pdf.dash(dash[0], { space: dash[1] });
  }

  /** Everything but text is drawn in a space of millimetres. */
  function scaled(draw: () => void): void {
    pdf.save().scale(points);
    draw();
    pdf.restore();
  }

  const canvas = {
    addSheet(width: number, height: number): void {
      pdf.addPage({ size: [width * points, height * points], margin: 0 });
    },

    textWidth(text: string, style: TextStyle = {}): number {
      font(style);
      return pdf.widthOfString(text) / points;
    },

    textHeight(text: string, style: TextStyle & { width: number }): number {
      font(style);
      return pdf.heightOfString(text, { width: style.width * points, lineGap: 0 }) / points;
    },

    /** Text from its top left corner; `align` needs `width`. */
    text(text: string, [x, y]: Point, style: TextStyle = {}): void {
      font(style);
      const { width, align = 'left' } = style;
      const options = width === undefined ? { lineBreak: false } : { width: width * points, align };
      pdf.fillColor('#000').text(text, x * points, y * points, options);
    },

    /** Text around a point. */
    label(text: string, [x, y]: Point, style: TextStyle & { turn?: number } = {}): void {
      const { turn = 0, size = normalSize } = style;
      const width = canvas.textWidth(text, style);
      pdf.save().rotate(turn, { origin: [x * points, y * points] });
      canvas.text(text, [x - width / 2, y - size * 0.68], { size, bold: style.bold ?? false });
      pdf.restore();
    },

    line(route: readonly Point[], style: LineStyle = {}): void {
      scaled(() => {
        pen(style);
        const [first, ...rest] = route;
        if (first === undefined) return;
        pdf.moveTo(...first);
        for (const point of rest) pdf.lineTo(...point);
        pdf.stroke();
      });
    },

    rect({ x, y, width, height }: Area, style: LineStyle & { fill?: string } = {}): void {
      scaled(() => {
        if (style.fill !== undefined) pdf.rect(x, y, width, height).fill(style.fill);
        if (style.weight === 0) return;
        pen(style);
        pdf.rect(x, y, width, height).stroke();
      });
    },

    polygon(corners: readonly Point[], fill: string): void {
      scaled(() => {
        pdf.polygon(...corners.map(([x, y]): [number, number] => [x, y])).fill(fill);
      });
    },

    circle([x, y]: Point, radius: number, style: LineStyle & { fill?: string } = {}): void {
      scaled(() => {
        if (style.fill !== undefined) pdf.circle(x, y, radius).fill(style.fill);
        pen(style);
        pdf.circle(x, y, radius).stroke();
      });
    },

    /** A quarter of a circle, e.g. of an opening door. `from` in degrees, clockwise from the right. */
    quarter(centre: Point, radius: number, from: number): void {
      const steps = Array.from({ length: 7 }, (_, step) => ((from + step * 15) * Math.PI) / 180);
      canvas.line(
        steps.map(
          (angle): Point => [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)],
        ),
      );
    },

    /** Slanted lines of a cut material. */
    hatch(
      { x, y, width, height }: Area,
      { step = 1.6, turn = 1 }: { step?: number; turn?: 1 | -1 } = {},
    ): void {
      scaled(() => {
        pdf.rect(x, y, width, height).clip();
        pen({ weight: 0.1, colour: '#555' });
        for (let at = -height; at < width; at += step) {
          const [low, high] = turn === 1 ? [y + height, y] : [y, y + height];
          pdf.moveTo(x + at, low).lineTo(x + at + height, high);
        }
        pdf.stroke();
      });
    },

    /** Bytes of the finished file. */
    async finish(): Promise<Buffer> {
      const chunks: Buffer[] = [];
      pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      const ended = new Promise((resolve) => pdf.once('end', resolve));
      pdf.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
  return canvas;
}

export type Canvas = ReturnType<typeof createCanvas>;
