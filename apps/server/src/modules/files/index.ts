export { createFiles, type Files } from './files.ts';
export { fileRoutes } from './routes.ts';
export { createUploads } from './uploads.ts';
