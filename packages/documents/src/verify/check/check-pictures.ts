import type { Named } from '../answer/claims.ts';
import type { CitedPicture } from '../evidence/cited-picture.ts';
import { singleOf } from './computed.ts';
import { notConfirmed, type Verdict } from './verdict.ts';

/** A cited picture with the `n` of its citation. */
export interface ShownPicture {
  n: number;
  cited: CitedPicture;
}

/** What the cited pictures say of a thing that the cited text does not prove; `null` where there are none. */
export function checkPictures(named: Named, pictures: readonly ShownPicture[]): Verdict | null {
  const seen = (n: number, note: string): Verdict => ({ status: 'picture_only', citation: n, note });
  const [first] = pictures;
  if (first === undefined) return null;
  const shown = pictures.find(({ cited }) => cited.shows(named));
  if (shown !== undefined) return seen(shown.n, 'есть только на\u00a0изображении');
  const mute = pictures.find(({ cited }) => cited.isMute);
  if (mute !== undefined)
    return seen(mute.n, 'видно только на\u00a0изображении, текста для проверки в\u00a0нём нет');
  if (isCounted(named)) return seen(first.n, 'посчитано по\u00a0изображению');
  return notConfirmed('нет ни\u00a0в\u00a0тексте источника, ни\u00a0в\u00a0тексте изображения');
}

/** A small whole number without a unit of measure may be what somebody counted. */
function isCounted(named: Named): boolean {
  const number = singleOf(named);
  if (number === null || number.isDecimal || number.digits > 2) return false;
  return number.unit === null || number.unit.dimension === 'count';
}
