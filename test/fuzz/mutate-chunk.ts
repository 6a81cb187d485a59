import * as fc from 'fast-check';
import { CHUNK, FIRST_RECORD, imageOf, type Checks } from './evtx-image.ts';
import type { SeedChunk } from './seed-chunks.ts';

/** One change of a chunk; numbers are taken modulo what there is, so that shrinking keeps them meaningful. */
type Change =
  | { readonly do: 'write'; readonly place: number; readonly value: number }
  | { readonly do: 'add'; readonly place: number; readonly value: number }
  /** Writes what stands at another place: references that cross, repeat or lead back to themselves. */
  | { readonly do: 'copy'; readonly place: number; readonly from: number }
  /** Writes a place's own offset, or that of another. */
  | { readonly do: 'point'; readonly place: number; readonly to: number }
  | { readonly do: 'move'; readonly from: number; readonly to: number; readonly size: number }
  | { readonly do: 'bytes'; readonly at: number; readonly bytes: Uint8Array };

const index = fc.nat({ max: 0xffff_ffff });
const offset = fc.nat({ max: CHUNK - 1 });
/** Values at which sizes, counts and offsets change their meaning. */
const edge = fc.constantFrom(
  0, 1, 2, 3, 4, 7, 8, 0x0c, 0x0d, 0x0e, 0x0f, 0x21, 0x41, 0x46, 0x4c, 0x7f, 0x80, 0x81, 0xa1, 0xff,
  511, 512, 513, 0x7fff, 0x8000, 0xfffe, 0xffff, CHUNK, CHUNK - 4, CHUNK - 8, 0x7fff_ffff, 0x8000_0000, 0xffff_fffc, 0xffff_ffff,
); // prettier-ignore

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), place: index, value: edge }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), place: index, value: index }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      place: index,
      value: fc.integer({ min: -64, max: 64 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('copy' as const), place: index, from: index }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('point' as const), place: index, to: index }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('move' as const), from: offset, to: offset, size: offset }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('bytes' as const),
      at: offset,
      bytes: fc.uint8Array({ maxLength: 64 }),
    }),
  },
);

export const checks: fc.Arbitrary<Checks> = fc.constantFrom(
  'sound',
  'sound',
  'sound',
  'stale',
  'none',
  'dirty',
);

/** A value now and then, else undefined. */
export function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 19, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Logs of one chunk that was real and has been changed where the reader looks. */
export function mutatedLogs(seeds: readonly SeedChunk[]): fc.Arbitrary<Uint8Array> {
  const cut = rarely(fc.nat({ max: CHUNK }));
  return fc
    .record({
      seed: fc.nat({ max: seeds.length - 1 }),
      changes: fc.array(change, { minLength: 1, maxLength: 24 }),
      checks,
      cut,
    })
    .map(({ seed, changes, checks, cut }) => {
      const from = seeds[seed];
      if (from === undefined) return new Uint8Array(0);
      const chunk = Uint8Array.from(from.bytes);
      for (const one of changes) apply(chunk, from.places, one);
      return imageOf(chunk.subarray(0, cut ?? CHUNK), checks);
    });
}

/** A log whose second chunk is as it was, and whose first is the same one changed: what is shared must not mix. */
export function pairedLogs(seeds: readonly SeedChunk[]): fc.Arbitrary<Uint8Array> {
  return fc
    .record({
      seed: fc.nat({ max: seeds.length - 1 }),
      changes: fc.array(change, { minLength: 1, maxLength: 8 }),
    })
    .map(({ seed, changes }) => {
      const from = seeds[seed];
      if (from === undefined) return new Uint8Array(0);
      const chunk = Uint8Array.from(from.bytes);
      for (const one of changes) apply(chunk, from.places, one);
      const first = imageOf(chunk, 'sound');
      const log = new Uint8Array(first.length + CHUNK);
      log.set(first);
      log.set(from.bytes, first.length);
      return log;
    });
}

function apply(chunk: Uint8Array, places: readonly number[], change: Change): void {
  const view = new DataView(chunk.buffer);
  switch (change.do) {
    case 'write':
      put(view, placeAt(places, change.place), change.value);
      return;
    case 'add': {
      const place = placeAt(places, change.place);
      put(view, place, take(view, place) + change.value);
      return;
    }
    case 'copy':
      put(view, placeAt(places, change.place), take(view, placeAt(places, change.from)));
      return;
    case 'point':
      put(view, placeAt(places, change.place), placeAt(places, change.to) >> 3);
      return;
    case 'move':
      // The header stays: a chunk that is none teaches nothing.
      chunk.copyWithin(Math.max(FIRST_RECORD, change.to), change.from, change.from + change.size);
      return;
    case 'bytes':
      chunk.set(change.bytes.subarray(0, CHUNK - change.at), change.at);
      return;
  }
}

function placeAt(places: readonly number[], at: number): number {
  return places[at % Math.max(1, places.length)] ?? 0;
}

function put(view: DataView, place: number, value: number): void {
  const at = place >> 3;
  const width = Math.min(place & 7, CHUNK - at);
  if (width >= 4) view.setUint32(at, value, true);
  else if (width === 2) view.setUint16(at, value, true);
  else view.setUint8(at, value);
}

function take(view: DataView, place: number): number {
  const at = place >> 3;
  const width = Math.min(place & 7, CHUNK - at);
  if (width >= 4) return view.getUint32(at, true);
  return width === 2 ? view.getUint16(at, true) : view.getUint8(at);
}
