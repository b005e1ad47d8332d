import { conflict, Problem } from '#platform/http/problem.ts';

export const userNotFound = () => new Problem(404, 'user_not_found', 'Такого пользователя нет.');

export const userBlocked = () =>
  new Problem(401, 'user_blocked', 'Учётная запись заблокирована. Обратитесь к администратору.');

export const usernameTaken = (name: string) => conflict(`Имя «${name}» уже занято. Выберите другое.`);

export const lastAdmin = () =>
  conflict('Это единственный администратор. Сначала назначьте ещё одного, иначе управлять будет некому.');
