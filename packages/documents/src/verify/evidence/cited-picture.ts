import type { Named } from '../answer/claims.ts';
import { isSameDate } from '../text/dates.ts';
import { fold } from '../text/fold.ts';
import { isClose } from '../text/numbers.ts';
import { isSameReference } from '../text/references.ts';
import { agree } from '../text/units.ts';
import type { EvidencePicture } from '../types.ts';
import { EvidenceText } from './evidence-text.ts';

/** A cited picture with the exact text inside it. */
export class CitedPicture {
  readonly picture: EvidencePicture;
  readonly evidence: EvidenceText;
  /** Nothing can be looked for in it: a scan. */
  readonly isMute: boolean;

  constructor(picture: EvidencePicture) {
    this.picture = picture;
    this.evidence = new EvidenceText([picture.label ?? '', picture.text].join('\n'));
    this.isMute = !/[\p{L}\d]/u.test(picture.text);
  }

  /** Whether the text inside the picture names it, wherever. */
  shows(named: Named): boolean {
    const { evidence } = this;
    switch (named.what) {
      case 'number':
        return named.numbers.every((claimed) =>
          [...evidence.numbersBeginning(String(Math.trunc(Math.abs(claimed.value))))].some(
            ({ value, unit }) => isClose(value, claimed.value) && agree(unit, claimed.unit),
          ),
        );
      case 'mark':
        return evidence.marksOf(named.mark).exact.length > 0;
      case 'token':
        return evidence.find(named.token).length > 0;
      case 'date':
        return evidence.datesOf().some((date) => isSameDate(named.date, date));
      case 'reference':
        return evidence.referencesOf().some((one) => isSameReference(named.reference, one));
      case 'key':
        return this.showsKey(named.key);
      case 'code':
        return false;
    }
  }

  private showsKey({ label, number }: Extract<Named, { what: 'key' }>['key']): boolean {
    const { page, sheet } = this.picture;
    if (label === 'СТРАНИЦ') return String(page) === number;
    if (label === 'ЛИСТ') return sheet !== null && fold(sheet) === number;
    return this.evidence.find(number).length > 0;
  }
}
