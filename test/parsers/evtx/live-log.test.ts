import { readdirSync, readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { LogBytes } from '../../../parsers/evtx/chunk-heads.ts';
import { createLiveLog, type LiveItem, type LiveLog } from '../../../parsers/evtx/live-log.ts';
import { readEvtx } from '../../../parsers/evtx/index.ts';
import { writeEvtx } from '../../support/evtx-writer/index.ts';
import { growingLog } from '../../support/growing-log.ts';
import { createRandom, type Random } from '../../support/scenarios/random.ts';
import type { EventSpec } from '../../support/event-spec.ts';

const platform = { crc32 };
const fileOf = (bytes: Uint8Array): LogBytes => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

function events(count: number, firstId = 1): EventSpec[] {
  return Array.from({ length: count }, (_, i) => ({
    provider: 'Microsoft-Windows-Security-Auditing',
    channel: 'Security',
    computer: 'RDS01.corp.example',
    eventId: 4625,
    recordId: firstId + i,
    time: Date.UTC(2026, 10, 20, 8) * 1000 + i * 1_000_000,
    payload: { type: 'event-data', fields: [{ name: 'TargetUserName', value: `user${i}` }] },
  }));
}

/** What a look gives, in words that can be compared. */
const words = (item: LiveItem): string => {
  switch (item.type) {
    case 'event':
      return `${item.event.recordId} ${item.event.get('TargetUserName')}`;
    case 'gap':
      return `gap ${item.reason} ${item.from}-${item.to}`;
    case 'cleared':
    case 'recreated':
      return item.type;
  }
};
const poll = (log: LiveLog, bytes: Uint8Array): string[] => Array.from(log.poll(fileOf(bytes)), words);
const expected = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i} user${from + i - 1}`);

/** Looks after every few records until the log stands still. */
function follow(total: number, chunkRecords: number, random: Random, room?: number): string[] {
  const growing = growingLog(events(total), { chunkRecords, ...(room === undefined ? {} : { room }) });
  const log = createLiveLog({ platform });
  const seen: string[] = [];
  for (let records = 0; records < total;) {
    records = Math.min(total, records + random.integer(0, 7));
    seen.push(...poll(log, growing.at(records, random)));
  }
  for (let i = 0; i < 3; i++) seen.push(...poll(log, growing.at(total, random)));
  return seen;
}

describe('a log in the act of being written', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('gives each record once, seed %i', (seed) => {
    const random = createRandom(seed);
    expect(follow(60, random.integer(3, 20), random)).toEqual(expected(1, 60));
  });

  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'that writes over its oldest part, seed %i',
    (seed) => {
      const random = createRandom(seed);
      expect(follow(90, 9, random, 3)).toEqual(expected(1, 90));
    },
  );

  test('says which records it never saw, for they were written over between two looks', () => {
    const growing = growingLog(events(100), { chunkRecords: 10, room: 3 });
    const log = createLiveLog({ platform });
    const random = createRandom(1);
    poll(log, growing.at(5, random));
    poll(log, growing.at(5, random));
    const after = [...poll(log, growing.at(95, random)), ...poll(log, growing.at(95, random))];
    expect(after[0]).toBe('gap overwritten 6-70');
    expect(after.slice(1)).toEqual(expected(71, 95));
  });

  test('gives another log of the same name from its beginning', () => {
    const log = createLiveLog({ platform });
    const random = createRandom(2);
    const first = growingLog(events(20), { chunkRecords: 50 });
    const second = growingLog(events(8), { chunkRecords: 50 });
    poll(log, first.at(20, random));
    poll(log, first.at(20, random));
    const after: string[] = [];
    for (let i = 0; i < 25; i++) after.push(...poll(log, second.at(8, random)));
    expect(after).toEqual(['recreated', ...expected(1, 8)]);
  });

  test('is gone on with where another one stood, at any look', () => {
    const random = createRandom(4);
    const growing = growingLog(events(60), { chunkRecords: 9 });
    let log = createLiveLog({ platform });
    const seen: string[] = [];
    for (let records = 0; records < 62; records++) {
      seen.push(...poll(log, growing.at(Math.min(60, records), random)));
      log = createLiveLog({ platform }, log.place);
    }
    expect(seen).toEqual(expected(1, 60));
  });

  test('knows of a record only while it was not given', () => {
    const random = createRandom(5);
    const growing = growingLog(events(9), { chunkRecords: 50 });
    // Chance decides whether a look finds the header written: then nothing waits.
    const held = Array.from({ length: 20 }, () => {
      const log = createLiveLog({ platform });
      const bytes = growing.at(5, random);
      return [poll(log, bytes), log.heldTime, poll(log, bytes), log.heldTime] as const;
    });
    const fifth = events(5)[4]?.time;
    for (const [first, before, second, after] of held) {
      expect([...first, ...second]).toEqual(expected(1, 5));
      expect(before).toBe(second.length > 0 ? fifth : undefined);
      expect(after).toBeUndefined();
    }
    expect(new Set(held.map(([, before]) => before)).size).toBe(2);
  });

  test('does not read on into what an earlier use of the chunk left behind', () => {
    const old = growingLog(events(30), { chunkRecords: 50 }).at(30, createRandom(3));
    const now = writeEvtx(events(5, 1000));
    const free = new DataView(now.buffer, now.byteOffset).getUint32(4096 + 48, true);
    const mixed = old.slice();
    mixed.set(now.subarray(0, 4096 + free));
    const log = createLiveLog({ platform });
    const seen = [...poll(log, mixed), ...poll(log, mixed)];
    expect(seen.map((line) => line.split(' ')[0])).toEqual(['1000', '1001', '1002', '1003', '1004']);
  });
});

describe('a log at rest', () => {
  const folders = readdirSync('samples', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.evtx'),
  );
  test.each(folders)('%s: as the reader of whole logs gives it', (name) => {
    const bytes = readFileSync(`samples/${name}`);
    const whole = [...readEvtx(bytes, { platform })].flatMap((item) =>
      item.type === 'record' ? [item.record.recordId] : [],
    );
    const log = createLiveLog({ platform });
    const ids = [...log.poll(fileOf(bytes)), ...log.poll(fileOf(bytes))].map(
      (item) => item.type === 'event' && item.event.recordId,
    );
    expect(ids).toEqual(whole);
  });
});
