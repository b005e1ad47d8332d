import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Problem, tooLarge } from '#platform/http/problem.ts';
import { cleanName } from '#platform/http/uploads.ts';
import { type Incoming, type IncomingFile, IncomingTooLarge } from '#platform/incoming.ts';
import { isPublicAddress } from './public-address.ts';

/** A file fetched from the Internet, whole; drop it when it is no longer needed. */
export interface FetchedFile extends IncomingFile {
  /** As the server or the address calls it. */
  name: string;
}

/** What a test may put in place of the real network. */
export interface Network {
  /** Every address of a host. */
  resolve(host: string): Promise<string[]>;
  /** Whether a connection to it may be made. */
  isAllowed(address: string): boolean;
  ports: readonly number[];
  /** PEM of certificate roots beside which none is trusted. */
  ca?: string;
}

export interface FetchUrlDeps {
  incoming: Incoming;
  maxBytes: number;
  /** Redirects and body included. */
  timeoutMs?: number;
  network?: Network;
}

export type FetchUrl = (url: string, signal: AbortSignal) => Promise<FetchedFile>;

/** The Internet: public addresses, the port of https. */
export const internet: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
  ports: [443],
};

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches files by https from the Internet and from nowhere else: a name is looked up once and the connection goes to the addresses that
 * were checked, of every redirect too. Fails with `url_refused` (422), `url_unavailable` (422) or `too_large` (413).
 */
export function createFetchUrl(deps: FetchUrlDeps): FetchUrl {
  const { incoming, maxBytes, timeoutMs = 60_000, network = internet } = deps;

  async function follow(
    start: string,
    signal: AbortSignal,
  ): Promise<{ url: URL; response: IncomingMessage }> {
    let url = checkUrl(start, network.ports);
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const response = await get(url, await addressesOf(url, network), { signal, ca: network.ca });
      const { statusCode = 0, headers } = response;
      if (!redirects.has(statusCode)) return { url, response };
      response.destroy();
      if (headers.location === undefined || !URL.canParse(headers.location, url.href)) throw brokenRedirect();
      url = checkUrl(new URL(headers.location, url).href, network.ports);
    }
    throw unavailable(`Адрес перенаправляет больше ${maxRedirects} раз. Дайте прямую ссылку на файл.`);
  }

  async function fetchUrl(address: string, signal: AbortSignal): Promise<FetchedFile> {
    const { url, response } = await follow(address, signal);
    try {
      checkResponse(response, maxBytes);
      const file = await incoming.receive(response, { maxBytes, signal });
      return { ...file, name: nameOf(url, response) };
    } finally {
      response.destroy();
    }
  }

  return async (url, signal) => {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      return await fetchUrl(url, limited);
    } catch (error) {
      throw explain(error, maxBytes);
    }
  };
}

function checkUrl(address: string, ports: readonly number[]): URL {
  if (!URL.canParse(address)) throw refused('Адрес не разобран. Проверьте, что он начинается с https://.');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refused('Файлы загружаются только по https.');
  if (url.username !== '' || url.password !== '') throw refused('Уберите из адреса имя и пароль.');
  if (!ports.includes(Number(url.port || 443))) throw refused('Порт в адресе не подходит: нужен 443.');
  return url;
}

async function addressesOf(url: URL, network: Network): Promise<string[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const found = isIP(host) > 0 ? [host] : await network.resolve(host);
  if (found.length === 0) throw unavailable(`Сервер ${host} не найден. Проверьте адрес.`);
  if (!found.every(network.isAllowed))
    throw refused('Адрес ведёт не в Интернет, а во внутреннюю сеть. Скачайте файл сами и загрузите его.');
  return found;
}

/** One GET to addresses that were checked; the name is used for the certificate and the Host header only. */
function get(
  url: URL,
  addresses: readonly string[],
  { signal, ca }: { signal: AbortSignal; ca: string | undefined },
): Promise<IncomingMessage> {
  const checked = addresses.map((address) => ({ address, family: isIP(address) }));
  const pinned: LookupFunction = (_host, options, done) => {
    const [first] = checked;
    if (options.all || first === undefined) done(null, checked);
    else done(null, first.address, first.family);
  };
  return new Promise((resolve, reject) => {
    const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'AIZoomDoc' };
    const options = {
      agent: false,
      lookup: pinned,
      headers,
      signal,
      ...(ca !== undefined && { ca }),
    } as const;
    https.get(url, options, resolve).on('error', reject);
  });
}

function checkResponse({ statusCode, headers }: IncomingMessage, maxBytes: number): void {
  if (statusCode !== 200) {
    const message = `Сервер ответил ${statusCode}, а не файлом. Проверьте, что ссылка открывается без входа.`;
    throw unavailable(message);
  }
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw unavailable('Сервер прислал файл в сжатом виде. Скачайте файл сами и загрузите его.');
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new IncomingTooLarge();
}

/** «Content-Disposition» first, then the end of the address. */
function nameOf(url: URL, { headers }: IncomingMessage): string {
  const disposition = headers['content-disposition'] ?? '';
  const encoded = /filename\*=(?:UTF-8|utf-8)''([^;\s]+)/.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/.exec(disposition)?.[1];
  // Node reads headers as Latin-1; servers send UTF-8.
  const sent = encoded === undefined ? plain && Buffer.from(plain, 'latin1').toString() : decode(encoded);
  const name = sent ?? decode(url.pathname.split('/').at(-1) ?? '');
  return cleanName(name.split(/[\\/]/).at(-1) ?? '') || 'document';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function explain(error: unknown, maxBytes: number): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof IncomingTooLarge)
    return tooLarge(`Файл по этому адресу больше ${Math.floor(maxBytes / 1024 / 1024)}\u00a0МБ.`);
  if ((error as { syscall?: string }).syscall === 'write') return error;
  return unavailable(
    'Файл по этому адресу получить не удалось. Проверьте ссылку или скачайте файл сами и загрузите его.',
    error,
  );
}

const brokenRedirect = () => unavailable('Сервер перенаправляет в никуда. Дайте прямую ссылку на файл.');

const refused = (message: string) => new Problem(422, 'url_refused', message);

const unavailable = (message: string, cause?: unknown) =>
  new Problem(422, 'url_unavailable', message, { cause });
