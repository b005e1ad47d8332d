import { v7 } from 'uuid';

/** UUIDv7: ordered by time, made by the application so that an insert can be replayed. */
export const newId = (): string => v7();
