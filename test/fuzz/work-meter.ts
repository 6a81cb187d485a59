import type { Platform } from '../../parsers/log-reader.ts';
import { PLATFORM } from '../parsers/evtx/corpus.ts';

/** Work done since `reset`, in units that do not depend on the machine. */
export interface WorkMeter {
  /** Reads of a number from bytes, and of a character from a text. */
  reads: number;
  /** Bytes decoded to text by the runtime. */
  decoded: number;
  /** Bytes summed up by the runtime. */
  summed: number;
}

export const work: WorkMeter = { reads: 0, decoded: 0, summed: 0 };

/** The runtime's fast primitives, counted. */
export const METERED: Platform = {
  crc32: (bytes, seed) => {
    work.summed += bytes.length;
    return PLATFORM.crc32?.(bytes, seed) ?? 0;
  },
  utf16: (bytes, start, end) => {
    work.decoded += end - start;
    return PLATFORM.utf16?.(bytes, start, end) ?? '';
  },
};

/** Where numbers were read, as `offset * 8 + width`, while somebody wants to know. */
let places: Set<number> | undefined;

export function resetWork(): void {
  work.reads = 0;
  work.decoded = 0;
  work.summed = 0;
}

/** Tells at which offsets of a chunk the reader looks: there a change makes a difference. */
export function placesRead(read: () => void): readonly number[] {
  places = new Set();
  read();
  const found = [...places];
  places = undefined;
  return found;
}

type Read = (this: DataView, offset: number, littleEndian?: boolean) => unknown;

/**
 * Counts from inside the readers would have to be kept up by hand. The methods that all readers read with are
 * counted instead, for as long as this worker lives: only test files that fuzz import this.
 */
function meter(name: string, width: number): void {
  const methods = DataView.prototype as unknown as Record<string, Read>;
  const original = methods[name] as Read;
  methods[name] = function (offset, littleEndian) {
    work.reads += 1;
    places?.add(offset * 8 + width);
    return original.call(this, offset, littleEndian);
  };
}

for (const [name, width] of [
  ['getUint8', 1],
  ['getInt8', 1],
  ['getUint16', 2],
  ['getInt16', 2],
  ['getUint32', 4],
  ['getInt32', 4],
  ['getFloat32', 4],
  ['getFloat64', 7],
  ['getBigInt64', 7],
  ['getBigUint64', 7],
] as const) {
  meter(name, width);
}

/** The same for characters. */
function meterCharacters(): void {
  const methods = String.prototype as unknown as Record<string, (this: string, index: number) => number>;
  const original = methods['charCodeAt'] as (this: string, index: number) => number;
  methods['charCodeAt'] = function (index) {
    work.reads += 1;
    return original.call(this, index);
  };
}

meterCharacters();
