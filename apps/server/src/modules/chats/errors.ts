import { conflict, Problem } from '#platform/http/problem.ts';

export const chatNotFound = () => new Problem(404, 'chat_not_found', 'Такого чата нет.');

export const messageNotFound = () =>
  new Problem(404, 'message_not_found', 'Такого сообщения в этом чате нет.');

export const notAQuestion = () =>
  new Problem(422, 'not_a_question', 'Изменить можно только свой вопрос, а это ответ. Выберите вопрос.');

export const beingAnswered = () =>
  conflict('На этот вопрос уже готовится ответ. Дождитесь его или остановите.');

export const runNotFound = () => new Problem(404, 'run_not_found', 'Такого ответа нет.');

export const nothingToResume = () =>
  new Problem(409, 'nothing_to_resume', 'Повторять нечего: последний ответ готов или ещё готовится.');

export const tooManyWaiting = () =>
  conflict('В этом чате уже ждут ответа пять вопросов. Дождитесь ответов или остановите их.');

export const notAttached = () =>
  new Problem(404, 'document_not_found', 'Этот документ к чату не прикреплён.');

export const imageNotFound = () =>
  new Problem(404, 'image_not_found', 'Такой картинки нет: её удалили вместе с чатом, или адрес неверен.');
