export type * from './types.ts';
export { verifyAnswer } from './verify-answer.ts';
