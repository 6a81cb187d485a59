import { describe, expect, test } from 'vitest';
import { readAll } from './corpus.ts';

const HEADER = 4096;
const CHUNK = 65_536;
const FIRST_RECORD = 512;

function u16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value), ...u16(value >>> 16)];
}

/** A name where it is first used: its own offset, then hash chain, hash, length, text, end. */
function name(offset: number, text: string): number[] {
  const units = text.split('').flatMap((letter) => u16(letter.charCodeAt(0)));
  return [...u32(offset + 4), ...u32(0), ...u16(0), ...u16(text.length), ...units, ...u16(0)];
}

/** An element of a template definition, given the chunk offset it will have. */
function element(offset: number, text: string, content: (offset: number) => number[]): number[] {
  const start = [0x01, ...u16(0xffff), ...u32(0)];
  const named = [...start, ...name(offset + start.length, text), 0x02];
  return [...named, ...content(offset + named.length), 0x04];
}

function definition(offset: number, content: (offset: number) => number[]): number[] {
  const body = [0x0f, 1, 1, 0, ...content(offset + 28), 0x00];
  return [...u32(0), ...u32(0), ...u32(0), ...u32(0), ...u32(0), ...u32(body.length), ...body];
}

function instanceOf(target: number, inline: readonly number[], value: readonly number[]): number[] {
  const values = [...u32(1), ...u16(value.length), 0x21, 0, ...value];
  return [0x0f, 1, 1, 0, 0x0c, 1, ...u32(0), ...u32(target), ...inline, ...values];
}

/** A substitution of value 0, many times over. */
function often(times: number): number[] {
  return Array.from({ length: times }, () => [0x0d, ...u16(0), 0x21]).flat();
}

/** A log of one record, without checksums. */
function logOf(binXml: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(HEADER + CHUNK);
  const size = 24 + binXml.length + 4;
  bytes.set([...new TextEncoder().encode('ElfFile\0')]);
  bytes.set([3, 0], 38);
  bytes.set([4, 0, 0, 0], 120);
  const chunk = bytes.subarray(HEADER);
  chunk.set(new TextEncoder().encode('ElfChnk\0'));
  chunk.set(u32(FIRST_RECORD + size), 48);
  chunk.set([0x2a, 0x2a, 0, 0, ...u32(size), 1], FIRST_RECORD);
  chunk.set([...binXml, ...u32(size)], FIRST_RECORD + 24);
  return bytes;
}

describe('logs made to take time', () => {
  test('values that nest and are used many times over are cut off', () => {
    const outer = FIRST_RECORD + 24 + 14;
    const event = definition(outer, (at) =>
      element(at, 'Event', (inside) => {
        const system = element(inside, 'System', () => []);
        return [...system, ...element(inside + system.length, 'UserData', () => often(16))];
      }),
    );
    // The value of the record follows its definition, the count and one descriptor; the inner definition is in it.
    const inner = outer + event.length + 8 + 14;
    const repeated = definition(inner, (at) => element(at, 'x', () => often(16)));
    let value: number[] = [];
    for (let level = 0; level < 20; level += 1) value = instanceOf(inner, [], value);
    const bytes = logOf(instanceOf(outer, event, instanceOf(inner, repeated, value)));
    const started = performance.now();
    const { events, problems } = readAll([bytes]);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(events).toHaveLength(1);
    expect(problems.map(({ code, recordId }) => ({ code, recordId }))).toEqual([
      { code: 'too-large', recordId: 1 },
    ]);
  });
});
