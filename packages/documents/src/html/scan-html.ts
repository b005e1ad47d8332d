import { Tokenizer } from 'htmlparser2';

/** What a page of HTML is made of, in order. Tags need not be paired. */
export interface HtmlHandlers {
  open(name: string, attributes: ReadonlyMap<string, string>, offset: number): void;
  close(name: string, offset: number): void;
  /** Entities decoded. */
  text(data: string): void;
  comment?(data: string, offset: number): void;
}

/** Elements whose content no reader sees. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'object', 'noframes']);
const MAX_ATTRIBUTES = 64;

/**
 * Walks over HTML in one pass and without a tree: stray, unclosed or a million times nested tags cost no more than others.
 * Scripts, styles and their like are passed over.
 */
export function scanHtml(html: string, handlers: HtmlHandlers): void {
  let name = '';
  let tagStart = 0;
  let attributes = new Map<string, string>();
  let attributeName = '';
  let attributeValue = '';
  let unseen: string | null = null;

  function endOpenTag() {
    if (unseen !== null) return;
    if (UNSEEN.has(name)) unseen = name;
    else handlers.open(name, attributes, tagStart);
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
        tagStart = start - 1;
        attributes = new Map();
      },
      onopentagend: endOpenTag,
      onselfclosingtag() {
        if (!UNSEEN.has(name)) endOpenTag();
      },
      onclosetag(start, end) {
        const closed = html.slice(start, end).toLowerCase();
        if (unseen === null) handlers.close(closed, start - 2);
        else if (unseen === closed) unseen = null;
      },
      onattribname(start, end) {
        attributeName = html.slice(start, end).toLowerCase();
        attributeValue = '';
      },
      onattribdata(start, end) {
        attributeValue += html.slice(start, end);
      },
      onattribentity(codepoint) {
        attributeValue += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attributeName))
          attributes.set(attributeName, attributeValue);
      },
      ontext(start, end) {
        if (unseen === null) handlers.text(html.slice(start, end));
      },
      ontextentity(codepoint) {
        if (unseen === null) handlers.text(String.fromCodePoint(codepoint));
      },
      oncdata(start, end, endOffset) {
        if (unseen === null) handlers.text(html.slice(start, end - endOffset));
      },
      oncomment(start, end, endOffset) {
        if (unseen === null) handlers.comment?.(html.slice(start, end - endOffset), start - 4);
      },
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
