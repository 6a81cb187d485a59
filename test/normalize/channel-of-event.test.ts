import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { channelOfEvent } from '../../src/normalize/channel-of-event.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';

/** Facts with sources, which are not part of the project. */
const TABLE = '../shared/knowledge/events.tsv';

test.skipIf(!existsSync(TABLE))('the table of events has what is read at that place', () => {
  const places = new Map<string, Set<string>>();
  for (const line of readFileSync(TABLE, 'utf8').trim().split('\n').slice(1)) {
    const [provider = '', , channel = '', , id = ''] = line.split('\t');
    const key = `${provider.toLowerCase()} ${id}`;
    places.set(key, (places.get(key) ?? new Set()).add(channel));
  }
  const told = catalogRows.flatMap(({ provider, eventId }) => {
    const known = places.get(`${provider.toLowerCase()} ${eventId}`);
    const channel = channelOfEvent(provider, eventId);
    return known === undefined || channel === undefined ? [] : [{ provider, eventId, channel, known }];
  });
  expect(told.length).toBeGreaterThan(200);
  // What is in an analytic or debug channel is in no log that people have.
  const wrong = told.filter(
    ({ channel, known }) =>
      ![...known].some((one) => one === channel || /\/(?:Analytic|Debug)$|\?$|\(/.test(one)),
  );
  expect(wrong).toEqual([]);
});

test('what may stand in several channels is left open', () => {
  expect(channelOfEvent('Microsoft-Windows-TerminalServices-RemoteConnectionManager', 1158)).toBeUndefined();
  expect(channelOfEvent('Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', 1)).toMatch(/\/Admin$/);
  expect(channelOfEvent('Of somebody', 131)).toBeUndefined();
});
