/** `![caption](P3)`; the caption may hold a citation in brackets. */
const whole = /^!\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]\(\s*([^()\s]*)[^()\n]*\)/;
/** What may still become one. */
const possible = /^!(?:\[(?:[^[\]\n]|\[[^[\]\n]*\])*(?:\[[^[\]\n]*)?(?:\](?:\([^()\n]*)?)?)?$/;
/** A link that is longer is none. */
const longest = 600;

export interface PictureLinks {
  /** Text that may be shown now; a link that is being written is held back. */
  push(piece: string): string;
  /** What was held back at the end. */
  end(): string;
}

/**
 * Rewrites pictures in an answer as it is streamed: `![plan](P3)` becomes a link that stays; of a picture that was not
 * shown, or one from elsewhere (text of a document could smuggle in an address), only the words remain.
 * @param urlOf address of a picture by its name, `null` when there is none
 */
export function createPictureLinks(urlOf: (target: string) => string | null): PictureLinks {
  let held = '';

  function take(isEnd: boolean): string {
    let out = '';
    for (let at = held.indexOf('!'); at >= 0; at = held.indexOf('!')) {
      out += held.slice(0, at);
      held = held.slice(at);
      const link = whole.exec(held);
      if (link === null && !isEnd && held.length <= longest && possible.test(held)) return out;
      // A picture for readers of Markdown who know more spellings; apart it is none for anybody.
      const apart = held.startsWith('![') ? '! ' : '!';
      out += link === null ? apart : rewrite(link, urlOf);
      held = held.slice(link?.[0].length ?? 1);
    }
    out += held;
    held = '';
    return out;
  }

  return {
    push(piece) {
      held += piece;
      return take(false);
    },
    end: () => take(true),
  };
}

/** Words of documents, in which no picture is one of ours. */
export function withoutPictures(text: string): string {
  const links = createPictureLinks(() => null);
  return links.push(text) + links.end();
}

function rewrite(
  [, caption = '', target = '']: RegExpExecArray,
  urlOf: (target: string) => string | null,
): string {
  const url = urlOf(target);
  return url === null ? caption : `![${caption}](${url})`;
}

/** `P3` as models write it: in either alphabet, in brackets or not. */
export function pictureName(text: string): string | null {
  const [, number] = /^\[?[PpРр](\d{1,4})\]?$/u.exec(text.trim()) ?? [];
  return number === undefined ? null : `P${Number(number)}`;
}
