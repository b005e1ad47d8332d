/** An answer that is no longer than this may be nothing but a request. */
const longestRequest = 500;

const requests =
  /(?:нужн\p{L}*|требу\p{L}+|необходим\p{L}*|запрашива\p{L}+|запрошу|запросить|прошу|давайте|предостав\p{L}+)[^.!?\n]{0,80}(?:зум|приближ|увелич|изображен|картин|фрагмент|чертеж|чертёж|кроп|снимк|вызов|просмотр)/iu;
const evidence = /\[[^\]\n]{2,60}\]/u;

/** Whether a text asks for further pictures instead of answering. */
export function asksForMore(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= longestRequest && requests.test(trimmed) && !evidence.test(trimmed);
}
