export { createExports } from './exports.ts';
export { createExportRunner } from './render/run-export.ts';
export { exportRoutes } from './routes.ts';
