import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const document = `# Проект / Рабочая документация / Архитектурные решения / 7-АР / 7-АР.pdf

Сгенерировано: 2025-03-14 09:00:00 UTC
**Штамп:** Шифр: 7-АР | Стадия: РД | Объект: Дом 7 | Организация: ООО «Пример»

---

## СТРАНИЦА 1
**Лист:** 1 (из 2)
**Наименование листа:** Общие данные

### BLOCK [TEXT]: AAAA-BBBB-CCC
Дом семиэтажный, стены из газобетона. Перемычки металлические по серии.

## СТРАНИЦА 2
**Лист:** 2.1 (из 2)
**Наименование листа:** План 7 этажа

### BLOCK [TEXT]: DDDD-EEEE-FFF
#### Спецификация перемычек 7-го этажа

| Марка перемычки | Длина, мм | Количество, шт | Примечание |
|---|---|---|---|
| А4-14 | 1400 | 4 | |
| В3-13 | 1200 | 1 | |

### BLOCK [TEXT]: GGGG-HHHH-KKK
Кладку вести на клею. Перемычки укладывать на слой раствора М100 толщиной 10 мм с опиранием не менее 200 мм.
Перемычки В3-13 ставить над дверями санузлов, перемычки А4-14 — над входными дверями квартир седьмого этажа.
`;

/** Writes a bundle with two sheets (their numbers are not page numbers) into a folder, and returns the folder. */
export async function writeBundle(folder: string): Promise<string> {
  const target = path.join(folder, 'комплект', 'АР');
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, '7-АР_document.md'), document);
  await writeFile(path.join(target, 'заметки.txt'), 'не комплект');
  return path.join(folder, 'комплект');
}
