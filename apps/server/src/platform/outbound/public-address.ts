import ipaddr from 'ipaddr.js';

/** Everything that anybody on the Internet may have an address in. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Serves a cloud's own machines from a public address. */
const cloudService = '168.63.129.16';

/**
 * Whether an address belongs to the Internet at large: no loopback, private, link-local, shared, metadata, documentation or multicast
 * network, nor an IPv6 address that hides an IPv4 one (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || address === cloudService) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}
