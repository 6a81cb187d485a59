import { expect, test } from 'vitest';
import { createTextSharing } from '../../src/live/text-sharing.ts';
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
