export { type BundleGroup, type BundleGrouping, groupBundleFiles } from './bundle/group-files.ts';
export { type BundleFile, readBundle } from './bundle/read-bundle.ts';
export type * from './model.ts';
