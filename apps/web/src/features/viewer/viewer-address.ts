import { type Box, formatBox, parseBox } from './sheet-geometry.ts';

export type ViewerTab = 'block' | 'search' | 'audit' | 'sheets';

const tabs: readonly ViewerTab[] = ['block', 'search', 'audit', 'sheets'];

/** What of a document is shown, as the address says it: any place is a link. */
export interface ViewerAddress {
  page?: number;
  block?: string;
  /** `x0,y0,x1,y1`, 0–1 of the page: the lit place. */
  box?: string;
  /** Words that are searched. */
  q?: string;
  panel?: ViewerTab;
  /** Absent: the current version. */
  version?: number;
}

/** Keeps what makes sense and leaves out the rest, so that a mistyped address still opens the document. */
export function parseViewerAddress(search: Record<string, unknown>): ViewerAddress {
  const { block, q, panel } = search;
  const page = wholeNumber(search.page);
  const version = wholeNumber(search.version);
  const box = typeof search.box === 'string' ? parseBox(search.box) : null;
  const tab = tabs.find((name) => name === panel);
  return {
    ...(page !== null && { page }),
    ...(isWord(block) && { block: String(block) }),
    ...(box !== null && { box: formatBox(box) }),
    ...(isWord(q) && { q: String(q) }),
    ...(tab !== undefined && { panel: tab }),
    ...(version !== null && { version }),
  };
}

export function boxOf(address: ViewerAddress): Box | null {
  return address.box === undefined ? null : parseBox(address.box);
}

/** The router reads digits as numbers: marks and codes may be digits only. */
function isWord(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

function wholeNumber(value: unknown): number | null {
  const number = Number(value);
  return value !== '' && value !== null && Number.isInteger(number) && number > 0 ? number : null;
}
