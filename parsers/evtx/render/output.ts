/** Room that every write may overshoot its end by: literals are copied 32 bytes at a time. */
const SLACK = 64;

/** Bytes being written: one buffer that is reused, and grows where an event needs more. */
export interface Output {
  bytes: Uint8Array;
  view: DataView;
  /** INVARIANT: `length + SLACK <= bytes.length`. */
  length: number;
}

/** Makes an empty output. */
export function createOutput(size: number = 1 << 19): Output {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), length: 0 };
}

/** Makes room for `size` more bytes. */
export function reserve(out: Output, size: number): void {
  if (out.length + size + SLACK > out.bytes.length) grow(out, size);
}

function grow(out: Output, size: number): void {
  const bytes = new Uint8Array(Math.max(out.bytes.length * 2, out.length + size + SLACK));
  bytes.set(out.bytes.subarray(0, out.length));
  out.bytes = bytes;
  out.view = new DataView(bytes.buffer);
}

const ENCODER = new TextEncoder();

/** Writes text as UTF-8; half a surrogate pair becomes U+FFFD. */
export function writeUtf8(out: Output, text: string): void {
  reserve(out, text.length * 3);
  out.length += ENCODER.encodeInto(text, out.bytes.subarray(out.length)).written;
}

/** Writes text whose every character is ASCII. */
export function writeAscii(out: Output, text: string): void {
  reserve(out, text.length);
  const { bytes } = out;
  let at = out.length;
  for (let i = 0; i < text.length; i += 1) bytes[at++] = text.charCodeAt(i);
  out.length = at;
}
