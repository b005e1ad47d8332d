export { settingsRoutes } from './routes.ts';
export { createSettings, type Settings } from './settings.ts';
