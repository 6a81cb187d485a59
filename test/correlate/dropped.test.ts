import { describe, expect, test } from 'vitest';
import {
  accept,
  audit,
  close,
  correlate,
  idsOf,
  logbook,
  termDdBlock,
  withoutStack,
  type Logbook,
} from '../support/events.ts';

const CLIENT = '198.51.100.7';
const STATUS_LOGON_FAILURE = '6D0000D0';

/** TermDD's data has no names: the second field is the client. It bears no ActivityID. */
const dropped = (book: Logbook, at: number, client = CLIENT): void =>
  void book.add({
    provider: 'TermDD',
    eventId: 56,
    at,
    fields: { device: '\\Device\\Termdd', client, Binary: termDdBlock(STATUS_LOGON_FAILURE) },
  });

/** A connection whose sign-in is refused, as Windows 10 and Server 2016 on write it. */
function refused(book: Logbook, at: number, n: number, until = at + 1.2, client = CLIENT): void {
  const activityId = accept(book, { at, n, client });
  book.stack(at + 1, 140, { IPString: client }, { activityId });
  close(book, until, activityId);
}

const linksTo56 = (book: Logbook) =>
  correlate(book).attempts.map(({ events }) =>
    events.filter(({ event }) => event.source.eventId === 56).map(({ by, rivals }) => ({ by, rivals })),
  );
const tied = { by: 'client-endpoint', rivals: undefined };

describe('the driver’s word on a dropped client', () => {
  test.each([
    ['before the stack’s', 0.99],
    ['after it', 1.01],
    ['when the connection is closed', 1.21],
  ])('is of the attempt that was refused in that moment: %s', (_, at) => {
    const book = logbook();
    refused(book, 0, 1);
    dropped(book, at);
    expect(linksTo56(book)).toEqual([[tied]]);
  });

  test('does so where no more than the refusal is left of the attempt', () => {
    const book = logbook();
    dropped(book, 0.99);
    book.stack(1, 140, { IPString: CLIENT }, { activityId: 'F4200001-81FE-4C2D-9C3B-5A7E00000000' });
    const [attempt, ...others] = correlate(book).attempts;
    expect(others).toEqual([]);
    expect(idsOf(attempt)).toEqual(['TermDD 56', 'RdpCoreTS 140']);
  });

  test('leaves the refused logon with its attempt, which was written before it', () => {
    const book = logbook();
    refused(book, 0, 1);
    book.security(0.99, 4625, audit());
    dropped(book, 1);
    expect(idsOf(correlate(book).attempts[0])).toEqual(
      expect.arrayContaining(['Auditing 4625', 'TermDD 56']),
    );
  });

  test('and nobody signs in on a connection that was dropped', () => {
    const book = logbook();
    accept(book, { at: 0, n: 1 });
    dropped(book, 1);
    book.security(2, 4625, audit());
    expect(idsOf(correlate(book).attempts[0])).not.toContain('Auditing 4625');
  });

  test('is of the one that ended then, and not of another that goes on', () => {
    const book = logbook();
    accept(book, { at: 0, n: 1 });
    refused(book, 10, 2);
    dropped(book, 11);
    expect(linksTo56(book)).toEqual([[], [tied]]);
  });

  test('is each attempt’s own where each was dropped', () => {
    const book = logbook();
    refused(book, 0, 1);
    dropped(book, 1);
    refused(book, 1.5, 2);
    dropped(book, 2.5);
    expect(linksTo56(book)).toEqual([[tied], [tied]]);
  });

  test('is nobody’s own where two ended in that moment', () => {
    const book = logbook();
    refused(book, 0, 1);
    refused(book, 0.1, 2);
    dropped(book, 1.1);
    const rival = { by: 'client-endpoint', rivals: 1 };
    expect(linksTo56(book)).toEqual([[rival], [rival]]);
  });

  test.each([
    ['of another client', 1, '203.0.113.9'],
    ['of another moment', 9, CLIENT],
  ])('is an attempt of its own: %s', (_, at, client) => {
    const book = logbook();
    refused(book, 0, 1);
    dropped(book, at, client);
    expect(linksTo56(book)).toEqual([[], [{ by: 'time-only', rivals: undefined }]]);
  });

  test('is not about the sign-in of a connection that has a session by then', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.stack(1, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 2 }, { activityId });
    book.sessions(2, 21, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, { activityId });
    dropped(book, 30);
    expect(linksTo56(book)[0]).toEqual([]);
  });

  test('stays a step of its own connection where there are no ActivityIDs', () => {
    const book = logbook();
    book.connections(0, 261, { listenerName: 'RDP-Tcp' });
    dropped(book, 0.5);
    const { attempts } = correlate(book, withoutStack);
    expect(attempts.map(idsOf)).toEqual([['RemoteConnectionManager 261', 'TermDD 56']]);
  });
});
