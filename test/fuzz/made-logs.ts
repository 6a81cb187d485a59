import * as fc from 'fast-check';
import { chunkOf, CHUNK, imageOf } from './evtx-image.ts';
import { checks, rarely } from './mutate-chunk.ts';
import {
  writeFragment,
  type Fragment,
  type Name,
  type Node,
  type Value,
  type Written,
} from './write-binxml.ts';

/** Most records of a made log: enough for references between them. */
const MAX_RECORDS = 6;

const name: fc.Arbitrary<Name> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('Data', 'Name', 'Binary', 'a', 'Event', 'System', 'x:y', 'amp', ''),
  },
  { weight: 3, arbitrary: fc.record({ back: fc.nat({ max: 50 }) }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat({ max: CHUNK + 8 }) }) },
);

const text = fc.string({ unit: 'binary', maxLength: 20 });
const length = rarely(fc.nat({ max: 0xffff }));
const times = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 6 }) },
  { weight: 1, arbitrary: fc.nat({ max: 3000 }) },
);

const value: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant('value' as const),
  index: fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 6 }) }, fc.nat({ max: 0xffff })),
  optional: fc.boolean(),
});

const part: fc.Arbitrary<Node> = fc.oneof(
  { weight: 5, arbitrary: value },
  { weight: 2, arbitrary: sized('text') },
  { weight: 1, arbitrary: sized('cdata') },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('entity' as const), name }) },
);

function sized(kind: 'text' | 'cdata'): fc.Arbitrary<Node> {
  return fc
    .record({ text, length })
    .map(({ text, length }) => ({ kind, text, ...(length === undefined ? {} : { length }) }));
}

const raw: fc.Arbitrary<Node> = fc
  .array(fc.nat({ max: 255 }), { maxLength: 6 })
  .map((bytes) => ({ kind: 'raw', bytes }));

const rawSometimes = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: raw });

/** Trees of any shape, also far deeper than the reader goes. */
const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: part },
    { weight: 1, arbitrary: rawSometimes },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('instruction' as const), name }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('element' as const),
        name,
        attributes: fc.array(fc.record({ name, parts: fc.array(part, { maxLength: 3 }) }), { maxLength: 3 }),
        children: fc.array(tie('node'), { maxLength: 4 }),
        end: fc.oneof(
          { weight: 18, arbitrary: fc.constant('tag' as const) },
          { weight: 3, arbitrary: fc.constant('empty' as const) },
          { weight: 1, arbitrary: fc.constant('none' as const) },
        ),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('repeat' as const), times, node: tie('node') }) },
  ),
})).node;

/** Types with a meaning, those with the array flag, and others. */
const type = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 0x15 }) },
  { weight: 3, arbitrary: fc.constantFrom(0x21, 0x81, 0x82, 0x84, 0x86, 0x88, 0x93, 0xa1) },
  { weight: 1, arbitrary: fc.nat({ max: 255 }) },
);

const plainValue: fc.Arbitrary<Value> = fc
  .record({
    type,
    content: fc.oneof(
      fc.array(fc.nat({ max: 255 }), { maxLength: 40 }),
      // One large value, to be used over and over.
      fc
        .tuple(fc.nat({ max: 255 }), fc.nat({ max: 20_000 }))
        .map(([byte, size]) => Array.from({ length: size }, () => byte)),
    ),
    size: rarely(fc.nat({ max: 0xffff })),
  })
  .map(told);

function told({
  type,
  content,
  size,
}: {
  readonly type: number;
  readonly content: readonly number[] | Fragment;
  readonly size: number | undefined;
}): Value {
  return { type, content, ...(size === undefined ? {} : { size }) };
}

const template: fc.Arbitrary<Fragment['template']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('here' as const) },
  { weight: 2, arbitrary: fc.constant('none' as const) },
  { weight: 3, arbitrary: fc.record({ back: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat({ max: CHUNK + 32 }) }) },
);

const fragment: fc.Arbitrary<Fragment> = fc.letrec<{ fragment: Fragment }>((tie) => ({
  fragment: fc
    .record({
      template,
      nodes: fc.array(node, { maxLength: 4 }),
      values: fc.array(
        fc.oneof(
          { depthSize: 'small' },
          { weight: 3, arbitrary: plainValue },
          { weight: 2, arbitrary: tie('fragment').map((content) => ({ type: 0x21, content })) },
        ),
        { maxLength: 5 },
      ),
      count: rarely(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 0xffff_ffff }))),
    })
    .map(({ count, ...rest }) => ({ ...rest, ...(count === undefined ? {} : { count }) })),
})).fragment;

/** Logs whose every structure is made up. Most records begin as Windows begins them, so that the rest is read. */
export const madeLogs: fc.Arbitrary<Uint8Array> = fc
  .record({
    records: fc.array(
      fc.record({ fragment, framed: fc.constantFrom<Frame>('EventData', 'EventData', 'UserData', 'none') }),
      {
        minLength: 1,
        maxLength: MAX_RECORDS,
      },
    ),
    checks,
  })
  .map(({ records, checks }) => {
    const written: Written = { names: [], definitions: [] };
    const bodies = records.map(
      ({ fragment, framed }) =>
        (offset: number) =>
          writeFragment(
            framed === 'none' ? fragment : { ...fragment, nodes: [framedEvent(framed, fragment.nodes)] },
            offset,
            written,
          ),
    );
    return imageOf(chunkOf(bodies), checks);
  });

type Frame = 'EventData' | 'UserData' | 'none';

function framedEvent(frame: Exclude<Frame, 'none'>, nodes: readonly Node[]): Node {
  const system = element('System', [element('Channel', [{ kind: 'text', text: 'Made' }])]);
  const data = nodes.map((node, i) => (i % 2 === 0 ? element('Data', [node]) : node));
  return element('Event', [system, element(frame, frame === 'UserData' ? [element('a', data)] : data)]);
}

function element(name: string, children: readonly Node[]): Node {
  return { kind: 'element', name, attributes: [], children, end: 'tag' };
}
