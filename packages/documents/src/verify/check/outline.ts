import { normalizeMark } from '../../marks/marks.ts';

/** What sort of mark it is: «В2» and «В21» are of one, «А3-13*» and «Ол-14» of different ones. */
export function outlineOf(mark: string): string {
  return normalizeMark(mark).replace(/\d+/gu, '#').replaceAll('*', '');
}
