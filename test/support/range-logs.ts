import { readFileSync } from 'node:fs';
import type { EventSpec } from './event-spec.ts';
import { writeEvtx, type EvtxOptions } from './evtx-writer/index.ts';

const HEADER = 4096;
const CHUNK = 65_536;
const START = Date.UTC(2026, 2, 1, 10) * 1_000_000;

/** Logons to sessions, every fifth record one that nobody asks for; the computer is renamed half way. */
const record = (recordId: number): EventSpec => ({
  provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
  providerGuid: '{5D896912-022D-40AA-A3A8-4FA5515C76D7}',
  channel: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
  computer: recordId < 120 ? 'WIN-OLD' : 'RDS01.corp.example',
  eventId: recordId % 5 === 0 ? 9999 : [21, 22, 23, 24, 25][recordId % 5]!,
  time: START + recordId * 60_000_000,
  recordId,
  payload: {
    type: 'user-data',
    root: 'EventXML',
    namespace: 'Event_NS',
    fields: [
      { name: 'User', value: `CORP\\user${recordId % 7}` },
      { name: 'SessionID', value: 2 + (recordId % 3) },
      { name: 'Address', value: `192.0.2.${recordId % 250}` },
    ],
  },
});

const ids = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);
const logOf = (recordIds: readonly number[], options: EvtxOptions = {}): Uint8Array =>
  writeEvtx(recordIds.map(record), { chunkRecords: 20, ...options });

function changed(bytes: Uint8Array, change: (chunk: (index: number) => Uint8Array) => void): Uint8Array {
  change((index) => bytes.subarray(HEADER + index * CHUNK, HEADER + (index + 1) * CHUNK));
  return bytes;
}

/** Logs of twelve chunks; with ranges of three, the joints lie before chunks 3, 6 and 9. */
export const rangeLogs: Readonly<Record<string, () => Uint8Array>> = {
  'a clean log': () => logOf(ids(1, 240)),
  'a dirty log': () => logOf(ids(1, 240), { dirty: true, staleChunk: true }),
  'a log that wrapped within a range': () => logOf(ids(1, 240), { firstChunk: 7 }),
  'a gap in the record ids at a joint': () => logOf([...ids(1, 60), ...ids(71, 250)]),
  'gaps at joints and between': () =>
    logOf([...ids(1, 60), ...ids(80, 99), ...ids(101, 120), ...ids(200, 300)]),
  'records that overlap at a joint': () => logOf([...ids(1, 60), ...ids(50, 229)]),
  'a chunk torn before a joint and one behind it': () =>
    changed(logOf(ids(1, 240)), (chunk) => {
      chunk(2).fill(0xaa, 3000, 9000);
      chunk(3).fill(0, 2000, 2600);
    }),
  'no chunk where a range begins': () => changed(logOf(ids(1, 240)), (chunk) => chunk(3).fill(0x20)),
  'an empty slot where a range begins': () => changed(logOf(ids(1, 240)), (chunk) => chunk(6).fill(0)),
  'headers that do not hold': () =>
    changed(logOf(ids(1, 240)), (chunk) => {
      for (const index of [0, 3, 8]) chunk(index)[100] = 7;
    }).fill(9, 16, 20),
  'a signature of another kind': () => {
    const bytes = logOf(ids(1, 240));
    bytes[36] = 9;
    bytes[38] = 9;
    return bytes;
  },
  'a cut within the last chunk': () => logOf(ids(1, 240)).subarray(0, HEADER + 11 * CHUNK + 3000),
  'a cut between chunks': () => logOf(ids(1, 240)).subarray(0, HEADER + 9 * CHUNK),
  'a cut right behind a joint': () => logOf(ids(1, 240)).subarray(0, HEADER + 9 * CHUNK + 17),
};

/** More gaps, of several widths, than a reader keeps: in each forty chunks, and in all. */
export const manyGaps = (): Uint8Array =>
  logOf(
    ids(1, 12_000).map((id) => id * 8 + (id % 5)),
    { chunkRecords: 129 },
  );

/** One log of the chunks of several, whatever their channels, computers and record ids. */
export function concatenated(files: readonly string[]): Uint8Array {
  const [first, ...others] = files.map((file) => readFileSync(file));
  return Buffer.concat([first ?? Buffer.alloc(0), ...others.map((bytes) => bytes.subarray(HEADER))]);
}
