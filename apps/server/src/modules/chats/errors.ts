import { conflict, Problem } from '#platform/http/problem.ts';

export const chatNotFound = () => new Problem(404, 'chat_not_found', 'Такого чата нет.');

export const nothingToResume = () =>
  new Problem(409, 'nothing_to_resume', 'Повторять нечего: последний ответ готов или ещё готовится.');

export const tooManyWaiting = () =>
  conflict('В этом чате уже ждут ответа пять вопросов. Дождитесь ответов или остановите их.');

export const notAttached = () =>
  new Problem(404, 'document_not_found', 'Этот документ к чату не прикреплён.');
