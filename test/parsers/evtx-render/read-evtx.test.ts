import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEvtx, readEvtxStream, type EvtxItem } from '../../../parsers/evtx/index.ts';
import { writeEvtx } from '../../support/evtx-writer/index.ts';
import { dumpBytes } from './dump-bytes.ts';

const LOG = writeEvtx(
  [1, 2, 3].map((recordId) => ({
    provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
    eventId: 20 + recordId,
    time: 1_700_000_000_000_000 + recordId,
    recordId,
    channel: 'C',
    computer: 'PC',
    payload: { type: 'event-data', fields: [{ name: 'User', value: `user${recordId}` }] },
  })),
);

const pieces = (): Uint8Array[] => [LOG.slice(0, 5000), LOG.slice(5000, 5003), LOG.slice(5003)];

function told(item: EvtxItem): unknown {
  if (item.type === 'problem') return item;
  const { record } = item;
  return {
    user: record.get('User'),
    fields: record.fields(),
    json: JSON.stringify(record),
    xml: record.toXml(),
  };
}

describe('readEvtx', () => {
  const expected = dumpBytes(LOG, 'flat').lines.map((json, i) => ({
    user: `user${i + 1}`,
    fields: [{ name: 'User', value: `user${i + 1}` }],
    json,
    xml: dumpBytes(LOG, 'xml').lines[i],
  }));

  test('gives the records of a whole log, and of one in pieces', () => {
    expect(Array.from(readEvtx(LOG), told)).toEqual(expected);
    expect(Array.from(readEvtx(pieces()), told)).toEqual(expected);
  });

  test('gives the records of a stream', async () => {
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield* pieces();
    }
    const found: unknown[] = [];
    for await (const item of readEvtxStream(stream())) found.push(told(item));
    expect(found).toEqual(expected);
  });

  test('gives only what is wanted', () => {
    const wanted = Array.from(readEvtx(LOG, { want: (_, eventId) => eventId === 22 }), told);
    expect(wanted).toEqual(expected.slice(1, 2));
  });

  test('says what cannot be read, and where', () => {
    const [problem] = Array.from(readEvtx(new Uint8Array(0)));
    expect(problem).toMatchObject({ type: 'problem', problem: { code: 'empty-input', offset: 0 } });
    const cut = Array.from(readEvtx(LOG.slice(0, 6000)));
    expect(cut.map(({ type }) => type)).toContain('problem');
  });

  test('needs no package and nothing of Node', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const source = readFileSync(file, 'utf8');
      for (const [, target = ''] of source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)) {
        expect(target, file).toMatch(/^\./);
        visit(path.resolve(path.dirname(file), target));
      }
    };
    visit(path.resolve('parsers/evtx/index.ts'));
    expect(seen.size).toBeGreaterThan(10);
  });
});
