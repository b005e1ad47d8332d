import type { Checks } from '@aizoomdoc/contracts';
import type { z } from 'zod';

type Checked = z.input<typeof Checks>;

const pictureMarker = /\[[PР](\d{1,4})\](?!\()/giu;

/** Adds to the checks of an answer the pictures that it refers to though they were never shown. */
export function withInventedPictures(
  checks: Checked,
  content: string,
  shown: readonly { name: string }[],
): Checked {
  const names = new Set(shown.map(({ name }) => name));
  const invented = [...content.matchAll(pictureMarker)].filter(
    ([, number]) => !names.has(`P${Number(number)}`),
  );
  if (invented.length === 0) return checks;
  const claims = [
    ...checks.claims,
    ...invented.map(({ index, 0: { length } }): Checked['claims'][number] => ({
      start: index + 1,
      end: index + length - 1,
      text: content.slice(index + 1, index + length - 1),
      kind: 'block',
      status: 'not_confirmed',
      citation: null,
      note: 'такой картинки модели не\u00a0показывали',
    })),
  ].sort((one, other) => one.start - other.start);
  return {
    ...checks,
    claims,
    not_confirmed: checks.not_confirmed + invented.length,
    coverage: (checks.confirmed + checks.picture_only) / claims.length,
  };
}
