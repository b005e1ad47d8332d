export { type BlockSearch, createBlockSearch } from './block-search.ts';
export { createDocuments, type Documents } from './documents.ts';
export { documentNotFound } from './errors.ts';
export { createImport } from './import.ts';
export { createLibrary, documentsChannel, type Library } from './library.ts';
export type { PresentedBlock } from './present.ts';
export { createProjects, readDemoSource } from './projects.ts';
export { type DocumentModule, documentRoutes } from './routes.ts';
