/** How a piece of text looks. */
export interface Look {
  bold?: true;
  italic?: true;
  strike?: true;
  mono?: true;
  script?: 'super' | 'sub';
  /** A checked web or mail address. */
  href?: string;
}

export type ClaimStatus = 'confirmed' | 'picture_only' | 'not_confirmed';

/** A piece of a line. */
export type Inline =
  | { kind: 'text'; text: string; look: Look }
  | { kind: 'break' }
  /** Number of a source in the list at the end. */
  | { kind: 'citation'; source: number }
  /** What the check said of the words before it. */
  | { kind: 'claim'; status: ClaimStatus };

export interface Table {
  kind: 'table';
  header: Inline[][];
  rows: Inline[][][];
  align: ('left' | 'center' | 'right')[];
}

/** A part of a text, whatever it was written in and will be drawn as. */
export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }
  /** A picture of the export, by its id. */
  | { kind: 'picture'; id: string; caption: string }
  | Table;

export const plain = (text: string, look: Look = {}): Inline => ({ kind: 'text', text, look });

/** The words of a line without their look. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => (inline.kind === 'text' ? inline.text : ' ')).join('');
}
