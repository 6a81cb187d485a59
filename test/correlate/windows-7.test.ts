import { describe, expect, test } from 'vitest';
import {
  audit,
  correlate,
  idsOf,
  logbook,
  termDdBlock,
  withoutStack,
  type Logbook,
} from '../support/events.ts';

const received = (book: Logbook, at: number): void =>
  void book.connections(at, 261, { listenerName: 'RDP-Tcp' });
const passed = (book: Logbook, at: number, client: string): void =>
  void book.connections(at, 1149, { Param1: 'alice', Param2: 'CORP', Param3: client });
const loggedOn = (book: Logbook, at: number, client: string, SessionID = 2, eventId = 21): void =>
  void book.sessions(at, eventId, { User: 'CORP\\alice', SessionID, Address: client });
const dropped = (book: Logbook, at: number, client: string, status: string): void =>
  void book.add({
    provider: 'TermDD',
    eventId: 56,
    at,
    fields: { device: '\\Device\\Termdd', client, Binary: termDdBlock(status) },
  });

/** TermDD's data has no names: the second field is the client. */
const termDd = (book: Logbook, at: number, client: string): void => dropped(book, at, client, '32000AD0');

const attemptsOf = (book: Logbook) => correlate(book, withoutStack).attempts;

describe('without ActivityIDs', () => {
  test('listener, 1149 and logon are one attempt, step by step', () => {
    const book = logbook();
    received(book, 0);
    passed(book, 1, '198.51.100.7');
    loggedOn(book, 2, '198.51.100.7');
    const attempts = attemptsOf(book);
    expect(attempts).toMatchObject([
      { outcome: 'succeeded', reached: 'desktop', client: { address: '198.51.100.7' } },
    ]);
    expect(attempts[0]?.events.map(({ by }) => by)).toEqual(['time-only', 'sequence', 'client-endpoint']);
  });

  test('two clients at once are two attempts', () => {
    const book = logbook();
    received(book, 0);
    received(book, 0.2);
    passed(book, 1, '198.51.100.7');
    passed(book, 1.2, '203.0.113.9');
    loggedOn(book, 2, '198.51.100.7', 2);
    loggedOn(book, 2.2, '203.0.113.9', 3);
    const attempts = attemptsOf(book);
    expect(attempts).toHaveLength(2);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
    expect(attempts.every(({ events }) => events.length === 3)).toBe(true);
  });

  test('a logon long after the last connection is another’s', () => {
    const book = logbook();
    received(book, 0);
    loggedOn(book, 600, '198.51.100.7');
    expect(attemptsOf(book)).toHaveLength(2);
  });

  test('the end of a long session is found by its id', () => {
    const book = logbook();
    received(book, 0);
    loggedOn(book, 2, '198.51.100.7');
    book.sessions(30_000, 24, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' });
    const attempts = attemptsOf(book);
    expect(attempts).toHaveLength(1);
    expect(idsOf(attempts[0])).toContain('LocalSessionManager 24');
  });

  test('a second logon to a session is a second attempt', () => {
    const book = logbook();
    received(book, 0);
    loggedOn(book, 2, '198.51.100.7');
    received(book, 900);
    book.sessions(901, 40, { Session: 2, Reason: 5 });
    loggedOn(book, 902, '203.0.113.9', 2, 25);
    const attempts = attemptsOf(book);
    expect(attempts).toHaveLength(2);
    expect(attempts[0]?.replacedBy).toBe('other-client');
    expect(idsOf(attempts[1])).toEqual(['RemoteConnectionManager 261', 'LocalSessionManager 25']);
  });

  test('a dropped client ends the connection before it', () => {
    const book = logbook();
    received(book, 0);
    termDd(book, 0.5, '198.51.100.7');
    const attempts = attemptsOf(book);
    expect(attempts).toMatchObject([
      { outcome: 'failed', reached: 'tls', client: { address: '198.51.100.7' } },
    ]);
    const failure = attempts[0]?.events.find(({ event }) => event.kind === 'security-layer-failed');
    expect(failure?.event.facts['code']).toBe(0xd00a0032);
  });

  test('a dropped client is an attempt where nothing else is seen of it', () => {
    const book = logbook();
    termDd(book, 0, '198.51.100.7');
    expect(attemptsOf(book)).toMatchObject([{ outcome: 'failed', client: { address: '198.51.100.7' } }]);
  });

  test('a refused network logon, which names no address, belongs to the one connection there is', () => {
    const book = logbook();
    received(book, 0);
    book.security(0.3, 4625, {
      TargetUserName: 'alice',
      Status: '0xc000006d',
      SubStatus: '0xc000006a',
      LogonType: 3,
      IpAddress: '-',
      IpPort: '-',
    });
    expect(attemptsOf(book)).toMatchObject([{ outcome: 'failed', account: { name: 'alice' } }]);
  });
});

describe('of connections that nobody names', () => {
  const desktop = (book: Logbook, at: number, client: string, logonType = 7): void =>
    void book.security(at, 4624, audit({ LogonType: logonType, IpAddress: client, IpPort: 0 }));
  const refused = (book: Logbook, at: number, client: string): void =>
    void book.security(at, 4625, audit({ LogonType: 10, IpAddress: client, IpPort: 0 }));

  test('the one that waits gets the logon, not one of the same client that has its desktop', () => {
    const book = logbook();
    received(book, 0);
    desktop(book, 1, '198.51.100.7');
    received(book, 40);
    desktop(book, 41, '198.51.100.7');
    expect(attemptsOf(book).map(({ outcome, events }) => [outcome, events.length])).toEqual([
      ['succeeded', 2],
      ['succeeded', 2],
    ]);
  });

  test('one whose desktop may be another’s keeps what its client’s address says is its own', () => {
    const book = logbook();
    received(book, 0);
    passed(book, 0.1, '198.51.100.7');
    received(book, 0.2);
    received(book, 0.3);
    desktop(book, 1, '192.0.2.9');
    refused(book, 20, '198.51.100.7');
    const own = attemptsOf(book).filter(({ client }) => client?.address === '198.51.100.7');
    expect(own.map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  test('none is known to have failed where a logon may be its own as well as a refusal', () => {
    const book = logbook();
    received(book, 0);
    received(book, 0.2);
    refused(book, 1, '192.0.2.62');
    expect(attemptsOf(book).map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    desktop(book, 1.5, '198.51.100.7');
    expect(attemptsOf(book).map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown']);
  });
});
