/** The private half of a redaction: with it pseudonyms are given again, and turned back. */
export interface RedactionMap {
  readonly key: Uint8Array;
  /** What every pseudonym stands for. */
  readonly tokens: ReadonlyMap<string, string>;
}

const format = 'rdpwhy-redaction-map';
const KEY_BYTES = 32;

export function mapText({ key, tokens }: RedactionMap): string {
  const hex = [...key].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const sorted = [...tokens].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ format, version: 1, key: hex, tokens: Object.fromEntries(sorted) }, null, 1)}\n`;
}

/** Reads the text of a mapping, or says what is wrong with it. */
export function parseMap(text: string): RedactionMap | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is no JSON';
  }
  const map = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { key, tokens } = map;
  if (map['format'] !== format) return `is no private mapping of redaction: expected "format": "${format}"`;
  if (map['version'] !== 1) return 'is of a version that this program does not know';
  if (typeof key !== 'string' || !/^[\da-f]{64}$/.test(key)) return `has no key of ${KEY_BYTES} bytes in hex`;
  if (typeof tokens !== 'object' || tokens === null || Array.isArray(tokens)) return 'has no "tokens"';
  const pairs = Object.entries(tokens as Readonly<Record<string, unknown>>);
  const bad = pairs.find(([, original]) => typeof original !== 'string');
  if (bad) return `has something other than text for ${JSON.stringify(bad[0])}`;
  return {
    key: Uint8Array.from({ length: KEY_BYTES }, (_, i) => Number.parseInt(key.slice(2 * i, 2 * i + 2), 16)),
    tokens: new Map(pairs as [string, string][]),
  };
}
