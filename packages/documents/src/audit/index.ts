export { auditDocument } from './audit.ts';
export type * from './types.ts';
