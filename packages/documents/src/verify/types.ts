/** A place of the answer that names its evidence: a cited block, a cited picture, or both. Offsets are UTF-16 units of the answer. */
export interface AnswerCitation {
  n: number;
  start: number;
  end: number;
  /** `id` of one of the sources. */
  sourceId?: string | undefined;
  /** `id` of one of the pictures. */
  pictureId?: string | undefined;
}

/** A cited block. */
export interface EvidenceSource {
  id: string;
  /** The block's Markdown. */
  text: string;
  /** Page of the PDF, from 1. */
  page: number;
  /** Number of the sheet printed on the page. */
  sheet: string | null;
  sheetTitle?: string | null | undefined;
  documentTitle?: string | null | undefined;
  /** The document and its version, as the caller tells them apart; compared with that of a picture. */
  document?: string | undefined;
  /** Code of the block, as citations write it. */
  code: string;
}

/** A cited picture: a view of a page that the model was shown. */
export interface EvidencePicture {
  id: string;
  /** The exact text inside it, lines as they stand; empty on a scan. */
  text: string;
  page: number;
  sheet: string | null;
  /** The document and its version, as those of the sources. */
  document?: string | undefined;
  /** «План 7-го этажа»: what the picture was called when it was shown. */
  label?: string | null | undefined;
}

export interface VerifyRequest {
  /** The answer, Markdown. */
  content: string;
  citations: readonly AnswerCitation[];
  sources: readonly EvidenceSource[];
  pictures: readonly EvidencePicture[];
  /** What was asked; numbers and marks that an answer only repeats are no claims of its own. */
  question: string;
}

export type ClaimKind = 'number' | 'mark' | 'date' | 'sheet' | 'page' | 'reference' | 'block';

/**
 * `confirmed`: the cited text says so, or it is computed right from what the cited text says; `picture_only`: only a cited picture can
 * show it; `not_confirmed`: the cited text does not say it, or says something else.
 */
export type ClaimStatus = 'confirmed' | 'picture_only' | 'not_confirmed';

/** A number, mark, date, sheet, page or reference of the answer. Offsets are UTF-16 units of the answer. */
export interface Claim {
  start: number;
  end: number;
  text: string;
  kind: ClaimKind;
  status: ClaimStatus;
  /** `n` of the citation that proves it. */
  citation: number | null;
  /** Why, in short Russian; `null` where there is nothing to add. */
  note: string | null;
}

/** The cited text and a cited picture say different things of one mark. */
export interface Conflict {
  message: string;
  /** `n` of the citations that disagree. */
  citations: number[];
}

/** What the check of an answer came to. */
export interface Verification {
  /** In the order of the answer. */
  claims: Claim[];
  confirmed: number;
  pictureOnly: number;
  notConfirmed: number;
  /** Share of claims confirmed or seen in a picture, 0–1; 1 when there are none. */
  coverage: number;
  conflicts: Conflict[];
}
