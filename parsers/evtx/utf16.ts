/** Code units given to one call: more arguments than some engines take would throw. */
const BATCH = 4096;

/** Decodes UTF-16LE bytes for runtimes that offer nothing faster. Lone surrogates stay as they are. */
export function utf16(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  const last = end - ((end - start) & 1);
  for (let from = start; from < last; from += BATCH * 2) {
    const to = Math.min(from + BATCH * 2, last);
    const units = new Uint16Array((to - from) >> 1);
    for (let at = from, i = 0; at < to; at += 2, i += 1) {
      units[i] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    }
    text += fromUnits(units);
  }
  return text;
}

/** Makes a string of code units, some thousand at most. Spreading a typed array takes ten times as long. */
export function fromUnits(units: Uint8Array | Uint16Array): string {
  return Reflect.apply(String.fromCharCode, null, units) as string;
}
