import type { EventData, NotExamined } from '@aizoomdoc/contracts';
import type { ToolCall, ToolDefinition, ToolResult } from '@aizoomdoc/models';
import type { z } from 'zod';
import type { Actor } from '#platform/http/route.ts';

/** A document as the conversation numbers it: D1, D2…; one version of it. */
export interface ScopedDocument {
  id: string;
  title: string;
  number: number;
  version: number;
  /** Side of a comparison; `null` otherwise. */
  side: 'a' | 'b' | null;
}

/** A picture that was shown to the model in this run, stored as it was shown. */
export interface ShownPicture {
  /** `chat_images.id`. */
  id: string;
  /** `P1`, `P2`… within the run. */
  name: string;
  view_id: string;
  document_id: string;
  version: number;
  page: number;
  sheet: string | null;
  block_id: string | null;
  bbox: [number, number, number, number] | null;
  kind: 'overview' | 'quadrant' | 'region';
  width: number;
  height: number;
  shrink: number;
  size_bytes: number;
  sha256: string;
  /** Stands before the picture in the request: name, view id, block, page, sheet, shrink factor, and the exact text inside. */
  label: string;
  /** Exact text inside, for the verifier. */
  text: string;
}

/** What tools did in a run so far; JSON, kept with the run's durable steps. */
export interface ToolSession {
  /** In the order of being shown. */
  pictures: ShownPicture[];
  /** Blocks whose text the model has: `<document id> <version> <code>`. */
  read: string[];
  /** Blocks that a search named, with the query; for «not examined». */
  found: { document_id: string; version: number; block_id: string; page: number; kind: string }[];
  /** Calls that were refused, so that none is executed twice: canonical JSON of name and arguments, or an unknown id. */
  refused: string[];
  /** Calls that were executed: canonical JSON, and the pictures that each gave, e.g. «P3, P4». */
  done: { call: string; gave: string }[];
  /** Pictures that could not be had. */
  unavailable: z.input<typeof NotExamined>[];
  /** What the model reported by `submit_evidence`; `null` until it does. */
  evidence: { block_ids: string[]; picture_names: string[]; notes: string } | null;
  /** Rows that the model reported by `report_diff`. */
  diff: {
    item: string;
    before: string | null;
    after: string | null;
    impact: string | null;
    block_ids: string[];
  }[];
}

/** Of a run in which no tool was called yet. */
export function newToolSession(): ToolSession {
  return {
    pictures: [],
    read: [],
    found: [],
    refused: [],
    done: [],
    unavailable: [],
    evidence: null,
    diff: [],
  };
}

/** What tools may still spend; told to the model with every answer of a tool. */
export interface ToolBudget {
  pictures: number;
  pixels: number;
}

/** Which tools a stage offers. */
export type ToolSet = 'answer' | 'collect' | 'compare' | 'keyless';

export interface ToolOutcome {
  /** Short text for the model, one a call, in order. */
  result: ToolResult;
  /** New pictures, to be sent in the user message after the tools' answers. */
  pictures: ShownPicture[];
  /** For the reader: `image_ready` and `warning`. */
  events: (
    | { event: 'image_ready'; data: EventData<'image_ready'> }
    | { event: 'warning'; data: EventData<'warning'> }
  )[];
  session: ToolSession;
}

export interface ToolContext {
  actor: Actor;
  chatId: string;
  runId: string;
  /** The question; pictures and findings belong to it until the answer is written. */
  messageId: string;
  scope: readonly ScopedDocument[];
  budget: ToolBudget;
  /** Longest side of a picture, pixels. */
  maxSide: number;
  signal: AbortSignal;
}

/** A place that a person drew in the question. */
export interface DrawnRegion {
  document_id: string;
  version: number;
  page: number;
  box: [number, number, number, number];
  note: string | null;
}

/** The tools of the model. Executing the same call again in the same run (a restarted step) gives the same rows and pictures. */
export interface Toolbox {
  definitions(set: ToolSet): ToolDefinition[];
  /** What a call is about, for the person who watches. */
  describe(call: ToolCall): string;
  /** Wrong arguments, unknown ids and repeated calls are told to the model. @throws only when aborted or the database is down */
  execute(call: ToolCall, session: ToolSession, context: ToolContext): Promise<ToolOutcome>;
  /** Shows a place that a person drew; its picture belongs to the question and stays there. @throws as `execute` */
  showRegion(
    region: DrawnRegion,
    session: ToolSession,
    context: ToolContext,
  ): Promise<Omit<ToolOutcome, 'result'>>;
}
