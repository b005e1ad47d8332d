import { createClient } from '@aizoomdoc/client';
import { browserTokens } from './session.ts';

/** The page is served by the server it calls. */
export const client = createClient({ baseUrl: '', tokens: browserTokens, cookie: true });
