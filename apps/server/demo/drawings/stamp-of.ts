import type { BlockModel } from '@aizoomdoc/documents';
import type { Stamp } from './frame.ts';

/** What a block «Основная надпись» says; its table has neither a fixed number of rows nor one meaning of a column. */
export function stampOf({ tables }: BlockModel): Stamp {
  const [table] = tables;
  const rows = table === undefined ? [] : [table.header, ...table.rows];
  const value = (name: string) => rows.find(([first]) => first === name)?.[1] ?? '';
  const sheet = rows.find(([first]) => first?.startsWith('Стадия')) ?? [];
  const revision = rows.find(([first]) => first?.startsWith('Изм.'));
  const [date = '', permit = ''] = (revision?.[2] ?? '').split(', ');
  return {
    cipher: value('Шифр'),
    object: value('Объект'),
    title: value('Наименование листа'),
    organisation: value('Организация'),
    stage: (sheet[0] ?? '').replace('Стадия ', ''),
    sheet: (sheet[1] ?? '').replace('Лист ', ''),
    total: (sheet[2] ?? '').replace('Листов ', ''),
    people: ['Разработал', 'Проверил', 'Н. контроль', 'ГИП'].flatMap((role) => {
      const row = rows.find(([first]) => first === role);
      return row === undefined ? [] : [{ role, name: row[1] ?? '', date: row[2] ?? '' }];
    }),
    revision:
      revision === undefined
        ? null
        : {
            number: (revision[0] ?? '').replace('Изм. ', ''),
            permit: permit.replace('разрешение ', ''),
            date,
          },
  };
}
