import type { OcrLayout } from './engine.ts';

/** What reads one upright picture of bearable size; everything above it is the same for every program. */
export interface OcrReader {
  name: string;
  read(png: Uint8Array, request: ReadRequest): Promise<ReadWord[]>;
  /** How the picture lies; `null` where there is too little text to tell. */
  orientation(png: Uint8Array, request: Pick<ReadRequest, 'dpi' | 'signal'>): Promise<Orientation | null>;
}

export interface ReadRequest {
  languages: readonly string[];
  dpi: number;
  layout: OcrLayout;
  signal: AbortSignal;
}

export interface ReadWord {
  text: string;
  /** Pixels. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** 0–1. */
  confidence: number;
  block: number;
  /** From 0 in the picture. */
  line: number;
}

export interface Orientation {
  /** Degrees clockwise by which the picture must be turned to stand upright. */
  rotation: 0 | 90 | 180 | 270;
  /** As the program gives it; above 2 it is nearly always right. */
  certainty: number;
}
