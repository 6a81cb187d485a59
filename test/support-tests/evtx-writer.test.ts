import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EventSpec, type SpecValue, bracedGuid, typedValue } from '../support/event-spec.ts';
import { type Chunk, addRecord, chunkBytes, createChunk } from '../support/evtx-writer/chunk.ts';
import { hashUnits, nameHash } from '../support/evtx-writer/chunk-tables.ts';
import { type EvtxOptions, writeEvtx } from '../support/evtx-writer/index.ts';
import { type ReadEvent, missing, readWithEvtxexport, readWithPythonEvtx } from './independent-readers.ts';
import { hardEvent, sampleEvents } from './sample-events.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const EVENTS = sampleEvents(500);

type Reader = 'evtxexport' | 'python-evtx';

let folder: string;
folderForAll((made) => (folder = made));

function writeFile(events: readonly EventSpec[], options?: EvtxOptions): string {
  const file = join(folder, 'sample.evtx');
  writeFileSync(file, writeEvtx(events, options));
  return file;
}

/** evtxexport prints nanoseconds; python-evtx reckons in floating point, so only milliseconds count. */
function sameTime(text: string, reader: Reader): string {
  const [, day = '', time = '', fraction = ''] = /^(\S{10})[ T](\S{8})(?:\.(\d+))?Z?$/.exec(text) ?? [];
  if (reader === 'evtxexport') return `${day}T${time}.${fraction.slice(0, 6)}`;
  return new Date(Math.round(Date.parse(`${day}T${time}Z`) + Number(`0.${fraction}`) * 1000)).toISOString();
}

function isoTime(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds - seconds * 1e6).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}`;
}

/** How a reader spells the value. */
function spelled(spec: SpecValue, reader: Reader): string {
  const value = typedValue(spec);
  switch (value.type) {
    case 'null':
      return '';
    case 'string-array':
      return value.value.join(',');
    case 'hex32':
      return `0x${value.value.toString(16).padStart(8, '0')}`;
    case 'hex64':
      return `0x${value.value.toString(16).padStart(16, '0')}`;
    case 'boolean':
      if (reader === 'evtxexport') return String(value.value);
      return value.value ? 'True' : 'False';
    case 'guid':
      return reader === 'evtxexport' ? bracedGuid(value.value).toUpperCase() : bracedGuid(value.value);
    case 'filetime':
      return sameTime(isoTime(value.value), reader);
    case 'binary': {
      const bytes = Buffer.from(value.value);
      return reader === 'evtxexport' ? bytes.toString('hex').toUpperCase() : bytes.toString('base64');
    }
    case 'string':
    case 'sid':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
    case 'int32':
    case 'int64':
      break;
  }
  return String(value.value);
}

function expectedSystem(event: EventSpec, reader: Reader): Record<string, string> {
  const guid = (text: string) => spelled({ type: 'guid', value: text }, reader);
  // A classic template holds the GUID as text, which no reader touches.
  const providerGuid = event.eventSourceName === undefined ? guid : bracedGuid;
  return {
    'Provider@Name': event.provider,
    ...(event.providerGuid && { 'Provider@Guid': providerGuid(event.providerGuid) }),
    ...(event.eventSourceName && { 'Provider@EventSourceName': event.eventSourceName }),
    EventID: String(event.eventId),
    ...(event.qualifiers && { 'EventID@Qualifiers': String(event.qualifiers) }),
    Version: String(event.version ?? 0),
    Level: String(event.level ?? 0),
    Task: String(event.task ?? 0),
    Opcode: String(event.opcode ?? 0),
    Keywords: spelled({ type: 'hex64', value: event.keywords ?? 0n }, reader),
    'TimeCreated@SystemTime': sameTime(isoTime(event.time), reader),
    EventRecordID: String(event.recordId),
    ...(event.activityId && { 'Correlation@ActivityID': guid(event.activityId) }),
    ...(event.processId && { 'Execution@ProcessID': String(event.processId) }),
    ...(event.threadId && { 'Execution@ThreadID': String(event.threadId) }),
    Channel: event.channel,
    Computer: event.computer,
    ...(event.userSid && { 'Security@UserID': event.userSid }),
  };
}

function expectedFields({ payload }: EventSpec, reader: Reader): [string, string][] {
  if (payload.type === 'none') return [];
  if (payload.type === 'user-data')
    return payload.fields.map(({ name, value }) => [name, spelled(value, reader)]);
  const unnamed = payload.fields.every(({ name }) => name === undefined);
  const texts = payload.fields.map(({ value }) => spelled(value, reader));
  const fields: [string, string][] = payload.fields.map(({ name }, index) => [
    name === undefined ? 'Data' : `Data ${name}`,
    texts[index] ?? '',
  ]);
  const binary = payload.binary && spelled({ type: 'binary', value: payload.binary }, reader);
  const last: [string, string][] = binary === undefined ? [] : [['Binary', binary]];
  if (reader === 'evtxexport' || !unnamed || (fields.length === 0 && !binary)) return [...fields, ...last];
  // python-evtx prints the items of an array in one element, and keeps the elements of NULL values.
  const items = texts.map((text) => `<string>${text}</string>\n`).join('');
  return [
    ['Data', items],
    ['Binary', binary ?? ''],
  ];
}

function expectedEvent(event: EventSpec, reader: Reader): ReadEvent {
  const { payload } = event;
  const names = { 'event-data': ['EventData'], 'user-data': ['UserData', 'EventXML'], none: [] };
  return {
    system: expectedSystem(event, reader),
    payload: names[payload.type],
    fields: expectedFields(event, reader),
  };
}

function comparable({ system, payload, fields }: ReadEvent, reader: Reader): ReadEvent {
  const time = sameTime(system['TimeCreated@SystemTime'] ?? '', reader);
  return {
    system: { ...system, 'TimeCreated@SystemTime': time },
    payload,
    fields: fields.map(([name, text]) => [name, name === 'Data Time' ? sameTime(text, reader) : text]),
  };
}

function expectSame(found: readonly ReadEvent[], events: readonly EventSpec[], reader: Reader): void {
  expect(found.map((event) => comparable(event, reader))).toEqual(
    events.map((event) => expectedEvent(event, reader)),
  );
}

function largeEvent(size: number): EventSpec {
  const fields = [0, 1, 2].map((index) => ({ name: `F${index}`, value: 'x'.repeat(size) }));
  return { ...hardEvent(), payload: { type: 'event-data', fields } };
}

function recordIds(events: readonly ReadEvent[]): number[] {
  return events.map((event) => Number(event.system['EventRecordID']));
}

const ids = EVENTS.map((event) => event.recordId);

describe.skipIf(missing.evtxexport)('evtxexport, where installed', () => {
  it('reads every value of 500 events in several chunks', () => {
    expectSame(readWithEvtxexport(writeFile(EVENTS)), EVENTS, 'evtxexport');
  });

  it('reads a wrapped log in the order of its events or of its chunks', () => {
    const file = writeFile(EVENTS, { firstChunk: 2, chunkRecords: 60 });
    expect(recordIds(readWithEvtxexport(file)).sort((a, b) => a - b)).toEqual(ids);
  });

  it('recovers the stale records of the slack, and only those', () => {
    const stale = sampleEvents(3, 9000);
    const file = writeFile(EVENTS, { chunkRecords: 40, slack: stale });
    expectSame(readWithEvtxexport(file), EVENTS, 'evtxexport');
    expectSame(readWithEvtxexport(file, 'recovered'), stale, 'evtxexport');
  });
});

describe.skipIf(missing.pythonEvtx)('python-evtx, where installed', () => {
  it('reads every value of 500 events in several chunks, and confirms all checksums', () => {
    const report = readWithPythonEvtx(writeFile(EVENTS));
    expect(report.fileHeader).toBe(true);
    expect(1 < report.chunks.length).toBe(true);
    for (const chunk of report.chunks) expect(chunk).toEqual({ verified: true, tablesComplete: true });
    expect(report.recordSizesAgree).toBe(true);
    expect(report.recordIds).toEqual(ids);
    expectSame(report.events, EVENTS, 'python-evtx');
  });

  it('reads NULL, negative numbers and surrogate pairs', () => {
    expectSame(readWithPythonEvtx(writeFile([hardEvent()])).events, [hardEvent()], 'python-evtx');
  });

  it('finds the chunks of a wrapped log where they were put', () => {
    const report = readWithPythonEvtx(writeFile(EVENTS, { firstChunk: 2, chunkRecords: 100 }), 'headers');
    expect(report.fileHeader).toBe(true);
    expect(report.recordIds).toEqual([...ids.slice(300), ...ids.slice(0, 300)]);
  });

  it('stops before the slack, and at a stale free-space offset', () => {
    const slack = readWithPythonEvtx(
      writeFile(EVENTS, { chunkRecords: 50, slack: sampleEvents(2, 9000) }),
      'headers',
    );
    expect(slack.recordIds).toEqual(ids);
    const dirty = readWithPythonEvtx(
      writeFile(EVENTS, { chunkRecords: 50, dirty: true, staleChunk: true }),
      'headers',
    );
    expect(dirty.recordIds).toEqual(ids.slice(0, 451));
    for (const chunk of dirty.chunks) expect(chunk.verified).toBe(true);
  });

  it('confirms the headers and sizes of records without templates', () => {
    const report = readWithPythonEvtx(writeFile(sampleEvents(200, 7000), { inline: true }), 'headers');
    expect(report.recordIds).toEqual(ids.slice(0, 200));
    expect(report.recordSizesAgree).toBe(true);
    for (const chunk of report.chunks) expect(chunk.verified).toBe(true);
  });

  it('accepts a log without records', () => {
    const report = readWithPythonEvtx(writeFile([]));
    expect([report.fileHeader, report.chunks.length, report.recordIds.length]).toEqual([true, 1, 0]);
  });
});

describe('writeEvtx', () => {
  it('returns the same bytes every time', () => {
    const options = { firstChunk: 1, chunkRecords: 50, dirty: true };
    expect(Buffer.compare(writeEvtx(EVENTS, options), writeEvtx(sampleEvents(500), options))).toBe(0);
  });

  it('hashes names and template GUIDs as Windows does', () => {
    expect(['Event', 'System', 'Provider'].map(nameHash)).toEqual([0x0cba, 0x546f, 0x7bf1]);
    const guid = new Uint8Array(Buffer.from('af15da5bc6b3b5ca10ee7a7eb4ee1523', 'hex'));
    expect(hashUnits(new Uint16Array(guid.buffer)) % 32).toBe(5);
  });

  it('leaves a dirty file header behind its chunks', () => {
    const header = Buffer.from(writeEvtx(EVENTS, { dirty: true, chunkRecords: 50 }).subarray(0, 128));
    expect(header.readUInt32LE(120)).toBe(1);
    expect(header.readUInt16LE(42)).toBe(1);
    expect(header.readBigUInt64LE(24)).toBe(51n);
  });

  it('refuses a record that is larger than a chunk', () => {
    expect(() => writeEvtx([largeEvent(20_000)])).toThrow(RangeError);
  });

  it('takes back all of a record that does not fit', () => {
    const add = (chunk: Chunk, size: number) =>
      addRecord(chunk, { id: 1, event: largeEvent(size), inline: false });
    const tried = createChunk();
    const untried = createChunk();
    expect([add(tried, 10_700), add(tried, 10), add(untried, 10)]).toEqual([false, true, true]);
    expect(Buffer.compare(chunkBytes(tried, 'current'), chunkBytes(untried, 'current'))).toBe(0);
  });
});
