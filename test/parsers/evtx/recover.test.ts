import { describe, expect, test } from 'vitest';
import { sampleEvents } from '../../support-tests/sample-events.ts';
import { writeEvtx } from '../../support/evtx-writer/index.ts';
import { corpusFiles, HAS_CORPUS, PLATFORM, readAll, readCorpus, WITHOUT_CORPUS } from './corpus.ts';

const RECOVER = { platform: PLATFORM, recover: true };
const EVENTS = sampleEvents(60);

describe('what a log left behind', () => {
  const stale = sampleEvents(3, 9000);
  const bytes = writeEvtx(EVENTS, { slack: stale });

  test('is given when asked for, marked, after all that is live', () => {
    const { events, problems, status } = readAll([bytes], RECOVER);
    expect(problems).toEqual([]);
    expect(status.records).toBe(60);
    expect(events.slice(0, 60)).toEqual(readAll([bytes]).events);
    const recovered = events.slice(60);
    expect(recovered.map(({ recordId, recovered: mark }) => [recordId, mark])).toEqual(
      stale.map(({ recordId }) => [recordId, true]),
    );
    const live = readAll([writeEvtx(stale)]).events;
    expect(recovered).toEqual(live.map((event) => ({ ...event, recovered: true })));
  });

  test('is not given unasked, and never observed', () => {
    expect(readAll([bytes]).events).toHaveLength(60);
    const ids: number[] = [];
    readAll([bytes], { ...RECOVER, observe: (_computer, _channel, recordId) => ids.push(recordId) });
    expect(ids).toEqual(EVENTS.map(({ recordId }) => recordId));
  });

  test('is asked for by the same rule as live events', () => {
    const [first] = stale;
    const want = (provider: string, eventId: number): boolean =>
      provider === first?.provider && eventId === first.eventId;
    const recovered = readAll([bytes], { ...RECOVER, want }).events.filter((event) => event.recovered);
    expect(recovered.length).toBeGreaterThan(0);
    expect(recovered.every((event) => want(event.provider, event.eventId))).toBe(true);
  });

  test('is left out where it is a copy of a live record, earlier or later in the file', () => {
    const copies = [EVENTS[2], EVENTS[50]].flatMap((event) => event ?? []);
    const log = writeEvtx(EVENTS, { slack: copies, chunkRecords: 20, firstChunk: 1 });
    const { events, status } = readAll([log], RECOVER);
    expect(status.integrity?.slack.records).toBe(2);
    expect(events).toHaveLength(60);
  });

  test('loses its payload, not its head, where the payload was overwritten', () => {
    const log = Uint8Array.from(writeEvtx(EVENTS.slice(0, 3), { slack: stale.slice(0, 1) }));
    const at = indexOf(log, 9000);
    // The GUID of the payload's template, by which a definition is known to be the one that was meant.
    const payload = lastTemplate(log, at);
    log[payload + 2] = (log[payload + 2] ?? 0) ^ 0xff;
    const recovered = readAll([log], RECOVER).events.find((event) => event.recovered);
    expect(recovered?.payloadLost).toBe(true);
    expect(recovered?.data).toEqual([]);
    expect(recovered?.eventId).toBe(stale[0]?.eventId);
  });
});

/** Finds the record of that id. */
function indexOf(bytes: Uint8Array, id: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 4096 + 512; at + 28 < bytes.length; at += 8) {
    if (view.getUint32(at, true) === 0x2a2a && view.getUint32(at + 8, true) === id) return at;
  }
  throw new Error(`no record ${id}`);
}

/** Finds the last template instance of the record that begins there. */
function lastTemplate(bytes: Uint8Array, record: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = record + view.getUint32(record + 4, true);
  for (let at = end - 14; at > record; at -= 1) {
    // Its definition stands right behind it.
    if (bytes[at] === 0x0c && view.getUint32(at + 6, true) === at + 10 - 4096) return at;
  }
  throw new Error('no template instance');
}

/** Remains that are no copy of a live record, and how many of them have lost their payload. */
const RECOVERED: Readonly<Record<string, readonly [events: number, withoutPayload: number]>> = {
  'parser/Microsoft-Windows-LanguagePackSetup%4Operational.evtx': [15, 15],
  'parser/sample_with_a_bad_chunk_magic.evtx': [50, 0],
  'server-2012r2/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Admin.evtx': [30, 0],
  'server-2012r2/Microsoft-Windows-TerminalServices-RDPClient%4Operational.evtx': [6, 6],
  'server-2012r2/Microsoft-Windows-Windows Firewall With Advanced Security%4ConnectionSecurity.evtx': [
    134, 0,
  ],
  'win10-1803/Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx': [155, 114],
  'win10-1803/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx': [343, 1],
};

describe.skipIf(!HAS_CORPUS)(`what real logs left behind (${WITHOUT_CORPUS})`, () => {
  test.each(corpusFiles())('%s: no copies, no problems, the live events unchanged', (file) => {
    const bytes = readCorpus(file);
    const plain = readAll([bytes]);
    const { events, problems, status } = readAll([bytes], RECOVER);
    const recovered = events.filter((event) => event.recovered === true);
    const lost = recovered.filter((event) => event.payloadLost === true);
    expect([recovered.length, lost.length]).toEqual(RECOVERED[file] ?? [0, 0]);
    expect(problems).toEqual(plain.problems);
    expect(status).toEqual(plain.status);
    expect(JSON.stringify(events.slice(0, plain.events.length)) === JSON.stringify(plain.events)).toBe(true);
    const keys = events.map((event) => `${event.channel} ${event.recordId} ${event.time}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
