import { BlockList, isIP } from 'node:net';
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

/** Addresses that no public network routes; an IPv4 address written as IPv6 is the same. */
const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8);
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
// Of carriers and of virtual private networks.
privateNetworks.addSubnet('100.64.0.0', 10);
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

/** Private networks, and names that no public DNS has: `ollama`, `vllm_1`, `gpu.lan`, `llm.internal`. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version !== 0) return privateNetworks.check(host, version === 6 ? 'ipv6' : 'ipv4');
  return /^[^.]+$/.test(host) || /\.(local|lan|internal|home\.arpa)$/.test(host);
}
