import type {
  Checks,
  Citation,
  ExaminedBlock,
  ExportFormat,
  Message,
  PromptVersions,
} from '@aizoomdoc/contracts';
import type { z } from 'zod';

export type Format = z.output<typeof ExportFormat>;
export type Cited = z.output<typeof Citation>;
export type CheckResult = z.output<typeof Checks>;
type Prompts = z.output<typeof PromptVersions>;
type Stored = z.output<typeof Message>;
type Examined = z.output<typeof ExaminedBlock>;

/** A message as it is exported. */
export interface ExportMessage
  extends Pick<
    Stored,
    | 'id'
    | 'role'
    | 'content'
    | 'status'
    | 'created_at'
    | 'model'
    | 'model_profile'
    | 'diff'
    | 'not_examined'
    | 'usage'
    | 'cost_usd'
    | 'compare'
    | 'regions'
    | 'error_code'
  > {
  citations: Cited[];
  checks: CheckResult | null;
  prompts: Prompts | null;
  /** Blocks that were found and read for it, with the text that the model got. */
  examined: Examined[];
}

/** A picture that was shown for a message, as it is stored. */
export interface ExportPicture {
  id: string;
  message_id: string;
  /** `P3`; empty for what has no name. */
  name: string;
  label: string;
  document_id: string;
  version: number;
  page: number;
  block_id: string | null;
  bbox: [number, number, number, number] | null;
  sha256: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  /** Local file with its bytes; `null` when the object is gone. */
  file: string | null;
}

/** A version of a document that is cited, as far as the person may see it now. */
export interface ExportSource {
  document_id: string;
  version: number;
  title: string;
  available: boolean;
  files: { name: string; sha256: string | null; size_bytes: number }[];
  /** SHA-256 of the text of cited blocks, by code. */
  blocks: Record<string, string>;
}

/** All that an export is made of; plain data, so it goes to a thread as it is. */
export interface ExportDocument {
  chat_id: string;
  /** `null`: the whole chat. */
  message_id: string | null;
  title: string;
  created_at: string;
  /** IANA name. */
  time_zone: string;
  /** In their order. */
  messages: ExportMessage[];
  pictures: ExportPicture[];
  sources: ExportSource[];
}
