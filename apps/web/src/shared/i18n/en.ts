import type { Catalogue } from './catalogue.ts';
export const en = {} as Catalogue;
