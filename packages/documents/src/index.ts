export { type BundleGroup, type BundleGrouping, groupBundleFiles } from './bundle/group-files.ts';
export { type BundleFile, readBundle } from './bundle/read-bundle.ts';
export { extract } from './extract/extract.ts';
export { planSearch, type SearchPlan } from './extract/plan-search.ts';
export type * from './extract/types.ts';
export * from './marks/index.ts';
export type * from './model.ts';
export * from './search/index.ts';
export type * from './search-types.ts';
