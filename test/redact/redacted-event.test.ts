import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CatalogRow } from '../../src/normalize/catalog-row.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { classOf, type FactClass } from '../../src/redact/fact-classes.ts';
import { createRedactor, type Redactor } from '../../src/redact/redactor.ts';
import { audit, providers, rawEvent, utf16Hex } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const { patterns } = loadPatterns();
const catalog = createCatalog();
const key = new Uint8Array(32).fill(7);
const redactor = (rows: readonly CatalogRow[] = catalog.rows): Redactor =>
  createRedactor({ key, rows, patterns });

/** What somebody is called in all the ways that logs write it, and what of it must not be left. */
const secrets = [
  ['mallory-e17', 'mallory-e17'],
  ['ACMECORP\\mallory-e17', 'acmecorp', 'mallory-e17'],
  ['mallory-e17@acmecorp.example', 'acmecorp', 'mallory-e17'],
  ['pc-e17.acmecorp.example', 'acmecorp', 'pc-e17'],
  ['\\\\pc-e17\\share$\\acmecorp.txt', 'acmecorp', 'pc-e17'],
  ['C:\\Users\\mallory-e17\\acmecorp.exe', 'acmecorp', 'mallory-e17'],
  ['203.0.113.77', '203.0.113.77'],
  ['[203.0.113.77]:3389', '203.0.113.77'],
  ['2a02:8108::e17:1', 'e17'],
  ['S-1-5-21-111222333-444555666-777888999-1105', '111222333', '1105'],
  ['CN=pc-e17.acmecorp.example, O=acmecorp', 'acmecorp', 'pc-e17'],
  ['TERMSRV/pc-e17.acmecorp.example', 'acmecorp', 'pc-e17'],
  ['https://acmecorp.example/mallory-e17?x', 'acmecorp', 'mallory-e17'],
  ['acmecorp.exe (PC-E17)', 'acmecorp', 'pc-e17'],
] as const;
/** By itself such a one could be any word of Windows. */
const isBare = (value: string): boolean => !/[\\@:/]|\d\.\d|S-1-|=/.test(value);

/** An event of a row with one text in every field that the row reads. */
const filled = (row: CatalogRow, value: string) => {
  const from = Object.values(row.facts).flatMap(({ from }) => from);
  const names = from.filter((field) => typeof field === 'string');
  const places = Math.max(-1, ...from.filter((field) => typeof field === 'number')) + 1;
  const { provider, eventId } = row;
  return places > 0
    ? rawEvent({ provider, eventId, fields: Array.from({ length: places }, () => value) })
    : rawEvent({ provider, eventId, fields: Object.fromEntries(names.map((name) => [name, value])) });
};

describe('an event with pseudonyms', () => {
  test.each(secrets)('holds nothing of %s, whatever field it stood in', (value, ...parts) => {
    const { event } = redactor();
    for (const row of catalog.rows) {
      const raw = filled(row, value);
      const classes = new Set<FactClass>(
        Object.entries(row.facts).map(([fact, { as }]) => classOf(row.kind, fact, as)),
      );
      // A bare word in a field of Windows' own words cannot be told from them.
      if (isBare(value) && classes.has('word')) continue;
      const text = JSON.stringify(event(raw).fields()).toLowerCase();
      for (const part of parts) expect(text, `${row.provider} ${row.eventId}`).not.toContain(part);
    }
  });

  test('has the fields that its meaning is read from, each at its place, and nothing in the others', () => {
    const raw = rawEvent({
      provider: providers.stack,
      eventId: 131,
      fields: { Extra: 'acmecorp', ConnType: 'TCP' },
    });
    expect(redactor().event(raw).fields()).toEqual([
      { name: 'Extra', value: '' },
      { name: 'ConnType', value: 'TCP' },
    ]);
    const unknown = rawEvent({ provider: 'Acme', eventId: 1, fields: ['acmecorp', 'b'] });
    expect(
      redactor()
        .event(unknown)
        .fields()
        .map(({ value }) => value),
    ).toEqual(['', '']);
  });

  test('says what it said: codes, types, protocols, services, who is nobody', () => {
    const fields = audit({ TargetUserName: 'SYSTEM', TargetDomainName: 'NT AUTHORITY', ProcessName: '-' });
    const made = redactor().event(rawEvent({ provider: providers.security, eventId: 4625, fields }));
    expect(made.get('TargetUserName')).toBe('SYSTEM');
    expect([made.get('Status'), made.get('LogonType')]).toEqual(['0xc000006d', '3']);
    expect(made.get('LogonProcessName')?.trim()).toBe('NtLmSsp');
    const binary = utf16Hex('TermService/1');
    const stopped = { param1: 'Remotedesktopdienste', param2: 'beendet', Binary: binary };
    const service = redactor().event(
      rawEvent({ provider: 'Service Control Manager', eventId: 7036, fields: stopped }),
    );
    expect(service.get('Binary')).toBe(binary);
  });

  test('of a text in the system’s language keeps the code alone', () => {
    const fields = {
      Target: 'TERMSRV/rds01',
      Protocol: 'Kerberos',
      Error: 'Konto von Frau Huber gesperrt (0xc0000234)',
    };
    const raw = rawEvent({ provider: providers.lsa, eventId: 40960, fields });
    const made = redactor().event(raw);
    expect(made.get('Error')).toMatch(/^text-\w+ \(0xc0000234\)$/);
    expect(catalog.normalize(made, '')?.facts['code']).toBe(0xc0000234);
  });

  test('keeps the domain of a user whose name begins as no distinguished name does', () => {
    // The number of a kind of name has dots.
    const fields = { Param1: '0=\\!' };
    const raw = rawEvent({ provider: providers.connections, eventId: 1148, fields });
    expect(catalog.normalize(raw, '')?.facts['domain']).toBe('0=');
    expect(catalog.normalize(redactor().event(raw), '')?.facts['domain']).toMatch(/^host-/);
  });

  test('is kept by the catalog exactly where the original is', () => {
    const words = fc.oneof(
      fc.constantFrom(
        '',
        '-',
        '0',
        '3',
        '10',
        '0xc000006d',
        '%%1053',
        'TermService',
        'RDS01$',
        'alice',
        'wpad',
      ),
      fc.constantFrom('3389', 'S-1-5-32-555', 'Remote Desktop (TCP-In)', 'RemoteDesktop-In', 'TERMSRV/rds01'),
      fc.constantFrom('svchost.exe_TermService', 'termsrv.dll', 'KB5012345', 'LOCAL', '203.0.113.5:3000'),
      fc.constantFrom(utf16Hex('TermService/4'), utf16Hex('Acme/4'), 'SeNetworkLogonRight', 'x'.repeat(9000)),
      fc.string({ unit: 'binary' }),
      fc.string(),
    );
    const { event } = redactor();
    fc.assert(
      fc.property(fc.constantFrom(...catalog.rows), fc.array(words, { maxLength: 12 }), (row, values) => {
        const names = Object.values(row.facts).flatMap(({ from }) =>
          from.filter((one) => typeof one === 'string'),
        );
        const { provider, eventId } = row;
        const fields =
          names.length > 0
            ? Object.fromEntries(names.map((name, i) => [name, values[i % Math.max(1, values.length)] ?? '']))
            : values;
        const raw = rawEvent({ provider, eventId, fields });
        const [a, b] = [catalog.normalize(raw, ''), catalog.normalize(event(raw), '')];
        expect(b === undefined).toBe(a === undefined);
        // What is a number stays that number, what is there stays there.
        for (const [fact, value] of Object.entries(a?.facts ?? {})) {
          expect(typeof b?.facts[fact], `${provider} ${eventId} ${fact}`).toBe(typeof value);
          if (typeof value === 'number') expect(b?.facts[fact]).toBe(value);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what a stranger’s pack declares', () => {
  const row: CatalogRow = {
    provider: 'Acme-Door',
    eventId: 5,
    kind: 'door-opened',
    facts: {
      badge: { from: ['Badge'], as: 'text' },
      account: { from: ['Who'], as: 'text' },
      place: { from: ['Place'], as: 'text' },
      client: { from: ['From'], as: 'address' },
      weight: { from: ['Weight'], as: 'number' },
    },
    summary: '{badge}',
    basis: 'sample',
  };
  const [sign] = patterns[0]!.signs;
  const asking = {
    ...patterns[0]!,
    signs: [
      {
        ...sign!,
        all: [
          {
            kinds: ['door-opened'],
            atLeast: 1,
            has: {
              badge: { test: 'one-of', values: ['Lost', 'Stolen'] },
              place: { test: 'starts-with', text: 'Gate ' },
              account: { test: 'one-of', values: ['huber'] },
            },
          },
        ],
      },
    ],
  } as const;
  const { event } = createRedactor({ key, rows: [row], patterns: [asking] });
  const made = (fields: Record<string, string>) =>
    event(rawEvent({ provider: 'Acme-Door', eventId: 5, fields }));

  test('is made a pseudonym, but for the words its patterns ask for', () => {
    const one = made({
      Badge: 'stolen',
      Who: 'huber',
      Place: 'Gate Huber',
      From: '10.1.2.3',
      Weight: '71',
      No: 'x',
    });
    expect(one.fields().map(({ value }) => value)).toEqual([
      'stolen',
      expect.stringMatching(/^user-/),
      expect.stringMatching(/^Gate text-/),
      expect.stringMatching(/^10\./),
      '71',
      '',
    ]);
    expect(made({ Badge: 'Huber' }).get('Badge')).toMatch(/^text-/);
  });
});
