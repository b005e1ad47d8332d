export { createIdentity, type Identity } from './identity.ts';
export { identityRoutes } from './routes.ts';
export type { PresentedUser } from './users.ts';
