import { conflict, Problem } from '#platform/http/problem.ts';

export const promptNotFound = () =>
  new Problem(404, 'prompt_not_found', 'Такой версии промпта нет. Обновите список.');

export const roleNotFound = (message = 'Такой роли нет. Обновите список.') =>
  new Problem(404, 'role_not_found', message);

export const roleVersionNotFound = (version: number) =>
  roleNotFound(`У роли нет версии ${version}. Обновите список версий.`);

export const roleNameTaken = () =>
  conflict('Роль с таким названием уже есть (возможно, выключенная). Выберите другое название.');
