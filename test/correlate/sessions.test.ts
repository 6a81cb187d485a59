import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/model/attempt.ts';
import { accept, close, connectionId, correlate, idsOf, logbook, type Logbook } from '../support/events.ts';

/** One and the same on every machine: the console's session, not an attempt. */
const CONSOLE = '61A55000-55E5-1017-0000-000000000000';

interface SessionSpec {
  readonly at: number;
  readonly n: number;
  readonly session: number;
  readonly client?: string;
  readonly until?: number;
}

/** A connection that logs on to a session, or comes back to it. */
function session(book: Logbook, spec: SessionSpec, eventId: 21 | 25 = 21): string {
  const { at, n, session: id, client = '198.51.100.7', until } = spec;
  const activityId = accept(book, { at, n, client });
  book
    .stack(at + 0.5, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID: 90 + n }, { activityId })
    .sessions(at + 1, eventId, { User: 'CORP\\alice', SessionID: id, Address: client }, { activityId });
  if (until !== undefined) close(book, until, activityId);
  return activityId;
}
const reasonsOf = (attempt: Attempt | undefined) =>
  attempt?.events
    .filter(({ event }) => event.kind === 'session-disconnect-reason')
    .map(({ event, by }) => [event.facts['reason'], by]);

describe('a session that is taken over', () => {
  test('was lost by the old connection, though Windows writes so under the new one’s ActivityID', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2 });
    const activityId = accept(book, { at: 600, n: 2, client: '198.51.100.7' });
    book.sessions(600.8, 40, { Session: 2, Reason: 5 }, { activityId });
    book.sessions(601, 25, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId });
    const [old, taker] = correlate(book).attempts;
    expect(reasonsOf(old)).toEqual([[5, 'session-id']]);
    expect(old?.replacedBy).toBe('same-client');
    expect(reasonsOf(taker)).toEqual([]);
    expect(taker).toMatchObject({ outcome: 'succeeded', sessionId: 2 });
    expect(taker?.replacedBy).toBeUndefined();
  });

  test('by another client is told apart', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2 });
    const activityId = accept(book, { at: 600, n: 2, client: '203.0.113.9' });
    book.sessions(600.8, 40, { Session: 2, Reason: 5 }, { activityId });
    book.sessions(601, 25, { User: 'CORP\\alice', SessionID: 2, Address: '203.0.113.9' }, { activityId });
    expect(correlate(book).attempts[0]?.replacedBy).toBe('other-client');
  });

  test('through a gateway, whose address everybody has, is told apart by the machines’ names', () => {
    const book = logbook();
    const station = (at: number, eventId: number, n: number, ClientName: string) =>
      book.security(at, eventId, {
        AccountName: 'alice',
        SessionName: `RDP-Tcp#${n}`,
        ClientName,
        ClientAddress: '198.51.100.7',
      });
    session(book, { at: 0, n: 1, session: 2 });
    station(1, 4778, 1, 'LAPTOP');
    const activityId = accept(book, { at: 600, n: 2 });
    book.sessions(600.8, 40, { Session: 2, Reason: 5 }, { activityId });
    station(600.9, 4778, 2, 'HOME-PC');
    book.sessions(601, 25, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId });
    expect(correlate(book).attempts[0]?.replacedBy).toBe('other-client');
  });

  test('by somebody without an address is not said to be anybody’s', () => {
    const book = logbook();
    const first = session(book, { at: 0, n: 1, session: 2 });
    book.sessions(600, 40, { Session: 2, Reason: 5 }, { activityId: first });
    book.sessions(
      601,
      25,
      { User: 'CORP\\alice', SessionID: 2, Address: '' },
      { activityId: connectionId(9) },
    );
    expect(correlate(book).attempts[0]?.replacedBy).toBeUndefined();
  });

  test('again and again, every few seconds, is always lost to the next one', () => {
    const book = logbook();
    const clients = ['198.51.100.7', '198.51.100.7', '203.0.113.9', '198.51.100.7'];
    for (const [n, client] of clients.entries()) {
      const activityId = accept(book, { at: 5 * n, n, client });
      if (n > 0) book.sessions(5 * n + 0.8, 40, { Session: 2, Reason: 5 }, { activityId });
      book.sessions(5 * n + 1, 25, { User: 'CORP\\alice', SessionID: 2, Address: client }, { activityId });
    }
    const { attempts, unattached } = correlate(book);
    expect(unattached).toEqual([]);
    expect(attempts.map(({ replacedBy }) => replacedBy)).toEqual([
      'same-client',
      'other-client',
      'other-client',
      undefined,
    ]);
  });

  test('is no matter of a connection that had closed long before', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2, until: 60 });
    const activityId = accept(book, { at: 90_000, n: 2 });
    book.sessions(90_000.8, 40, { Session: 2, Reason: 5 }, { activityId });
    book.sessions(90_001, 25, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId });
    const { attempts, unattached } = correlate(book);
    expect(attempts[0]?.replacedBy).toBeUndefined();
    expect(attempts[0]?.endedAt).toBeLessThan(attempts[1]?.startedAt ?? 0);
    expect(unattached.map(({ kind }) => kind)).toEqual(['session-disconnect-reason']);
  });
});

describe('a reconnect', () => {
  test('is one attempt that ends in the session it came for, not in the temporary one', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 0 });
    book
      .stack(4, 66, { ConnectionName: 'RDP-Tcp#0', SessionID: 2 }, { activityId })
      .sessions(5.2, 41, { User: 'WINDOMAIN\\vagrant', SessionID: 2 }, { activityId })
      .sessions(5.3, 40, { Session: 1, Reason: 5 }, { activityId: CONSOLE })
      .sessions(
        5.4,
        24,
        { User: 'WINDOMAIN\\vagrant', SessionID: 1, Address: 'LOCAL' },
        { activityId: CONSOLE },
      )
      .sessions(5.5, 40, { Session: 2, Reason: 0 }, { activityId })
      .security(7, 4778, {
        AccountName: 'vagrant',
        AccountDomain: 'WINDOMAIN',
        LogonID: '0x51b2a',
        SessionName: 'RDP-Tcp#0',
        ClientName: 'LAPTOP',
        ClientAddress: '198.51.100.7',
      })
      .sessions(
        7.9,
        25,
        { User: 'WINDOMAIN\\vagrant', SessionID: 1, Address: '198.51.100.7' },
        { activityId },
      )
      .sessions(8, 42, { User: 'WINDOMAIN\\vagrant', SessionID: 2 }, { activityId });
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({ outcome: 'succeeded', sessionId: 1, client: { name: 'LAPTOP' } });
    expect(attempts[0]?.events.find(({ event }) => event.kind === 'station-reconnected')?.by).toBe(
      'connection-name',
    );
    expect(unattached.map(({ kind }) => kind)).toEqual(['session-disconnect-reason', 'session-disconnected']);
  });
});

describe('the console', () => {
  test.each(['LOCAL', 'LOKAL'])(
    '%s is nobody’s connection, and its ActivityID ties nothing together',
    (Address) => {
      const book = logbook();
      for (const at of [0, 90_000])
        book.sessions(at, 21, { User: 'CORP\\alice', SessionID: 1, Address }, { activityId: CONSOLE });
      book.sessions(
        100,
        21,
        { User: 'CORP\\bob', SessionID: 3, Address },
        { activityId: '7C968320-1111-4222-8333-444455556666' },
      );
      const { attempts, unattached } = correlate(book);
      expect(attempts).toEqual([]);
      expect(unattached).toHaveLength(3);
    },
  );
});

describe('an event about a session', () => {
  test('without ActivityID belongs to whoever has the session then', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2, until: 100 });
    session(book, { at: 200, n: 2, session: 2, until: 30_000 });
    book.sessions(29_999, 24, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' });
    const { attempts } = correlate(book);
    expect(idsOf(attempts[0])).not.toContain('LocalSessionManager 24');
    expect(attempts[1]?.events.find(({ event }) => event.kind === 'session-disconnected')?.by).toBe(
      'session-id',
    );
  });

  test('belongs to a connection of which no end was seen, however late it comes', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2 });
    book.sessions(30_000, 24, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' });
    expect(idsOf(correlate(book).attempts[0])).toContain('LocalSessionManager 24');
  });

  test('of long after the end is nobody’s', () => {
    const book = logbook();
    session(book, { at: 0, n: 1, session: 2, until: 100 });
    book.sessions(500, 39, { TargetSession: 2, Source: 3 });
    expect(correlate(book).unattached.map(({ kind }) => kind)).toEqual(['session-disconnected-by']);
  });
});

describe('a connection’s name', () => {
  test('comes back after many others, and then means the latest', () => {
    const book = logbook();
    const first = accept(book, { at: 0, n: 1, name: 'RDP-Tcp#5' });
    close(book, 0.2, first);
    accept(book, { at: 0.27, n: 2, name: 'RDP-Tcp#5' });
    book.security(3, 4778, { AccountName: 'alice', SessionName: 'RDP-Tcp#5', ClientAddress: '198.51.100.7' });
    const { attempts } = correlate(book);
    expect(idsOf(attempts[0])).not.toContain('Auditing 4778');
    expect(idsOf(attempts[1])).toContain('Auditing 4778');
  });

  test('says nothing where its connection was not seen', () => {
    const book = logbook();
    accept(book, { at: 10, n: 1 });
    book.security(3, 4779, { AccountName: 'alice', SessionName: 'RDP-Tcp#1', ClientAddress: '198.51.100.7' });
    book.security(12, 4779, { AccountName: 'alice', SessionName: 'Console', ClientAddress: 'LOCAL' });
    expect(correlate(book).unattached).toHaveLength(2);
  });
});
