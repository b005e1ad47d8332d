/** Where the last whole sentence or line of a growing text ends; `from` if there is no new one. */
export function endOfSentence(text: string, from: number): number {
  let end = from;
  for (const match of text.slice(from).matchAll(/[.!?…;:](?=\s)|\n/g))
    end = from + match.index + match[0].length;
  return end;
}

/** Markdown as it should be heard: no signs, no block codes. */
export function speakable(markdown: string): string {
  return markdown
    .replace(/\[(?:D\d+:)?[0-9A-Za-z]{4,8}(?:-[0-9A-Za-z]{3,12})+\]/g, '')
    .replace(/^\s*\|?[\s|:-]+\|?\s*$/gm, '')
    .replace(/\s*\|\s*/g, ', ')
    .replace(/[*_#`>]+/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,]+|[\s,]+$/g, '');
}
