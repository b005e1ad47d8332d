import type { VersionBlock } from '#modules/documents';
import type { ShownPicture } from '../tools/toolbox-types.ts';
import { requiresVisual } from './visual-question.ts';

/** What an answer still needs before it may stand. */
export type Demand = 'look' | 'zoom' | null;

export interface GateInput {
  question: string;
  answer: string;
  /** Blocks that the answer cites. */
  cited: readonly Pick<VersionBlock, 'kind' | 'text_source'>[];
  /** Pictures that were shown in this run. */
  pictures: readonly Pick<ShownPicture, 'shrink'>[];
  /** Pictures shown less dense than this many times do not count for numbers. */
  zoomOverShrink: number;
}

const asksForValue =
  /(?<!\p{L})(?:скольк|количеств|какая|какой|какое|какова|каков|чему|площад|масс|объём|объем)/iu;
const asksInGeneral = /(?<!\p{L})(?:анализ|проанализируй|обзор|заключени|опиши|расскажи|сравни)/iu;
const saysUnknown =
  /(?:не знаю|не удалось|не указан|не приведен|не найден|не видно|не читается|в документ\p{L}* (?:этого )?нет|нет данных|ответа нет)/iu;

/** Whether an answer names what only eyes can check though nobody looked, or looked closely enough. */
export function demandOf({ question, answer, cited, pictures, zoomOverShrink }: GateInput): Demand {
  if (!/\d/.test(answer) || saysUnknown.test(answer)) return null;
  if (!needsEyes(question, cited)) return null;
  if (pictures.length === 0) return 'look';
  return pictures.every(({ shrink }) => shrink > zoomOverShrink) ? 'zoom' : null;
}

/** A place on a drawing is asked for, or a value that stands only in what somebody recognised on a picture. */
function needsEyes(question: string, cited: GateInput['cited']): boolean {
  if (requiresVisual(question)) return true;
  if (!asksForValue.test(question) || asksInGeneral.test(question)) return false;
  return (
    cited.length > 0 && cited.every(({ kind, text_source }) => kind === 'image' && text_source !== 'pdf')
  );
}
