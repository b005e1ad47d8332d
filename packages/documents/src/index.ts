export { type BundleGroup, type BundleGrouping, groupBundleFiles } from './bundle/group-files.ts';
export { type BundleFile, readBundle } from './bundle/read-bundle.ts';
export * from './marks/index.ts';
export type * from './model.ts';
