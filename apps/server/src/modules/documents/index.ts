export { type BlockSearch, createBlockSearch } from './block-search.ts';
export { createDocuments, type Documents } from './documents.ts';
export { documentNotFound } from './errors.ts';
export { createImport } from './import.ts';
export { createLibrary, documentsChannel } from './library.ts';
export type { PresentedBlock } from './present.ts';
export { createProjects, readDemoSource } from './projects.ts';
export { documentRoutes } from './routes.ts';
