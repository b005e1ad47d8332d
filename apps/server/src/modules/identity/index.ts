export { createIdentity, type Identity } from './identity.ts';
export { identityRoutes } from './routes.ts';
export { newStaticToken } from './users.ts';
