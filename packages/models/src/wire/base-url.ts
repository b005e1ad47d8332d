import { ModelConfigError } from '../provider.ts';

export interface BaseUrlRules {
  /** For an address without a path. */
  defaultPath: string;
  /** Plain http also to addresses of private networks and to names without a public domain. */
  allowPrivateHttp?: boolean;
}

/**
 * The address that requests of a vendor start with, no slash at the end. An address without a path gets
 * `defaultPath`, so `http://127.0.0.1:4000` and `http://127.0.0.1:4000/v1beta` mean the same.
 *
 * @throws {ModelConfigError} when the address is no URL, carries a password, or is plain http beyond loopback.
 */
export function providerBaseUrl(address: string, { defaultPath, allowPrivateHttp }: BaseUrlRules): string {
  const url = URL.parse(address);
  if (!url) throw new ModelConfigError('Адрес поставщика моделей задан неверно: это не URL.');
  if (url.username || url.password) {
    throw new ModelConfigError('Адрес поставщика моделей не должен содержать имя и пароль.');
  }
  const mayBeHttp = isLoopback(url.hostname) || (allowPrivateHttp && isPrivate(url.hostname));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && mayBeHttp)) {
    const exception = allowPrivateHttp ? 'адресов частной сети' : '127.0.0.1 и localhost';
    throw new ModelConfigError(
      `Адрес поставщика моделей «${url.origin}» должен начинаться с https:// (http разрешён только для ${exception}).`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (path || defaultPath);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** Private IPv4 and IPv6 ranges, and names that no public DNS has: `ollama`, `gpu.lan`, `llm.internal`. */
function isPrivate(hostname: string): boolean {
  return (
    /^(10\.\d+|192\.168|172\.(1[6-9]|2\d|3[01]))\.\d+\.\d+$/.test(hostname) ||
    /^\[f[cd][0-9a-f]{2}:/.test(hostname) ||
    /^[a-z][a-z\d-]*$/.test(hostname) ||
    /\.(local|lan|internal|home\.arpa)$/.test(hostname)
  );
}
