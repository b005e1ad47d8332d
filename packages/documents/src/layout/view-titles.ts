const viewTitle =
  /^(?:\d{1,3}\s+)?(?:план|разрез|фасад|узел|вид|схема|сечение|спецификация|экспликация|ведомость|развёртка|развертка|фрагмент|деталь|эскиз|раскладка|аксонометри|изометри|профиль|диаграмма|условные обозначения|общий вид)(?:[\s.:,№]|$|ческая)/iu;
const sectionMark = /^(?:([А-ЯA-Z])\s?[-–—]\s?\1|(\d{1,2})\s?[-–—]\s?\2)(?:\s*[(.]?\s*М?\s*\d+:\d+\s*\)?)?$/u;
const englishTitle = /^(?:floor plan|section|elevation|detail|schematic|legend|plan)\b/iu;

/** Whether a line names a view of a drawing: «План на отм. +3.300», «Разрез 1-1», «А-А». */
export function isViewTitle(line: string): boolean {
  const text = line.trim();
  if (text.length > 120) return false;
  return sectionMark.test(text) || viewTitle.test(text) || englishTitle.test(text);
}
