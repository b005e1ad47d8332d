import { expect, vi } from 'vitest';
import type { TestedServer } from './server.ts';

/** Calls the API as somebody who is signed in; `body` is sent as JSON or as a form. */
export type Caller = (method: string, path: string, body?: object | FormData) => Promise<Response>;

export async function callerOf({ baseUrl, token }: TestedServer, staticToken = token): Promise<Caller> {
  const answer = await fetch(`${baseUrl}/api/auth/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ static_token: staticToken }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return (method, path, body) =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${access_token}`,
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
}

/** Waits until the pages are read. */
export async function importFiles(call: Caller, files: Record<string, string | Uint8Array>): Promise<string> {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) {
    form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  }
  const answer = await call('POST', '/api/documents/import', form);
  const { documents } = (await answer.json()) as { documents: { id: string }[] };
  const id = documents[0]?.id ?? '';
  await vi.waitFor(
    async () => {
      const document = await call('GET', `/api/documents/${id}`);
      expect(((await document.json()) as { status: string }).status).toBe('ready');
    },
    { timeout: 20_000, interval: 200 },
  );
  return id;
}

/** Codes of a document's blocks. */
export async function codesOf(call: Caller, documentId: string): Promise<string[]> {
  const answer = await call('GET', `/api/documents/${documentId}/blocks`);
  return ((await answer.json()) as { block_id: string }[]).map(({ block_id }) => block_id);
}
