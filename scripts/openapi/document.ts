import { readFile } from 'node:fs/promises';
import { allRoutes, buildOpenApi } from '@aizoomdoc/contracts';

/** An OpenAPI 3.1 document, as far as the scripts look into it. */
export interface OpenApiDocument extends Record<string, unknown> {
  info: { version: string; [field: string]: unknown };
}

const rootDir = new URL('../../', import.meta.url);

/** The contract as it stands, generated and committed. */
export const documentUrl = new URL('openapi.json', rootDir);
/** The contract of the last release; what clients in the field were built against. */
export const releasedUrl = new URL('contracts/released/openapi.json', rootDir);

/** The contract printed from the code, with the version of contracts/VERSION.json. */
export async function contractDocument(): Promise<OpenApiDocument> {
  const { version } = JSON.parse(await readFile(new URL('contracts/VERSION.json', rootDir), 'utf8'));
  return buildOpenApi({ version, routes: allRoutes }) as OpenApiDocument;
}

/** `null` before the first release. */
export async function releasedDocument(): Promise<OpenApiDocument | null> {
  const text = await readFile(releasedUrl, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as OpenApiDocument);
}
