import { expect, test } from 'vitest';
import type { ParseItem } from '../../parsers/index.ts';
import { readLog } from '../../src/input/read-log.ts';

const refused = (): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({
    next: async () => Promise.reject(Object.assign(new Error('permission denied'), { code: 'EACCES' })),
  }),
});

test('a log that may not be read is not called empty', async () => {
  const items: ParseItem[] = [];
  const sink = { piece: () => {}, take: (more: Iterable<ParseItem>) => void items.push(...more) };
  const { status, fault } = await readLog({ file: 'Security.evtx', open: refused }, {}, sink);
  expect(fault?.code).toBe('no-access');
  expect(items).toEqual([]);
  expect(status).toMatchObject({ format: 'unknown', records: 0 });
});
