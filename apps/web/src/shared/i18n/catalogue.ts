import type { ru } from './ru.ts';

type Widen<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : Widen<Tree[Key]> };

/** The shape that every language fills. */
export type Catalogue = Widen<typeof ru>;
