import { expect, test } from 'vitest';
import { checkEvtx } from './check-evtx.ts';
import { chunkOf, imageOf } from './evtx-image.ts';
import { resetWork, work } from './work-meter.ts';
import { writeFragment, type Node, type Value } from './write-binxml.ts';

/** Work allowed for a byte here: limits that are met late would pass the fuzzer's bound, which is for any input. */
const READS_PER_BYTE = 200;

function element(name: string, children: readonly Node[]): Node {
  return { kind: 'element', name, attributes: [], children, end: 'tag' };
}

/** An event that uses its one value as often as there is room for before the value. */
function logOf(value: Value, used: Node, name: string): Uint8Array {
  const data: Node = { kind: 'repeat', times: used.kind === 'value' ? 3000 : 1000, node: used };
  const body = (offset: number): number[] =>
    writeFragment(
      {
        template: 'here',
        nodes: [element('Event', [element('System', []), element(name, [data])])],
        values: [value],
      },
      offset,
      { names: [], definitions: [] },
    );
  return imageOf(chunkOf([body]), 'sound');
}

const VALUE: Node = { kind: 'value', index: 0, optional: false };
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** A template without content and with some thousand values, all of them NULL. */
const manyValues: Value = {
  type: 0x21,
  content: {
    template: 'here',
    nodes: [],
    values: Array.from({ length: 5000 }, () => ({ type: 0, content: [] })),
  },
};

test.each([
  { what: 'a value of many values, opened each time', value: manyValues, used: VALUE },
  {
    what: 'an array as the content of many elements',
    value: { type: 0x86, content: zeros(20_000) },
    used: { ...element('Data', [VALUE]), name: { back: 2 } } as Node,
  },
  {
    what: 'bytes that are no value, tried many times',
    value: { type: 0x86, content: zeros(19_999) },
    used: VALUE,
  },
  { what: 'a text spelled many times', value: { type: 0x0e, content: zeros(20_000) }, used: VALUE },
])('$what costs no more than the limits allow', ({ value, used }) => {
  const bytes = logOf(value, used, 'EventData');
  resetWork();
  expect(checkEvtx(bytes)).toBeUndefined();
  expect(work.reads / bytes.length).toBeLessThan(READS_PER_BYTE);
});
