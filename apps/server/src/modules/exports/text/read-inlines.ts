import type { Token, Tokens } from 'marked';
import type { Inline, Look } from './blocks.ts';
import { decodeEntities } from './clean-text.ts';
import type { MarkedText } from './marks.ts';

/** Deeper nests of emphasis are read as the words inside. */
const deepest = 12;

/**
 * A line's tokens as inlines. Nothing is fetched: a picture becomes its caption; only web and mail addresses are links;
 * tags are shown as written, but line breaks and indices, which recognised drawings are full of.
 */
export function readInlines(tokens: readonly Token[], marked: MarkedText, look: Look = {}): Inline[] {
  return collect(tokens, { marked, depth: 0 }, look);
}

interface Reading {
  marked: MarkedText;
  depth: number;
}

function collect(tokens: readonly Token[], reading: Reading, look: Look): Inline[] {
  let script: Look = {};
  return tokens.flatMap((token) => {
    const tag = token.type === 'html' ? readTag(token.raw) : null;
    if (tag === null) return readToken(token, reading, { ...look, ...script });
    script = tag.script;
    return tag.isBreak ? [{ kind: 'break' as const }] : [];
  });
}

function readTag(raw: string): { isBreak: boolean; script: Look } | null {
  const tag = /^<(\/?)(br|sup|sub)\s*\/?>$/i.exec(raw.trim());
  if (tag === null) return null;
  const name = tag[2]?.toLowerCase();
  if (name === 'br') return { isBreak: true, script: {} };
  const script: Look = name === 'sup' ? { script: 'super' } : { script: 'sub' };
  return { isBreak: false, script: tag[1] === '/' ? {} : script };
}

function readToken(token: Token, { marked, depth }: Reading, look: Look): Inline[] {
  const inside = (added: Look) =>
    depth >= deepest || token.type === 'image'
      ? say(token.raw, marked, look)
      : collect((token as Tokens.Generic).tokens ?? [], { marked, depth: depth + 1 }, { ...look, ...added });
  switch (token.type) {
    case 'strong':
      return inside({ bold: true });
    case 'em':
      return inside({ italic: true });
    case 'del':
      return inside({ strike: true });
    case 'link':
      return inside(linkLook(marked.restore((token as Tokens.Link).href)));
    case 'codespan':
      return marked.toInlines((token as Tokens.Codespan).text, { ...look, mono: true });
    case 'br':
      return [{ kind: 'break' }];
    case 'checkbox':
      return [{ kind: 'text', text: (token as Tokens.Checkbox).checked ? '☑ ' : '☐ ', look }];
    case 'image':
      return describeImage(token as Tokens.Image, marked, look);
    case 'escape':
    case 'html':
      return marked.toInlines((token as Tokens.Escape).text, look);
    default: {
      const { tokens, text } = token as Tokens.Text;
      return tokens === undefined ? say(text ?? token.raw, marked, look) : inside({});
    }
  }
}

function say(text: string, marked: MarkedText, look: Look): Inline[] {
  return marked.toInlines(decodeEntities(text.replaceAll(/[ \t]*\n[ \t]*/g, ' ')), look);
}

function linkLook(href: string): Look {
  const address = href.trim();
  if (address.length > 2000 || !/^(https?:\/\/|mailto:)/i.test(address)) return {};
  if (!URL.canParse(address)) return {};
  return { href: new URL(address).href.replaceAll('<', '%3C').replaceAll('>', '%3E') };
}

function describeImage({ text }: Tokens.Image, marked: MarkedText, look: Look): Inline[] {
  const caption = marked.restore(text).trim();
  const words = caption === '' ? '[изображение]' : `[изображение: ${caption}]`;
  return [{ kind: 'text', text: words, look: { ...look, italic: true } }];
}
