import { describe, expect, test } from 'vitest';
import { correlate, idsOf, logbook, termDdBlock, withoutStack, type Logbook } from '../support/events.ts';

const ALICE = '198.51.100.7';
const BOB = '203.0.113.9';

const accepted = (book: Logbook, at: number, client: string, n = 1): Logbook =>
  book
    .stack(at, 131, { ConnType: 'TCP', ClientIP: `${client}:${40_000 + n}` })
    .stack(at + 0.01, 65, { ConnectionName: `RDP-Tcp#${n}` });
const refused = (book: Logbook, at: number, client: string): Logbook =>
  book.stack(at, 140, { IPString: client });
const closed = (book: Logbook, at: number): Logbook =>
  book.stack(at, 102).stack(at + 0.001, 103, { ReasonCode: 0 });
/** A connection that got a session, with what the connection manager and the session manager say of it. */
function inSession(book: Logbook, at: number, client: string, n: number, SessionID = n): Logbook {
  const user = { User: 'CORP\\alice', SessionID, Address: client };
  return accepted(book, at, client, n)
    .connections(at + 1, 1149, { Param1: 'alice', Param2: 'CORP', Param3: client })
    .stack(at + 1.1, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID })
    .sessions(at + 1.5, 21, user)
    .sessions(at + 1.8, 22, user);
}

const attemptsOf = (book: Logbook) =>
  correlate(book).attempts.map((attempt) => ({
    client: attempt.client?.address,
    outcome: attempt.outcome,
    ids: idsOf(attempt).map((id) => id.replace(/^\w+ /, '')),
    ties: attempt.events.map(({ by, rivals }) => (rivals === undefined ? by : `${by}, ${rivals} more`)),
  }));

describe('connections whose records bear no ActivityID', () => {
  test('a refused one is an attempt, by the order of its steps', () => {
    const book = closed(refused(accepted(logbook(), 0, ALICE), 1, ALICE), 1.1);
    expect(attemptsOf(book)).toEqual([
      {
        client: ALICE,
        outcome: 'failed',
        ids: ['131', '65', '140', '102', '103'],
        ties: ['sequence', 'sequence', 'client-endpoint', 'sequence', 'sequence'],
      },
    ]);
  });

  test('one that got a session is one attempt from the first record to the last', () => {
    const book = closed(inSession(logbook(), 0, ALICE, 3), 7200);
    expect(attemptsOf(book)).toMatchObject([
      { outcome: 'succeeded', ids: ['131', '65', '1149', '66', '21', '22', '102', '103'] },
    ]);
  });

  test('steps that a session has behind it are those of the one that comes', () => {
    const book = inSession(logbook(), 0, ALICE, 1);
    closed(refused(accepted(book, 600, BOB, 2), 602, BOB), 602.1);
    closed(book, 900);
    expect(attemptsOf(book)).toMatchObject([
      { client: ALICE, ids: ['131', '65', '1149', '66', '21', '22', '102', '103'] },
      { client: BOB, outcome: 'failed', ids: ['131', '65', '140', '102', '103'] },
    ]);
  });

  test('the end of a session that is taken back is not that of whoever takes it', () => {
    const book = inSession(logbook(), 0, ALICE, 1);
    inSession(book, 600, ALICE, 2, 9);
    closed(book, 601.2);
    const [, taker] = attemptsOf(book);
    expect(taker?.ids).not.toContain('102');
    expect(attemptsOf(book)).toHaveLength(2);
  });

  test('of two at once each gets what names its client, and neither what names nobody', () => {
    const book = accepted(accepted(logbook(), 0, ALICE, 1), 0.02, BOB, 2);
    book.stack(0.1, 226, { ErrorCode: 2_147_942_464, EventName: 'Event_Disconnect' });
    refused(refused(book, 0.2, ALICE), 0.3, BOB);
    expect(attemptsOf(book)).toMatchObject([
      { client: ALICE, ids: ['131', '65', '140'] },
      { client: BOB, ids: ['131', '65', '140'] },
    ]);
  });

  test('a refusal of one of two from one address is the other’s as well', () => {
    const book = accepted(accepted(logbook(), 0, ALICE, 1), 0.02, ALICE, 2);
    refused(book, 0.1, ALICE);
    expect(attemptsOf(book).map(({ ties }) => ties)).toEqual([
      ['sequence', 'sequence'],
      ['sequence', 'sequence', 'client-endpoint, 1 more'],
    ]);
  });

  test('a name that comes back is another connection’s', () => {
    const book = inSession(logbook(), 0, ALICE, 1);
    accepted(book, 600, BOB, 1).stack(601, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 4 });
    expect(attemptsOf(book)).toMatchObject([
      { client: ALICE, ids: ['131', '65', '1149', '66', '21', '22'] },
      { client: BOB, ids: ['131', '65', '66'] },
    ]);
  });

  test('after a restart nothing of before goes on', () => {
    const book = inSession(logbook(), 0, ALICE, 1);
    book.add({ provider: 'Microsoft-Windows-Kernel-General', eventId: 12, at: 900, fields: {} });
    closed(book, 1000);
    expect(attemptsOf(book)).toMatchObject([{ ids: ['131', '65', '1149', '66', '21', '22'] }]);
    expect(correlate(book).unattached.map(({ kind }) => kind)).toContain('connection-closed');
  });

  test('a session that the session manager saw end takes nothing that comes later', () => {
    const book = inSession(logbook(), 0, ALICE, 1);
    book.sessions(600, 24, { User: 'CORP\\alice', SessionID: 1, Address: ALICE });
    closed(book, 700);
    expect(attemptsOf(book)).toMatchObject([{ ids: ['131', '65', '1149', '66', '21', '22', '24'] }]);
  });

  test('a side channel is its client’s, and no attempt; what the listener says is nobody’s', () => {
    const book = inSession(logbook(), 0, ALICE, 1).stack(2, 131, {
      ConnType: 'UDP',
      ClientIP: `${ALICE}:50000`,
    });
    book.stack(3, 129, { TransportProtocolName: 'TCP', Port: 3389 });
    expect(attemptsOf(book)).toMatchObject([{ ids: ['131', '65', '1149', '66', '21', '22', '131'] }]);
  });

  test('an end is that of the session that is told to have ended in this moment, before or after', () => {
    const book = inSession(inSession(logbook(), 0, ALICE, 1), 100, BOB, 2);
    const left = (at: number, SessionID: number, Address: string): Logbook =>
      book.sessions(at, 24, { User: 'CORP\\alice', SessionID, Address });
    book.stack(600, 142, { error: 121 });
    closed(left(600.1, 1, ALICE), 600.2);
    closed(book, 899.9);
    left(900, 2, BOB);
    expect(attemptsOf(book)).toMatchObject([
      { client: ALICE, ids: ['131', '65', '1149', '66', '21', '22', '142', '24', '102', '103'] },
      { client: BOB, ids: ['131', '65', '1149', '66', '21', '22', '102', '103', '24'] },
    ]);
  });

  test('an end that may be that of one on its way is no session’s', () => {
    const book = inSession(inSession(logbook(), 0, ALICE, 1), 100, BOB, 2);
    closed(accepted(book, 599, '192.0.2.1', 3).stack(599.1, 98), 600);
    book.sessions(600.1, 24, { User: 'CORP\\alice', SessionID: 1, Address: ALICE });
    const [alice] = attemptsOf(book);
    expect(alice?.ids).toEqual(['131', '65', '1149', '66', '21', '22', '24']);
  });

  test('where a form keeps neither numbers nor parts of a second, steps come in their order', () => {
    const told = (eventId: number, fields = {}): void => void book.stack(0, eventId, fields, { recordId: 0 });
    const book = logbook();
    told(103);
    told(65, { ConnectionName: 'RDP-Tcp#1' });
    told(140, { IPString: ALICE });
    told(102);
    told(131, { ClientIP: `${ALICE}:40000` });
    expect(attemptsOf(book)).toMatchObject([{ ids: ['131', '65', '140', '102', '103'] }]);
  });

  test('where it is not told which of the two it is, what follows a connection at once is its side channel', () => {
    const book = logbook().stack(0, 131, { ClientIP: `${ALICE}:40000` });
    book.stack(1, 131, { ClientIP: `${ALICE}:40001` }).stack(60, 131, { ClientIP: `${ALICE}:40002` });
    expect(attemptsOf(book).map(({ ids }) => ids.length)).toEqual([2, 1]);
  });

  test('of two users behind one address each gets the session that is theirs', () => {
    const book = accepted(accepted(logbook(), 0, ALICE, 1), 0.1, ALICE, 2);
    const told = (at: number, user: string, n: number): void => {
      book.stack(at, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID: n });
      book.sessions(at + 0.1, 41, { User: `CORP\\${user}`, SessionID: n });
    };
    told(1, 'alice', 1);
    told(1.5, 'bob', 2);
    book.sessions(3, 25, { User: 'CORP\\alice', SessionID: 7, Address: ALICE });
    book.sessions(4, 25, { User: 'CORP\\bob', SessionID: 8, Address: ALICE });
    const users = correlate(book).attempts.map(({ account, sessionId }) => [account?.name, sessionId]);
    expect(users).toEqual([
      ['alice', 7],
      ['bob', 8],
    ]);
  });

  test('what the driver dropped is the connection of that client', () => {
    const book = accepted(logbook(), 0, ALICE);
    closed(book, 1).add({
      provider: 'TermDD',
      eventId: 56,
      at: 1,
      fields: { device: '\\Device\\Termdd', client: ALICE, Binary: termDdBlock('B50000C0') },
    });
    expect(attemptsOf(book)).toMatchObject([{ outcome: 'failed', ids: ['131', '65', '56', '102', '103'] }]);
  });

  test('what an ActivityID ties stays as it is', () => {
    const activityId = 'F4200001-81FE-4C2D-9C3B-5A7E00000000';
    const book = logbook().stack(0, 131, { ConnType: 'TCP', ClientIP: `${ALICE}:40000` }, { activityId });
    book.stack(1, 102, {}, { activityId });
    expect(attemptsOf(book)).toMatchObject([{ ties: ['activity-id', 'activity-id'] }]);
  });
});

describe('the client’s log without ActivityIDs', () => {
  const clients = (book: Logbook) =>
    correlate(book, withoutStack).attempts.map((attempt) => ({
      target: attempt.target,
      ids: idsOf(attempt).map((id) => id.replace(/^\w+ /, '')),
    }));

  test('is an attempt from the first record to the disconnect', () => {
    const book = logbook().client(0, 1024, { Value: 'rds01' });
    book.client(1, 1026, { Value: 1800 }).client(60, 1024, { Value: 'rds02' });
    expect(clients(book)).toEqual([
      { target: 'rds01', ids: ['1024', '1026'] },
      { target: 'rds02', ids: ['1024'] },
    ]);
  });

  test('tells two windows apart where it tells their processes', () => {
    const book = logbook()
      .client(0, 1024, { Value: 'rds01' }, { processId: 10 })
      .client(1, 1024, { Value: 'rds02' }, { processId: 20 })
      .client(30, 1026, { Value: 516 }, { processId: 10 })
      .client(31, 1026, { Value: 3 }, { processId: 20 });
    expect(clients(book).map(({ ids }) => ids)).toEqual([
      ['1024', '1026'],
      ['1024', '1026'],
    ]);
  });

  test('of which only the end is left is an attempt still', () => {
    expect(clients(logbook().client(0, 1026, { Value: 516 }))).toEqual([
      { target: undefined, ids: ['1026'] },
    ]);
  });
});
