import type { Message } from '#features/conversation/chat-query.ts';

/** What the check of an answer came to. */
export type Checks = NonNullable<Message['checks']>;

/** A number, mark, date or reference of an answer, and whether its sources say it. */
export type Claim = Checks['claims'][number];
