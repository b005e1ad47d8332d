export interface Choice {
  id: string;
  group: 'chats' | 'commands';
  title: string;
}

const SHOWN = 60;

/** Choices in whose title each word begins some word, in any order; chats first once something is typed. */
export function searchChoices<Item extends Choice>(choices: readonly Item[], typed: string): Item[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices.slice(0, SHOWN);
  const found = choices.filter(({ title }) => {
    const parts = fold(title).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => parts.some((part) => part.startsWith(word)) || fold(title).includes(word));
  });
  return [
    ...found.filter(({ group }) => group === 'chats'),
    ...found.filter(({ group }) => group === 'commands'),
  ].slice(0, SHOWN);
}

function fold(text: string): string {
  return text.toLocaleLowerCase().replaceAll('ё', 'е');
}
