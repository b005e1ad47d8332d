/**
 * Titles are often the path of the file in its archive («Дом / Рабочая документация / Архитектурные решения / 24-07-АР /
 * dom-AR.pdf»); what tells documents apart is the section and the cipher.
 */
export function shortTitle(title: string, cipher: string | null = null): string {
  const parts = title.split(' / ').map((part) => part.trim());
  if (parts.length < 3 || !/\.\w{2,5}$/.test(parts.at(-1) ?? '')) return title;
  const telling = parts.slice(-3, -1).filter((part) => part !== cipher);
  return telling.length === 0 ? title : telling.join(' / ');
}
