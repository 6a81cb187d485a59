/** Writes little-endian fields one after the other into a buffer that grows. */
export class ByteWriter {
  #bytes: Uint8Array;
  #view: DataView;
  /** Where the next field goes. */
  position = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  u8(value: number): void {
    const start = this.#reserve(1);
    this.#view.setUint8(start, value);
  }

  u16(value: number): void {
    const start = this.#reserve(2);
    this.#view.setUint16(start, value, true);
  }

  u32(value: number): void {
    const start = this.#reserve(4);
    this.#view.setUint32(start, value, true);
  }

  u64(value: number | bigint): void {
    const start = this.#reserve(8);
    this.#view.setBigUint64(start, BigInt.asUintN(64, BigInt(value)), true);
  }

  raw(bytes: Uint8Array): void {
    const start = this.#reserve(bytes.length);
    this.#bytes.set(bytes, start);
  }

  /** Writes UTF-16LE without a terminator; lone surrogates stay as they are. */
  utf16(text: string): void {
    for (let index = 0; index < text.length; index++) this.u16(text.charCodeAt(index));
  }

  zeros(count: number): void {
    const start = this.#reserve(count);
    // The buffer may hold bytes of a record that was taken back.
    this.#bytes.fill(0, start, this.position);
  }

  /** Fills in a field that was reserved before its value was known. */
  setU16(offset: number, value: number): void {
    this.#view.setUint16(offset, value, true);
  }

  setU32(offset: number, value: number): void {
    this.#view.setUint32(offset, value, true);
  }

  getU32(offset: number): number {
    return this.#view.getUint32(offset, true);
  }

  /** Copies the bytes from `start` to `end`. Default end: the position. */
  copy(start = 0, end = this.position): Uint8Array {
    return this.#bytes.slice(start, end);
  }

  /** Makes room and moves on; may replace the buffer, so it comes before any use of it. */
  #reserve(count: number): number {
    const start = this.position;
    this.position += count;
    if (this.#bytes.length < this.position) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.position));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return start;
  }
}

/** Seconds from 1601 to 1970, in microseconds. */
const FILETIME_EPOCH = 11_644_473_600_000_000n;

/** Returns a FILETIME (100 ns since 1601) of whole microseconds since 1970. */
export function filetime(microseconds: number): bigint {
  return (BigInt(microseconds) + FILETIME_EPOCH) * 10n;
}

/** Returns the 16 bytes of a GUID: its first three groups are little-endian, the rest is in order. */
export function guidBytes(guid: string): Uint8Array {
  const hex = guid.replaceAll(/[{}-]/g, '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError(`not a GUID: ${guid}`);
  const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/** Returns the bytes of a SID, [MS-DTYP] 2.4.2.2. */
export function sidBytes(sid: string): Uint8Array {
  const match = /^S-(\d+)-(\d+)((?:-\d+)*)$/.exec(sid);
  if (!match) throw new RangeError(`not a SID: ${sid}`);
  const subAuthorities = (match[3] ?? '').split('-').slice(1).map(Number);
  const writer = new ByteWriter();
  writer.u8(Number(match[1])); // Revision
  writer.u8(subAuthorities.length); // SubAuthorityCount
  const authority = Number(match[2]);
  for (let shift = 40; 0 <= shift; shift -= 8) writer.u8(Math.floor(authority / 2 ** shift) % 256); // big-endian
  for (const subAuthority of subAuthorities) writer.u32(subAuthority);
  return writer.copy();
}
