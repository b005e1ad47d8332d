const JOINT =
  /,?\s+(?:и|а|а также|и ещё)\s+(?=(?:к|в|во|на|по|с|со|из|для|от|у|о|об)?\s*(?:как(?:ой|ая|ое|ие|ого|ую|им|их|ова|ов|ово|овы)|скольк|кто|кого|кем|чем|что|где|когда|почему)(?:$|\P{L}|\p{L}))|\s*;\s*|\?\s+(?=\p{Lu})/giu;
const MAX_PARTS = 4;

/** «Какая сталь и какой ГОСТ приняты?» asks two things; one part for a question that asks one. */
export function partsOf(question: string): string[] {
  const parts = question.split(JOINT).map((part) => part.trim());
  return parts.some((part) => part.length < 4) || parts.length > MAX_PARTS ? [question] : parts;
}
