import { isApiError } from './api-error.ts';
import { backoffDelay, sleep } from './backoff.ts';
import type { UploadedFile } from './call-types.ts';
import { isNetworkError } from './network-error.ts';
import type { PreparedRequest } from './request.ts';
import { readApiError } from './response.ts';

export interface ResumeOptions {
  /** Address of an upload that was begun earlier; one that the server has forgotten is begun anew. */
  resume?: string | undefined;
  /** Told the address of a new upload, to go on with after an interruption. */
  onStart?: ((address: string) => void | Promise<void>) | undefined;
  /** Bytes that the server keeps, after each piece. */
  onProgress?: ((sent: number, total: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds for each piece. */
  timeout?: number | undefined;
}

interface Transport {
  baseUrl: string;
  exchange(request: PreparedRequest): Promise<Response>;
}

/** So much is sent again at most. */
const pieceBytes = 4 * 1024 * 1024;
/** Failures in a row, without a byte that came through, after which it is given up. */
const maxFailures = 6;
const collection = '/api/uploads';

/** Where an upload stands: how much has come, and the file once it is whole. */
interface Standing {
  offset: number;
  fileId: string | null;
}

/** The client's side of tus 1.0.0 (https://tus.io/protocols/resumable-upload). @returns id of the stored file */
export async function uploadResumably(
  transport: Transport,
  file: UploadedFile,
  options: ResumeOptions,
): Promise<string> {
  const { size } = file.data;
  const begun = (await goOn(transport, options, size)) ?? (await begin(transport, file, options));
  const { address } = begun;
  let standing: Standing | null = begun.standing;
  let reached = -1;
  let failures = 0;
  for (;;) {
    if (standing !== null && standing.offset > reached) {
      reached = standing.offset;
      failures = 0;
      options.onProgress?.(reached, size);
    }
    if (standing !== null && standing.fileId !== null) return standing.fileId;
    try {
      if (standing === null) standing = await look(transport, address);
      else standing = await append(transport, { address, from: standing.offset, data: file.data });
    } catch (error) {
      failures += 1;
      if (!isPassing(error) || failures >= maxFailures) throw error;
      // How much has come is the server's to say.
      standing = null;
      await sleep(backoffDelay(failures), options.signal);
    }
  }
}

/** The network, a busy server, or a piece that did come although its answer did not. */
function isPassing(error: unknown): boolean {
  return isNetworkError(error) || (isApiError(error) && (error.status === 409 || error.status >= 500));
}

async function begin(transport: Transport, { name, data }: UploadedFile, { onStart }: ResumeOptions) {
  const bytes = new TextEncoder().encode(name);
  const filename = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const headers = { 'upload-length': String(data.size), 'upload-metadata': `filename ${filename}` };
  const response = await ask(transport, { method: 'POST', address: collection, headers });
  const address = response.headers.get('location') ?? '';
  await onStart?.(address);
  return { address, standing: standingIn(response) };
}

async function goOn(transport: Transport, { resume }: ResumeOptions, size: number) {
  if (resume === undefined) return null;
  try {
    const response = await ask(transport, { method: 'HEAD', address: resume });
    if (Number(response.headers.get('upload-length')) !== size) return null;
    return { address: resume, standing: standingIn(response) };
  } catch (error) {
    if (isApiError(error) && [404, 410, 415, 422].includes(error.status)) return null;
    throw error;
  }
}

async function append(
  transport: Transport,
  { address, from, data }: { address: string; from: number; data: Blob },
) {
  const headers = { 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' };
  const body = data.slice(from, from + pieceBytes);
  return standingIn(await ask(transport, { method: 'PATCH', address, headers, body }));
}

async function look(transport: Transport, address: string): Promise<Standing> {
  return standingIn(await ask(transport, { method: 'HEAD', address }));
}

function standingIn(response: Response): Standing {
  return { offset: Number(response.headers.get('upload-offset')), fileId: response.headers.get('x-file-id') };
}

interface Asking {
  method: string;
  address: string;
  headers?: Record<string, string>;
  body?: Blob;
}

async function ask(
  { baseUrl, exchange }: Transport,
  { method, address, headers, body }: Asking,
): Promise<Response> {
  const response = await exchange({
    url: new URL(address, `${baseUrl.replace(/\/+$/, '')}/`).href,
    method,
    headers: { 'tus-resumable': '1.0.0', accept: 'application/problem+json', ...headers },
    body: body ?? null,
  });
  if (!response.ok) throw await readApiError(response);
  return response;
}
