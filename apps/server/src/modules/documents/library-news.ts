/** Carries ids of documents that changed, or one of {@link libraryNews}. */
export const documentsChannel = 'documents_changed';

/** What every process is told to read anew. */
export const libraryNews = { everyDocument: '', synonyms: 'synonyms' } as const;
