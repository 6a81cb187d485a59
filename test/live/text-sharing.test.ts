import { expect, test } from 'vitest';
import { createTextSharing } from '../../src/live/text-sharing.ts';
import type { Facts } from '../../src/model/event.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { simulateHost } from '../support/simulate/simulate.ts';

test('a record whose texts are shared is the same record', () => {
  const simulation = { hosts: 1, attempts: 40, seed: 5, noise: 0.5, missing: 0 };
  const catalog = createCatalog();
  const events = [...simulateHost(simulation, 0, () => {})].flatMap(
    (record) => catalog.normalize(record, 'a.evtx') ?? [],
  );
  expect(events.length).toBeGreaterThan(1000);
  const lives = events.map((event, i) =>
    i % 2 === 0 ? event : { ...event, source: { ...event.source, life: i } },
  );
  const share = createTextSharing();
  expect(lives.map(share)).toStrictEqual(lives);
  expect(lives.map(share)).toStrictEqual(lives);
});

test('what two records say alike is held once, and what they say otherwise is not taken for the same', () => {
  const [event] = [
    ...simulateHost({ hosts: 1, attempts: 1, seed: 5, noise: 0, missing: 0 }, 0, () => {}),
  ].flatMap((record) => createCatalog().normalize(record, 'a.evtx') ?? []);
  if (!event) throw new Error('a life without an event');
  const share = createTextSharing();
  const sharedFacts = (facts: Facts): Facts => share({ ...event, facts }).facts;
  const facts = sharedFacts({ account: 'alice', code: 5, domain: undefined });
  expect(sharedFacts({ account: 'alice', code: 5, domain: undefined })).toBe(facts);
  const others: readonly Facts[] = [
    { account: 'alice', code: '5', domain: undefined },
    { account: 'alice', code: 5 },
    { account: 'alice","code":5' },
  ];
  for (const other of others) expect(sharedFacts(other)).toStrictEqual(other);
});
