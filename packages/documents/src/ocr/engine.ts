import type { Box } from '../model.ts';

/** How a picture is laid out: columns of text, or labels strewn over a drawing. */
export type OcrLayout = 'page' | 'drawing';

export interface OcrOptions {
  /** As Tesseract names them; Russian and English unless told. */
  languages?: readonly string[];
  /** 300 unless told. */
  dpi?: number;
  /** `page` unless told. */
  layout?: OcrLayout;
  /** Whether the picture may lie on its side; looked for unless told. */
  findRotation?: boolean;
  signal?: AbortSignal | undefined;
  /** For the whole picture; 2 minutes for each tile of it unless told. */
  timeoutMs?: number;
}

export interface OcrWord {
  text: string;
  /** 0–1 of the picture as it was given. */
  bbox: Box;
  /** 0–1. */
  confidence: number;
  /** Direction of the baseline in the picture as it was given, degrees clockwise. */
  angle: 0 | 90 | 180 | 270;
  /** From 0, in reading order; unique in the picture. */
  line: number;
  block: number;
}

export interface OcrResult {
  words: OcrWord[];
  /** Degrees clockwise by which the picture must be turned to stand upright. */
  rotation: QuarterTurn;
  /** Of all letters, 0–1; 0 where there are none. */
  meanConfidence: number;
}

export type QuarterTurn = 0 | 90 | 180 | 270;

export interface OcrEngine {
  /** E.g. «tesseract 5.3.0». */
  name: string;
  /**
   * Reads a picture of any format that sharp knows, turned and cut into tiles as needed.
   * @throws {OcrError}, or the reason of an aborted signal
   */
  recognise(image: string | Uint8Array, options?: OcrOptions): Promise<OcrResult>;
  /** The same of a picture that is drawn piece by piece, so that a sheet of any size fits. */
  recognisePicture(picture: OcrPicture, options?: OcrOptions): Promise<OcrResult>;
}

/** A picture of which any region can be had. */
export interface OcrPicture {
  /** Pixels. */
  width: number;
  height: number;
  dpi: number;
  /** A region in whole pixels as PNG. */
  region(region: Region, signal: AbortSignal): Promise<Uint8Array>;
}

export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type OcrErrorCode = 'bad_image' | 'too_large' | 'timeout' | 'failed';

const messages: Record<OcrErrorCode, string> = {
  bad_image: 'Картинка повреждена или её формат не поддерживается: текст на ней не распознать.',
  too_large: 'Картинка слишком велика для распознавания: уменьшите её или разрежьте на части.',
  timeout: 'Распознавание не уложилось в отведённое время: повторите позже или возьмите меньшую область.',
  failed:
    'Программа распознавания завершилась с ошибкой: повторите, а если не помогло — переустановите tesseract.',
};

export class OcrError extends Error {
  readonly code: OcrErrorCode;

  constructor(code: OcrErrorCode, options?: ErrorOptions) {
    super(messages[code], options);
    this.name = 'OcrError';
    this.code = code;
  }
}
