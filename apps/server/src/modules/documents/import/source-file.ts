import type { IncomingFile } from '#platform/incoming.ts';

/** A file to read into a document; its local copy is there while it is being imported. */
export interface SourceFile extends IncomingFile {
  /** May hold folders: «комплект.zip/АР4_document.md». */
  name: string;
}

/** The name without its folders. */
export function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name).replaceAll('\0', '').slice(-200) || 'file';
}
