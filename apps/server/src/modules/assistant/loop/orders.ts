import type { Exhausted } from './budget.ts';

/** What the orchestrator tells the model in the person's place. */
const reasons: Record<Exhausted | 'refused' | 'malformed', string> = {
  model_calls: 'Вызовы закончились',
  input_tokens: 'Лимит токенов почти исчерпан',
  cost: 'Лимит расхода почти исчерпан',
  time: 'Время почти вышло',
  day: 'Дневной лимит исчерпан',
  refused: 'Такие вызовы уже отклонены, инструментов больше нет',
  malformed: 'Вызовы инструментов не читаются, инструментов больше нет',
};

/** The last call: no tools, the answer as it can be given now. */
export function answerNow(reason: keyof typeof reasons): string {
  return (
    `${reasons[reason]}. Дай ответ сейчас, обычным текстом, по тому, что уже прочитано и просмотрено: ` +
    'сначала доказанное, со ссылками. Инструментов не вызывай и ничего не запрашивай. ' +
    'Если что-то важное осталось не просмотренным, закончи списком под заголовком «**Не просмотрено:**».'
  );
}

/** Sent once, when calls that were refused come again. */
export const stopRepeating =
  'Эти вызовы уже отклонены, повторять их бесполезно. Возьми коды из ответов инструментов или отвечай по тому, что есть.';

/** The answer names what only eyes can check, and nothing was looked at. */
export const lookFirst =
  'Этот ответ надо проверить глазами: размер, отметку или положение на чертеже нельзя называть без просмотра. ' +
  'Запроси картинку нужного блока (request_images) и приблизь место (zoom), затем дай ответ заново, целиком. ' +
  'Если посмотреть нельзя, ответь, что не знаешь, и скажи почему.';

/** Numbers were read from pictures that show them too small. */
export const zoomFirst =
  'Картинка сжата сильнее, чем допустимо для чтения чисел. Приблизь нужное место (zoom) и дай ответ заново, целиком. ' +
  'Если и там не разобрать, ответь, что не знаешь.';

/** What the model wrote could not be read as an answer. */
export const writeAgain =
  'Последний вызов инструмента не удалось прочитать. Пришли его ещё раз: один объект JSON по схеме инструмента.';
