import type { admin } from './ru/admin.ts';
import type { viewer } from './ru/viewer.ts';
import type { ru } from './ru.ts';

type Widen<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : Widen<Tree[Key]> };

/** The shape that every language fills. */
export type Catalogue = Widen<typeof ru>;

/** The part that is fetched with the document viewer. */
export type ViewerCatalogue = Widen<typeof viewer>;

/** The part that is fetched with the pages of administrators. */
export type AdminCatalogue = Widen<typeof admin>;
