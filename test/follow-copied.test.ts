import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFollower, logFiles } from '../src/follow.ts';
import type { FollowNote } from '../src/input/live-source.ts';
import type { EventSpec } from './support/event-spec.ts';
import { writeEvtx } from './support/evtx-writer/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
const HEADER = 4096;
const CHUNK = 65_536;
const REFUSED = 12;
let file = '';
folderForEach((folder) => (file = join(folder, 'Security.evtx')));

const refusals: readonly EventSpec[] = Array.from({ length: REFUSED }, (_, i) => ({
  provider: 'Microsoft-Windows-Security-Auditing',
  eventId: 4625,
  channel: 'Security',
  computer: 'RDS01',
  time: Date.UTC(2026, 2, 14, 9) * 1000 + i * 600_000_000,
  recordId: i + 1,
  payload: {
    type: 'event-data',
    fields: [
      { name: 'TargetUserName', value: `user${i}` },
      { name: 'LogonType', value: 10 },
      { name: 'Status', value: '0xc000006d' },
      { name: 'SubStatus', value: '0xc000006a' },
    ],
  },
}));

/** A chunk for each record; the newest four were written over the oldest part, so that they stand first. */
function wrappedLog(): Uint8Array {
  const inOrder = writeEvtx(refusals, { chunkRecords: 1 });
  const log = inOrder.slice();
  const turn = HEADER + 4 * CHUNK;
  log.set(inOrder.subarray(inOrder.length - 4 * CHUNK), HEADER);
  log.set(inOrder.subarray(HEADER, inOrder.length - 4 * CHUNK), turn);
  return log;
}

const log = wrappedLog();
/** What is there of a copy after so many bytes. */
const copies = {
  'whose size grows': (bytes: number) => log.subarray(0, bytes),
  'that had its size before': (bytes: number) => {
    const part = new Uint8Array(log.length);
    part.set(log.subarray(0, bytes));
    return part;
  },
};

function followed() {
  const notes: FollowNote[] = [];
  let read = 0;
  const follower = createFollower(logFiles([file]), {
    packs,
    onVerdicts: () => {},
    onStep: ({ intake }) => (read += intake.records.length),
    onNote: (_, note) => notes.push(note),
  });
  let at = 0;
  const look = (times: number): void => {
    for (let i = 0; i < times; i++) follower.look((at += 500));
  };
  return { follower, notes, records: () => read, look };
}

describe.each(Object.keys(copies) as (keyof typeof copies)[])('a log that wrapped, by a copy %s', (form) => {
  const write = (bytes: number): void => writeFileSync(file, copies[form](bytes));

  test('is read when all of it has come', () => {
    const { follower, notes, records, look } = followed();
    for (let bytes = HEADER; bytes < log.length; bytes += CHUNK / 2) {
      write(bytes);
      look(1);
      expect(records()).toBe(0);
    }
    write(log.length);
    look(100);
    expect(notes).toEqual([]);
    expect(records()).toBe(REFUSED);
    expect(follower.end().attempts).toHaveLength(REFUSED);
  });

  test('is read as it is when no more comes', () => {
    const { follower, records, look } = followed();
    write(HEADER + 6 * CHUNK);
    look(100);
    expect(records()).toBe(6);
    expect(follower.end().attempts).toHaveLength(6);
  });

  test('is read as it is when the following ends', () => {
    const { follower, records, look } = followed();
    write(HEADER + 6 * CHUNK);
    look(3);
    expect(records()).toBe(0);
    expect(follower.end().attempts).toHaveLength(6);
  });
});

test('a log that is whole is not waited for', () => {
  const { records, look } = followed();
  writeFileSync(file, log);
  look(1);
  expect(records()).toBe(REFUSED);
});
