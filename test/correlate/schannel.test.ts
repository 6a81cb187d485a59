import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/model/attempt.ts';
import {
  accept,
  close,
  connectionId,
  correlate,
  logbook,
  withoutStack,
  type Logbook,
} from '../support/events.ts';

const tick = 0.015_6;
const refuse = (book: Logbook, seconds: number): void => {
  book.tls(seconds, 36874, { Protocol: 'TLS 1.2' }).tls(seconds, 36888, { AlertDesc: 40, ErrorState: 1205 });
};

/** One scanner connection of the flood: its whole life in one clock tick. */
function flooded(book: Logbook, seconds: number, n: number): void {
  const activityId = accept(book, { at: seconds, n, client: '194.61.24.102' });
  refuse(book, seconds);
  book.stack(seconds, 139, { ResultCode: '0x80090304', IPString: '194.61.24.102' }, { activityId });
  close(book, seconds, activityId);
}

const pairOf = (attempt: Attempt | undefined): number[] =>
  attempt?.events
    .filter(({ event }) => event.source.provider === 'Schannel')
    .map(({ event }) => event.source.recordId) ?? [];

describe('a flood that fails in TLS', () => {
  test('gives each attempt one pair of records, in sequence, also where many share a tick', () => {
    const book = logbook();
    for (let n = 0; n < 7; n++) flooded(book, 0, n);
    for (let n = 7; n < 10; n++) flooded(book, tick, n);
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(10);
    expect(unattached).toEqual([]);
    expect(attempts.flatMap(pairOf).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    for (const attempt of attempts) {
      const [first = 0, second] = pairOf(attempt);
      expect(second).toBe(first + 1);
      expect(attempt.events.find(({ event }) => event.kind === 'tls-alert-sent')?.by).toBe('sequence');
    }
  });

  test('is paired from the latest: what a wrapped log has lost at its beginning shifts nothing', () => {
    const book = logbook();
    // Four handshakes whose connection records were overwritten, in the tick with which the stack's log begins.
    for (let i = 0; i < 4; i++) refuse(book, 0);
    for (let n = 0; n < 3; n++) flooded(book, 0, n);
    for (let n = 3; n < 50; n++) flooded(book, n * tick, n);
    const { attempts, unattached } = correlate(book);
    expect(unattached).toHaveLength(8);
    expect(unattached.map(({ source }) => source.recordId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const attempt of attempts) {
      const times = attempt.events.map(({ event }) => event.time);
      expect(new Set(times).size).toBe(1);
      expect(pairOf(attempt)).toHaveLength(2);
    }
  });

  test('keeps the logical order where a tick gives none', () => {
    const book = logbook();
    flooded(book, 0, 1);
    const kinds = correlate(book).attempts[0]?.events.map(({ event }) => event.kind);
    expect(kinds).toEqual([
      'connection-accepted',
      'connection-received',
      'connection-created',
      'connection-counted',
      'tls-no-common-cipher',
      'tls-alert-sent',
      'security-layer-failed',
      'connection-closed',
      'connection-ended',
    ]);
  });
});

describe('a TLS record', () => {
  test('of long before the failure is not the failure’s, however long the client hung on', () => {
    const book = logbook();
    const slow = accept(book, { at: 0, n: 1 });
    flooded(book, 5, 2);
    book.stack(30, 139, { ResultCode: '0x8009030c', IPString: '203.0.113.9' }, { activityId: slow });
    close(book, 30, slow);
    const { attempts } = correlate(book);
    expect(pairOf(attempts.find(({ connectionName }) => connectionName === 'RDP-Tcp#1'))).toEqual([]);
    expect(pairOf(attempts.find(({ connectionName }) => connectionName === 'RDP-Tcp#2'))).toEqual([1, 2]);
  });

  test('belongs by time to an attempt that said nothing of its end', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.tls(0.1, 36887, { AlertDesc: 49 });
    close(book, 0.2, activityId, 14);
    const link = correlate(book).attempts[0]?.events.find(({ event }) => event.kind === 'tls-alert-received');
    expect(link).toMatchObject({ by: 'time-only' });
    expect(link?.rivals).toBeUndefined();
  });

  test('belongs by time to one of which only the listener tells, within a second', () => {
    const kindsWith = (seconds: number) => {
      const book = logbook();
      book.connections(0, 261, { listenerName: 'RDP-Tcp' }, { activityId: connectionId(1) });
      book.tls(seconds, 36887, { AlertDesc: 46 });
      return correlate(book, withoutStack).attempts.map(({ events }) =>
        events.map(({ event }) => event.kind),
      );
    };
    expect(kindsWith(0.9)).toEqual([['connection-received', 'tls-alert-received']]);
    expect(kindsWith(1.1)).toEqual([['connection-received']]);
  });

  test('is a rival’s where several such attempts were going on', () => {
    const book = logbook();
    const ids = [accept(book, { at: 0, n: 1 }), accept(book, { at: 0.02, n: 2 })];
    book.tls(0.1, 36887, { AlertDesc: 49 });
    for (const id of ids) close(book, 0.2, id, 14);
    const links = correlate(book).attempts.flatMap(({ events }) =>
      events.filter(({ event }) => event.kind === 'tls-alert-received'),
    );
    expect(links).toMatchObject([{ rivals: 1 }]);
  });

  test('is not an attempt’s that was authenticated', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book
      .connections(0.5, 1149, { Param1: 'a', Param2: '', Param3: '198.51.100.7' }, { activityId })
      .tls(0.6, 36887, { AlertDesc: 48 });
    close(book, 1, activityId);
    const { attempts, unattached } = correlate(book);
    expect(pairOf(attempts[0])).toEqual([]);
    expect(unattached.map(({ kind }) => kind)).toEqual(['tls-alert-received']);
  });

  test('of the machine as a client is kept, but never for an attempt', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.tls(0.1, 36871, { Type: 'client', ErrorState: 10013 });
    close(book, 0.2, activityId);
    const { attempts, unattached } = correlate(book);
    expect(pairOf(attempts[0])).toEqual([]);
    expect(unattached.map(({ kind }) => kind)).toEqual(['tls-credential-failed']);
  });
});

describe('a record of a handshake that nothing ties to a connection', () => {
  const endOfSession = (book: Logbook, at: number, activityId: string): void =>
    void book.sessions(at, 24, { User: 'CORP\\alice', SessionID: 2, Address: '192.0.2.5' }, { activityId });

  test('is not of one that had a session', () => {
    const book = logbook();
    const id = accept(book, { at: 0, n: 1 });
    refuse(book, 30);
    endOfSession(book, 60, id);
    expect(correlate(book).unattached).toHaveLength(2);
  });

  test('is not of one that came long before', () => {
    const [near, late] = [logbook(), logbook()];
    for (const [book, at] of [
      [near, 60],
      [late, 600],
    ] as const) {
      const id = accept(book, { at: 0, n: 1 });
      refuse(book, at);
      close(book, 900, id);
    }
    expect(correlate(near).unattached).toHaveLength(0);
    expect(correlate(late).unattached).toHaveLength(2);
  });
});
