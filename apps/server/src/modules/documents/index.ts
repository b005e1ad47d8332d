export { type AnswerWork, createAnswerWork } from './answer-work.ts';
export { type BlockSearch, createBlockSearch } from './block-search.ts';
export { createDemo, readDemoSource } from './demo.ts';
export { createDocuments, type Documents } from './documents.ts';
export { createDrawings } from './drawings.ts';
export { documentNotFound } from './errors.ts';
export { createAddresses } from './iiif/addresses.ts';
export { createLibrary } from './library.ts';
export { documentsChannel } from './library-news.ts';
export { createMembers } from './members.ts';
export { createNamedDocuments, type NamedDocuments } from './named-documents.ts';
export { createNodeFiles } from './node-files.ts';
export type { Pages } from './pages.ts';
export { createEngines, type LazyEngines } from './pictures/engines.ts';
export { createReadings } from './readings.ts';
export { createRemoveDocuments } from './remove-documents.ts';
export { documentRoutes } from './routes.ts';
export { sealedPasswords } from './sealed-passwords.ts';
export { createSynonyms } from './synonyms/synonyms.ts';
export { createTree } from './tree.ts';
export { createTreeAccess } from './tree-access.ts';
export { createTreeChanges } from './tree-changes.ts';
export { createVectors } from './vectors/vectors.ts';
export { type CitedVersions, createCitedVersions } from './versions/cited-versions.ts';
export { createComparisons } from './versions/comparisons.ts';
export { createMissingFiles, type MissingFiles } from './versions/missing-files.ts';
export type { TextComparisons } from './versions/text-comparisons.ts';
export {
  createVersionTexts,
  type OpenVersion,
  type VersionBlock,
  type VersionTexts,
} from './versions/version-texts.ts';
export type { FindVersion } from './versions/visible-version.ts';
export type { PresentedView } from './views/present-view.ts';
export type { Views } from './views/views.ts';
