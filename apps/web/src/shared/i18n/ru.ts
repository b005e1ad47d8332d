import { app } from './ru/app.ts';
import { chat } from './ru/chat.ts';
import { library } from './ru/library.ts';
import { settings } from './ru/settings.ts';

/** Russian catalogue: the complete one, and the type of all others. Non-breaking spaces are put in by `typography.ts`. */
export const ru = { ...app, ...chat, ...library, ...settings };
