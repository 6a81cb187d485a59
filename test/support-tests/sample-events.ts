import type { DataField, EventPayload, EventSpec } from '../support/event-spec.ts';

/** 2024-03-05 10:11:12.345678 UTC. */
export const START = Date.UTC(2024, 2, 5, 10, 11, 12) * 1000 + 345_678;

const LONG_TEXT = 'A long line of text, to fill a chunk with few records. '.repeat(20);

/** Fields of every type that all readers print correctly. */
const ALL_TYPES: readonly DataField[] = [
  { name: 'Plain', value: 'RDP-Tcp#0' },
  { name: 'Escaped', value: `<a href="x">&amp; 'b'</a>` },
  { name: 'Wide', value: 'Grüße, 日本語' },
  { name: 'Empty', value: '' },
  { name: 'Number', value: 4_294_967_295 },
  { name: 'Byte', value: { type: 'uint8', value: 200 } },
  { name: 'Short', value: { type: 'uint16', value: 65_535 } },
  { name: 'Signed', value: { type: 'int32', value: 7 } },
  { name: 'Wide number', value: { type: 'uint64', value: 2n ** 63n + 1n } },
  { name: 'Wide signed', value: { type: 'int64', value: 2n ** 62n } },
  { name: 'Code', value: { type: 'hex32', value: 0x8009_0304 } },
  { name: 'LogonId', value: { type: 'hex64', value: 0x3e7 } },
  { name: 'Yes', value: { type: 'boolean', value: true } },
  { name: 'No', value: { type: 'boolean', value: false } },
  { name: 'Guid', value: { type: 'guid', value: '{00112233-4455-6677-8899-AABBCCDDEEFF}' } },
  { name: 'Sid', value: { type: 'sid', value: 'S-1-5-21-1-2-4294967295-500' } },
  { name: 'Time', value: { type: 'filetime', value: START + 1 } },
  { name: 'Bytes', value: { type: 'binary', value: new Uint8Array([0, 1, 2, 255]) } },
  { name: 'No bytes', value: { type: 'binary', value: new Uint8Array() } },
];

/** Fields beyond evtxexport: it misprints negative numbers and surrogate pairs, and gives up at NULL. */
const HARD_TYPES: readonly DataField[] = [
  { name: 'Nothing', value: { type: 'null' } },
  { name: 'Surrogates', value: 'a😀b' },
  { name: 'Below zero', value: { type: 'int32', value: -7 } },
  { name: 'Far below zero', value: { type: 'int64', value: -5n } },
];

const USER_DATA: EventPayload = {
  type: 'user-data',
  root: 'EventXML',
  namespace: 'Event_NS',
  fields: [
    { name: 'User', value: 'DOMÄNE\\jürgen' },
    { name: 'SessionID', value: 2 },
    { name: 'Address', value: '' },
  ],
};

function eventData(fields: readonly DataField[], binary?: Uint8Array): EventPayload {
  return { type: 'event-data', fields, ...(binary && { binary }) };
}

const MANIFEST = {
  provider: 'Microsoft-Windows-Example',
  providerGuid: '{1139C61B-B549-4251-8ED3-27250A1EDEC8}',
  channel: 'Microsoft-Windows-Example/Operational',
  level: 4,
  task: 4,
  opcode: 15,
  keywords: 0x4000_0000_0000_0000n,
  processId: 1956,
  threadId: 2128,
  userSid: 'S-1-5-20',
};

/** A classic event has unnamed strings and, often, qualifiers; a NULL activity id is the rule. */
const CLASSIC = {
  provider: 'Classic',
  channel: 'System',
  qualifiers: 16_384,
  keywords: 0x80_0000_0000_0000n,
};

type Shape = Omit<EventSpec, 'time' | 'recordId' | 'computer' | 'eventId'>;

const SHAPES: readonly Shape[] = [
  { ...MANIFEST, activityId: 'F420F1D8-1111-2222-3333-0123456789AB', payload: eventData(ALL_TYPES) },
  { ...MANIFEST, channel: 'Security', version: 2, payload: eventData(ALL_TYPES) },
  { ...MANIFEST, payload: USER_DATA },
  { ...MANIFEST, payload: eventData([]) },
  { ...MANIFEST, payload: { type: 'none' } },
  {
    ...MANIFEST,
    eventSourceName: 'Source',
    payload: eventData([{ name: 'param1', value: 'p' }], new Uint8Array([9])),
  },
  { ...MANIFEST, payload: eventData([{ name: 'Text', value: LONG_TEXT }]) },
  { ...CLASSIC, payload: eventData([{ value: 'one' }, { value: 'zwei, ü' }]) },
  {
    ...CLASSIC,
    payload: eventData([{ value: 'one' }, { value: '' }, { value: 'three' }], new Uint8Array([0xde, 0xad])),
  },
  { ...CLASSIC, payload: eventData([], new Uint8Array([1])) },
];

/** Returns events of all shapes in turn, one millisecond and one record id apart, from two computers. */
export function sampleEvents(count: number, firstId = 1): EventSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    ...(SHAPES[index % SHAPES.length] as Shape),
    eventId: 100 + (index % SHAPES.length),
    time: START + index * 1000,
    recordId: firstId + index,
    computer: index % 7 === 0 ? 'WIN-OLD' : 'höst.example.com',
  }));
}

/** Returns one event with the fields that evtxexport cannot print. */
export function hardEvent(): EventSpec {
  const payload = eventData(HARD_TYPES);
  return { ...MANIFEST, payload, eventId: 1, time: START, recordId: 1, computer: 'WIN-OLD' };
}
