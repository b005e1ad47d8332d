/** A quote as a line of text: documents are kept in Markdown, whose signs mean nothing out of their place. */
export function quoteText(quote: string): string {
  return quote
    .replace(/^\s*\|?\s*:?-{2,}[\s|:-]*$/gm, ' ')
    .replace(/^\s*#{1,6}\s+/gm, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/(\s*\|\s*)+/g, ' · ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s·]+|[\s·]+$/g, '');
}
