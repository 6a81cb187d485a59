/** Ranges that no client on the internet has: RFC 1918, 3927, 6598, loopback and unset. */
const privateV4 =
  /^(10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
/** RFC 4193 unique local, RFC 4291 link local and loopback. */
const privateV6 = /^(f[cd]|fe[89ab]|::1$|::$)/i;

/** Says whether an address is one of the internet's rather than of somebody's own network. */
export function isPublicAddress(address: string): boolean {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return !privateV4.test(address);
  return address.includes(':') && !privateV6.test(address);
}
