import { expect, test } from 'vitest';
import { readLog } from '../../src/input/read-log.ts';
import type { ParseItem } from '../../parsers/index.ts';

async function* refused(): AsyncGenerator<Uint8Array> {
  throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
  yield new Uint8Array(0);
}

test('a log that may not be read is not called empty', async () => {
  const items: ParseItem[] = [];
  const sink = { piece: () => {}, take: (more: Iterable<ParseItem>) => void items.push(...more) };
  const { status, fault } = await readLog({ file: 'Security.evtx', open: refused }, {}, sink);
  expect(fault?.code).toBe('no-access');
  expect(items).toEqual([]);
  expect(status).toMatchObject({ format: 'unknown', records: 0 });
});
