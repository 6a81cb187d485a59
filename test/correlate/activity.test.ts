import { describe, expect, test } from 'vitest';
import {
  accept,
  close,
  connectionId,
  correlate,
  idsOf,
  logbook,
  withoutStack,
  type Logbook,
} from '../support/events.ts';

/** Work of the listener: the same shape of id, another prefix. */
const LISTENER = 'F4620001-81FE-4C2D-9C3B-5A7E00000000';

describe('the ActivityID', () => {
  test('ties the stack, the connection manager and the session manager together', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book
      .connections(0.5, 1149, { Param1: 'alice', Param2: 'CORP', Param3: '198.51.100.7' }, { activityId })
      .sessions(1, 41, { User: 'CORP\\alice', SessionID: 2 }, { activityId })
      .sessions(1.5, 21, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId });
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.events.every(({ by }) => by === 'activity-id')).toBe(true);
    expect(idsOf(attempts[0])).toHaveLength(7);
  });

  test('keeps attempts apart whose records lie in one another, in any order', () => {
    const book = logbook();
    for (let n = 0; n < 9; n++) accept(book, { at: n * 0.001, n });
    for (let n = 8; n >= 0; n--) close(book, 1 + n * 0.001, connectionId(n));
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(9);
    expect(attempts.every(({ events }) => events.length === 6)).toBe(true);
  });

  test('of the listener’s own work is no attempt’s', () => {
    const book = logbook()
      .stack(0, 129, { TransportProtocolName: 'TCP', Port: 3389 }, { activityId: LISTENER })
      .connections(0, 258, { listenerName: 'RDP-Tcp' }, { activityId: LISTENER });
    const { attempts, unattached } = correlate(book, withoutStack);
    expect(attempts).toEqual([]);
    expect(unattached).toHaveLength(2);
  });

  test('may be one that the client gave, when it begins like the server’s', () => {
    const activityId = 'F46F5A57-87F1-4F96-B46B-ECBB1F2F8DE5';
    const book = logbook().stack(0, 65, { ConnectionName: '31C5CE94259D4006A9E4' }, { activityId });
    expect(correlate(book).attempts).toHaveLength(1);
  });

  test('of the security audit names no attempt: lsass has one for all', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.security(0.1, 4776, { TargetUserName: 'alice', Workstation: 'kali', Status: '0x0' }, { activityId });
    close(book, 1, activityId);
    expect(idsOf(correlate(book).attempts[0])).not.toContain('Auditing 4776');
  });
});

describe('the remains of a connection', () => {
  const received = (): Logbook =>
    logbook().connections(0, 261, { listenerName: 'RDP-Tcp' }, { activityId: connectionId(1) });

  test('are no attempt where the stack’s log exists and has lost the rest', () => {
    const { attempts, unattached } = correlate(received());
    expect(attempts).toEqual([]);
    expect(unattached.map(({ kind }) => kind)).toEqual(['connection-received']);
  });

  test('are one where the stack’s log is missing altogether', () => {
    expect(correlate(received(), withoutStack).attempts).toMatchObject([
      { outcome: 'unknown', transport: 'tcp' },
    ]);
  });

  test('a closing record alone is none', () => {
    const book = logbook();
    close(book, 0, connectionId(1));
    expect(correlate(book).attempts).toEqual([]);
  });
});

describe('a UDP side channel', () => {
  const side = '1283C0C2-1111-4222-8333-444455556666';

  test('is joined by the connection name that its timing tells', () => {
    const book = logbook();
    accept(book, { at: 0, n: 7, client: '10.0.2.17' });
    accept(book, { at: 0.5, n: 8, client: '10.0.2.17' });
    book
      .stack(0.7, 131, { ConnType: 'UDP', ClientIP: '[10.0.2.17]:56873' }, { activityId: side })
      .stack(2.7, 68, { ConnectionName: 'RDP-Tcp#7', FirstGraphicsReceived: 6610 }, { activityId: side });
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(2);
    const own = attempts.find(({ connectionName }) => connectionName === 'RDP-Tcp#7');
    expect(own?.transport).toBe('tcp');
    expect(own?.client?.port).toBe(40_007);
    expect(own?.events.filter(({ by }) => by === 'connection-name')).toHaveLength(2);
  });

  test('is joined by address and time without one', () => {
    const book = logbook();
    accept(book, { at: 0, n: 7, client: '10.0.2.17' });
    book.stack(0.7, 131, { ConnType: 'UDP', ClientIP: '[10.0.2.17]:56873' }, { activityId: side });
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]?.events.find(({ by }) => by === 'client-endpoint')?.event.facts['transport']).toBe(
      'UDP',
    );
  });

  test.each([
    ['of another client', '10.0.2.99', 0.7],
    ['of long after', '10.0.2.17', 40],
  ])('%s stays alone, and is no attempt', (_, client, at) => {
    const book = logbook();
    accept(book, { at: 0, n: 7, client: '10.0.2.17' });
    book.stack(at, 131, { ConnType: 'UDP', ClientIP: `[${client}]:56873` }, { activityId: side });
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(unattached.map(({ kind }) => kind)).toEqual(['connection-accepted']);
  });

  test('is no attempt where nothing else was seen', () => {
    const book = logbook().stack(
      0,
      131,
      { ConnType: 'UDP', ClientIP: '[10.0.2.17]:5' },
      { activityId: side },
    );
    expect(correlate(book).attempts).toEqual([]);
  });
});

describe('the id of an attempt', () => {
  const idOf = (...tell: readonly ((book: Logbook) => void)[]): string | undefined => {
    const book = logbook();
    for (const step of tell) step(book);
    return correlate(book, withoutStack).attempts[0]?.id;
  };
  const activityId = connectionId(1);
  const logon = (book: Logbook): void =>
    void book.sessions(
      1.5,
      21,
      { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' },
      { activityId },
    );
  const passed = (book: Logbook): void =>
    void book.connections(0.5, 1149, { Param1: 'alice', Param2: '', Param3: '198.51.100.7' }, { activityId });
  const stack = (book: Logbook): void => void accept(book, { at: 0, n: 1 });
  const audited = (book: Logbook): void =>
    void book.security(0.3, 4624, {
      TargetUserName: 'alice',
      LogonType: 3,
      TargetLogonId: '0x1',
      IpAddress: '198.51.100.7',
      IpPort: 0,
    });

  test('is the same whichever of its logs were seen, and however late', () => {
    const all = idOf(stack, passed, audited, logon);
    expect(all).toMatch(/^[0-9a-f]{16}$/);
    for (const seen of [
      [logon],
      [passed],
      [stack],
      [passed, logon],
      [stack, logon],
      [logon, passed, stack, audited],
    ]) {
      expect(idOf(...seen)).toBe(all);
    }
  });

  test('is another for another connection', () => {
    const book = logbook();
    for (let n = 0; n < 1000; n++) accept(book, { at: n, n });
    expect(new Set(correlate(book).attempts.map(({ id }) => id)).size).toBe(1000);
  });
});

describe('a single ActivityID', () => {
  test('may stand on more records than a call can have arguments', () => {
    const book = logbook();
    for (let i = 0; i < 150_000; i++)
      book.stack(i * 0.001, 143, { error: 64 }, { activityId: connectionId(1) });
    expect(correlate(book)).toMatchObject({ attempts: [] });
    expect(correlate(book).unattached).toHaveLength(150_000);
  });
});
