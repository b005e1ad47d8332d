import type { Catalogue } from './catalogue.ts';
import { app } from './en/app.ts';
import { chat } from './en/chat.ts';
import { library } from './en/library.ts';
import { settings } from './en/settings.ts';

/** English catalogue; the forms `few` and `many` are there for the type only, English has two. */
export const en: Catalogue = { ...app, ...chat, ...library, ...settings };
