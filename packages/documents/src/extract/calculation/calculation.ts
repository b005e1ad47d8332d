import type { Scored } from '../score.ts';

/** Arithmetic over values of the blocks. */
export interface Calculation {
  /** «675,0 − 664,4 = 10,6 м²». */
  text: string;
  /** Where the values stand. */
  places: Scored[];
}
