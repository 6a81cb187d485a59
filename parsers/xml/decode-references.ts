const REFERENCE = /&(?:#(\d{1,9})|#x([\dA-Fa-f]{1,8})|(amp|lt|gt|quot|apos));/g;
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Decodes the predefined entities and the numeric character references, once; any other `&` stays as it is.
 * A reference to no character (NUL, half of a surrogate pair, above U+10FFFF) becomes U+FFFD.
 */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return PREDEFINED.get(name) ?? whole;
    return decodeNumber(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function decodeNumber(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
