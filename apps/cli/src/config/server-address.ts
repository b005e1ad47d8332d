import { usageError } from '../errors.ts';

/** The address that `npm start` listens on. */
export const defaultServer = 'http://127.0.0.1:8080';

/** A server's address in one spelling, so that the same server is recognised. */
export function parseServerAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw usageError(
      `Это не адрес сервера: ${text}`,
      'Адрес начинается с http:// или https://, например http://127.0.0.1:8080',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError('В адресе сервера не должно быть имени и пароля: вход — по токену.');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Whether what is sent to this address can be read on the way. */
export function isUnencrypted(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
