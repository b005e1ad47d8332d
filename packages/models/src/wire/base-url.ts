import { ModelConfigError } from '../provider.ts';

/**
 * The address that requests of a vendor start with, no slash at the end. An address without a path gets
 * `defaultPath`, so `http://127.0.0.1:4000` and `http://127.0.0.1:4000/v1beta` mean the same.
 *
 * @throws {ModelConfigError} when the address is no URL, carries a password, or is plain http beyond loopback.
 */
export function providerBaseUrl(address: string, defaultPath: string): string {
  const url = URL.parse(address);
  if (!url) throw new ModelConfigError('Адрес поставщика моделей задан неверно: это не URL.');
  if (url.username || url.password) {
    throw new ModelConfigError('Адрес поставщика моделей не должен содержать имя и пароль.');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ModelConfigError(
      `Адрес поставщика моделей «${url.origin}» должен начинаться с https:// (http разрешён только для 127.0.0.1 и localhost).`,
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
