/** Which octets may stand for each other; they are exchanged among themselves. */
export type OctetClass = (octet: number) => number;

/** All octets are alike. */
export const anyOctet: OctetClass = () => 0;

/**
 * Takes an octet to another of its class, each to one of its own: four Feistel rounds over its two halves, walked on
 * until the class is met again. The 32 bytes are the rounds' 64 table entries of four bits.
 */
export function permuteOctet(octet: number, table: Uint8Array, classOf: OctetClass = anyOctet): number {
  let result = octet;
  do result = feistel(result, table);
  while (classOf(result) !== classOf(octet));
  return result;
}

function feistel(octet: number, table: Uint8Array): number {
  let left = octet >>> 4;
  let right = octet & 15;
  for (let round = 0; round < 4; round++) {
    const byte = table[round * 8 + (right >>> 1)] ?? 0;
    [left, right] = [right, left ^ ((right & 1) === 0 ? byte & 15 : byte >>> 4)];
  }
  return (left << 4) | right;
}
