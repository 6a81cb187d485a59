import { MORE, TOKEN } from '../binxml.ts';
import type { Chunk } from '../structures.ts';
import { canBeEmpty, TYPE } from '../values.ts';

const INSTANCE_HEADER = 10;
const DEFINITION_HEADER = 24;
const MAX_VALUES = 1 << 15;

/** Where the values of a template instance are, worked out once so that each is found in one step. */
export interface Frame {
  /** How deep it is nested: 0 for that of the record. */
  readonly level: number;
  /** Chunk offset of the template definition. */
  definition: number;
  count: number;
  /** Chunk offset of the value descriptors: u16 size, u8 type, u8 zero. */
  descriptors: number;
  /** Index in `starts` of the first value's. */
  base: number;
  /** Chunk offset behind the last value. */
  rest: number;
  /** Chunk offsets of values; nested instances share the array, each behind the one around it. */
  readonly starts: Int32Array;
}

/** Makes the frames of a record and of what may be nested in it. */
export function createFrames(levels: number): readonly Frame[] {
  const starts = new Int32Array(MAX_VALUES);
  return Array.from({ length: levels }, (_, level) => ({
    level,
    definition: 0,
    count: 0,
    descriptors: 0,
    base: 0,
    rest: 0,
    starts,
  }));
}

/**
 * Finds the template and the values of a fragment; false where it has no template or is not whole. Nothing is
 * reported: the reader's own way, which comes after a refusal, finds the same and says it.
 */
export function openFrame(chunk: Chunk, offset: number, end: number, frame: Frame, base: number): boolean {
  const { view } = chunk;
  let at = offset;
  if (at < end && view.getUint8(at) === TOKEN.fragmentHeader) at += 4;
  if (end - at < INSTANCE_HEADER + 4 || (view.getUint8(at) & ~MORE) !== TOKEN.templateInstance) return false;
  const definition = view.getUint32(at + 6, true);
  at += INSTANCE_HEADER;
  if (definition === at) at += DEFINITION_HEADER + view.getUint32(at + 20, true);
  if (end - at < 4) return false;
  const count = view.getUint32(at, true);
  const descriptors = at + 4;
  if (count > (end - descriptors) >> 2 || base + count > MAX_VALUES) return false;
  let start = descriptors + count * 4;
  const { starts } = frame;
  for (let i = 0, from = descriptors; i < count; i += 1, from += 4) {
    starts[base + i] = start;
    start += view.getUint16(from, true);
  }
  if (start > end) return false;
  frame.definition = definition;
  frame.count = count;
  frame.descriptors = descriptors;
  frame.base = base;
  frame.rest = start;
  return true;
}

/** Whether another fragment stands behind this one in the same value: RenderingInfo behind EventData. */
export function hasNext({ view }: Chunk, { rest }: Frame, end: number): boolean {
  if (rest >= end) return false;
  const token = view.getUint8(rest) & ~MORE;
  return token === TOKEN.templateInstance || token === TOKEN.fragmentHeader;
}

/** The descriptor of a value: its size, and 2^16 times its type; 0, which is NULL, where there is none. */
export function descriptorOf(chunk: Chunk, frame: Frame, index: number): number {
  return index < frame.count ? chunk.view.getUint32(frame.descriptors + index * 4, true) & 0xffffff : 0;
}

/** Whether an optional value takes its attribute or element along: it is NULL. */
export function isNull(descriptor: number): boolean {
  const type = descriptor >>> 16;
  return type === TYPE.null || ((descriptor & 0xffff) === 0 && !canBeEmpty(type));
}
