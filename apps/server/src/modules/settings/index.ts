export type { ChosenModels } from './choose-models.ts';
export { effectiveGeneration } from './generation.ts';
export type { KeyProvider } from './key-store.ts';
export { createKeys, type Keys } from './keys.ts';
export { settingsRoutes } from './routes.ts';
export { sealedSettings } from './sealed-settings.ts';
export { createSettings, type Settings } from './settings.ts';
export { createSystemSettings, type SystemSettingsService } from './system-settings.ts';
