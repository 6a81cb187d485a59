import { describe, expect, test } from 'vitest';
import type { Event } from '../src/model/event.ts';
import type { Pattern } from '../src/model/pattern.ts';
import type { Report } from '../src/model/report.ts';
import { HOUR, micros } from '../src/model/time.ts';
import { openCase } from '../src/pattern-cases.ts';
import { readCases } from '../src/test-pack.ts';
import { channelLogs, feed, type FedLog } from './support/feed.ts';
import { loadPatterns } from './support/load-patterns.ts';

const pack = loadPatterns();
/** Between two cases: no pattern looks as far. */
const APART = 50 * HOUR;
/** So many near misses come before a case and after it; of a kind a hundred records are remembered. */
const BEFORE = 30;
const AFTER = 150;

describe('what a host has beside its attempts is told the same when most of the records are forgotten', () => {
  for (const pattern of pack.patterns.filter(({ hostSigns }) => hostSigns.length > 0)) {
    const { cases } = readCases('patterns', pattern);
    const open = (isWanted: (name: string) => boolean): readonly (readonly Event[])[] =>
      cases.filter(({ name }) => isWanted(name)).map(({ log }) => openCase(log, [pack]).events);
    const misses = open((name) => name.startsWith('near-miss'));
    const hits = cases.filter(({ expected }) => isOfHost(pattern, expected));
    test(pattern.id, () => {
      expect(hits).not.toEqual([]);
      for (const hit of hits) {
        const own = openCase(hit.log, [pack]).events;
        const logs = runOf([...repeated(misses, BEFORE), own, ...repeated(misses, AFTER)]);
        const [whole, settled] = [
          feed(logs, { packs: [pack] }),
          feed(logs, { packs: [pack], heldEvents: 100 }),
        ];
        expect({ hit: hit.name, causes: causesOf(settled) }).toEqual({
          hit: hit.name,
          causes: causesOf(whole),
        });
      }
    });
  }
});

const isOfHost = (
  { id }: Pattern,
  { causes }: { causes: readonly { cause: string; scope: string }[] },
): boolean => causes.some(({ cause, scope }) => cause === id && scope === 'host');

/** These cases in turn, until there are so many. */
const repeated = (cases: readonly (readonly Event[])[], count: number): readonly (readonly Event[])[] =>
  Array.from({ length: Math.ceil(count / cases.length) }, () => cases).flat();

/** The records of cases one after the other, as if one machine had written them all. */
function runOf(cases: readonly (readonly Event[])[]): readonly FedLog[] {
  let start = Date.UTC(2020, 0, 1) * 1000;
  const events = cases.flatMap((own, copy) => {
    const first = own[0]?.time ?? 0;
    const last = own.at(-1)?.time ?? 0;
    const moved = own.map((event): Event => ({
      ...event,
      activityId: event.activityId && `${copy.toString(16).padStart(8, '0')}${event.activityId.slice(8)}`,
      time: micros(start + event.time - first),
    }));
    start += last - first + APART;
    return moved;
  });
  return channelLogs(events);
}

const causesOf = ({ causes }: Report) =>
  causes.map(({ cause, scope, attemptCount, confidence, hosts, lastTime, people }) => ({
    cause,
    scope,
    attemptCount,
    confidence,
    hosts,
    lastTime,
    people: people?.map(({ account, client }) => `${account} ${client}`),
  }));
