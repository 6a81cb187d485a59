import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { fieldOrders } from '../../src/normalize/field-orders.ts';
import { corpusFiles, corpusPath, HAS_CORPUS, PLATFORM } from '../parsers/evtx/corpus.ts';

const catalog = createCatalog();

const event = (
  provider: string,
  eventId: number,
  fieldNames: 'none' | 'any-case',
  fields: readonly RawField[],
): RawEvent => ({
  provider,
  eventId,
  channel: 'C',
  computer: 'PC',
  version: 0,
  level: 0,
  recordId: 1,
  time: 0,
  fieldNames,
  get: (name) => fields.find((field) => field.name === name)?.value,
  fields: () => fields,
});
const values = (...texts: readonly string[]): readonly RawField[] =>
  texts.map((value) => ({ name: '', value }));
const namesOf = (raw: RawEvent): readonly string[] =>
  catalog
    .named(raw)
    .fields()
    .map(({ name }) => name);

const manager = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';

describe('values without names', () => {
  test('are named by the order that has as many', () => {
    const named = catalog.named(event(manager, 1149, 'none', values('alice', 'CORP', '192.0.2.5')));
    expect(named.get('Param3')).toBe('192.0.2.5');
    expect(named.fieldNames).toBeUndefined();
    // Server 2022 puts two fields before the others.
    expect(namesOf(event('Schannel', 36874, 'none', values('TLS 1.2')))).toEqual(['Protocol']);
    expect(namesOf(event('Schannel', 36874, 'none', values('1', 'lsass', 'TLS 1.2')))[2]).toBe('Protocol');
  });

  test('stay as they are where no order has as many', () => {
    expect(namesOf(event(manager, 1149, 'none', values('a', 'b')))).toEqual(['', '']);
  });

  test('end with binary data where the event has such', () => {
    expect(namesOf(event('TermDD', 56, 'none', values('\\Device\\Termdd', '192.0.2.5', '00AB')))).toEqual([
      '',
      '',
      'Binary',
    ]);
    expect(namesOf(event('TermDD', 56, 'none', values('\\Device\\Termdd', '192.0.2.5')))).toEqual(['', '']);
    expect(namesOf(event('Service Control Manager', 7036, 'none', values('a', 'b', '5400')))).toEqual([
      'param1',
      'param2',
      'Binary',
    ]);
  });
});

test('names in another case are those of Windows again', () => {
  const fields = [
    { name: 'targetUserName', value: 'alice' },
    { name: 'subStatus', value: '0xc000006a' },
    { name: 'other', value: 'x' },
  ];
  const named = catalog.named(event('Microsoft-Windows-Security-Auditing', 4625, 'any-case', fields));
  expect(named.fields().map(({ name }) => name)).toEqual(['TargetUserName', 'SubStatus', 'other']);
});

test('each order names a field that the catalog reads', () => {
  for (const [provider, orders] of Object.entries(fieldOrders)) {
    for (const [names, ids] of orders) {
      for (const id of ids.split(' ').map(Number)) {
        const row = catalog.rows.find((one) => one.provider === provider && one.eventId === id);
        const asked = new Set(Object.values(row?.facts ?? {}).flatMap(({ from }) => from));
        expect(
          names.split(',').some((name) => asked.has(name)),
          `${provider} ${id}`,
        ).toBe(true);
      }
    }
  }
});

/** 4648 of Windows 7 calls two of its fields LogonGuid. */
const sameName = (name: string): string => (name === 'TargetLogonGuid' ? 'LogonGuid' : name);

describe.skipIf(!HAS_CORPUS)('the orders are those of real logs (../shared/corpus)', () => {
  test.each(corpusFiles())('%s', (file) => {
    const reader = createEvtxReader({ platform: PLATFORM, want: catalog.wants });
    const wrong = new Set<string>();
    for (const items of [reader.feed(readFileSync(corpusPath(file))), reader.end()]) {
      for (const item of items) {
        if (item.type !== 'event') continue;
        const { provider, eventId } = item.event;
        const fields = item.event.fields();
        const names = fields.map(({ name }) => name);
        const isKnown = fieldOrders[provider]?.some(([, ids]) => ids.split(' ').includes(String(eventId)));
        if (isKnown !== true || names.includes('')) continue;
        const bare = event(provider, eventId, 'none', values(...fields.map(({ value }) => value)));
        const named = namesOf(bare);
        // A sound order or none: never a wrong one.
        if (named.map(sameName).join() !== names.map(sameName).join() && named.some((name) => name !== ''))
          wrong.add(`${provider} ${eventId}: ${names.join()}`);
        if (named.every((name) => name === '') && names.length > 0)
          wrong.add(`not known: ${provider} ${eventId}: ${names.join()}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
