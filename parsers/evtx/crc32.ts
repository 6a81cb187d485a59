const POLYNOMIAL = 0xedb88320;

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    table[byte] = value;
  }
  return table;
}

const TABLE = makeTable();

/** Computes the CRC-32 (IEEE) of the bytes, continuing from `seed`; for runtimes that offer none. */
export function crc32(bytes: Uint8Array, seed: number = 0): number {
  let crc = ~seed;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
