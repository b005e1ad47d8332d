import type { PartFile } from '../bundle/group-files.ts';
import type { Reporter } from '../bundle/report.ts';
import type { TextKind } from './kind.ts';
import type { InputFile } from './types.ts';

/** A file that can be read, with what was found out about it. */
export interface KnownFile extends PartFile {
  file: InputFile;
  kind: TextKind | 'pdf' | 'docx' | 'image';
  /** Decoded, where it is a text. */
  text: string;
  reporter: Reporter;
}
