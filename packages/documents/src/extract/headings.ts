interface Heading {
  level: number;
  text: string;
  start: number;
}

const HEADING = /^(#{1,6})[ \t]+(.{1,300})$/gmu;

/** Finds the Markdown headings above a place, from the outermost. */
export interface HeadingFinder {
  at(offset: number): string[];
}

/** Reads the headings of a text once; places must be asked for in ascending order. */
export function createHeadingFinder(text: string): HeadingFinder {
  const headings = [...text.matchAll(HEADING)].map((found): Heading => {
    return {
      level: found[1]?.length ?? 1,
      text: (found[2] ?? '').replace(/^#+[ \t]*/u, ''),
      start: found.index,
    };
  });
  let next = 0;
  let stack: Heading[] = [];
  return {
    at(offset) {
      for (
        let heading = headings[next];
        heading !== undefined && heading.start < offset;
        heading = headings[next]
      ) {
        const { level } = heading;
        stack = [...stack.filter((above) => above.level < level), heading];
        next += 1;
      }
      return stack.map((heading) => heading.text);
    },
  };
}
