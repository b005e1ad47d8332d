export { createFiles, type Files } from './files.ts';
export { fileRoutes } from './routes.ts';
export { createUploadForLlm, type UploadForLlmDeps } from './upload-for-llm.ts';
export { createUploads } from './uploads.ts';
