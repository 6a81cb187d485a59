import * as fc from 'fast-check';
import { utf16 } from './xml/read-xml.ts';

/** Texts put together of these pieces, in three encodings, with up to three bytes changed. */
export function damagedTexts(pieces: readonly string[], maxLength: number): fc.Arbitrary<Uint8Array> {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength }).map((chosen) => chosen.join(''));
  const encoded = fc
    .tuple(text, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'))
    .map(([text, encoding]) =>
      encoding === 'utf-8' ? new TextEncoder().encode(text) : utf16(`\ufeff${text}`, encoding === 'utf-16be'),
    );
  return fc
    .tuple(encoded, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
    .map(([bytes, changes]) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at % Math.max(1, copy.length)] = value;
      return copy;
    });
}
