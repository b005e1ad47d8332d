export { createDocuments, type Documents, type PresentedBlock, type PresentedDocument } from './documents.ts';
export { documentNotFound } from './errors.ts';
export { createImport, type ImportFiles } from './import.ts';
export { createLibrary, documentsChannel, type Library } from './library.ts';
export { createProjects, type DemoSource, type Projects, readDemoSource } from './projects.ts';
export { documentRoutes } from './routes.ts';
