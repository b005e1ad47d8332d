import { findQuote, type PieceRange } from './find-quote.ts';

/**
 * Wraps each quote found under `root` in `<mark class="quote">`; returns the first mark, or `null` if nothing was found.
 * Marks of an earlier call are taken away first.
 */
export function highlightQuotes(root: HTMLElement, quotes: readonly string[]): HTMLElement | null {
  clearMarks(root);
  for (const quote of quotes) {
    const nodes = textNodes(root);
    const ranges = findQuote(
      nodes.map((node) => node.data),
      quote,
    );
    // From the end, so that a cut node does not shift those before it.
    for (const range of ranges.toReversed()) wrap(nodes[range.piece], range);
  }
  return root.querySelector<HTMLElement>('mark.quote');
}

function clearMarks(root: HTMLElement): void {
  for (const mark of root.querySelectorAll('mark.quote')) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}

function textNodes(root: HTMLElement): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}

function wrap(node: Text | undefined, { start, end }: PieceRange): void {
  if (node === undefined || node.data.slice(start, end).trim() === '') return;
  const quoted = node.splitText(start);
  quoted.splitText(end - start);
  const mark = document.createElement('mark');
  mark.className = 'quote';
  quoted.replaceWith(mark);
  mark.append(quoted);
}
