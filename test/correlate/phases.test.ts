import { describe, expect, test } from 'vitest';
import {
  accept,
  audit,
  close,
  connectionId,
  correlate,
  idsOf,
  logbook,
  withoutStack,
} from '../support/events.ts';

describe('a bad password under NLA, Server 2012 R2', () => {
  test('belongs to the attempt inside whose span it lies, though it names no address', () => {
    const book = logbook();
    const id = accept(book, { at: 0, n: 45 });
    book.security(0.111, 4625, audit());
    close(book, 0.219, id);
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(unattached).toEqual([]);
    expect(attempts[0]).toMatchObject({
      outcome: 'failed',
      reached: 'authentication',
      client: { address: '198.51.100.7', port: 40045, name: 'kali' },
      account: { domain: 'CORP', name: 'alice' },
    });
    const logon = attempts[0]?.events.find(({ event }) => event.kind === 'logon-failed');
    expect(logon).toMatchObject({ by: 'time-only' });
    expect(logon?.rivals).toBeUndefined();
  });

  test('is never guessed: where two attempts overlap both get it, as rivals', () => {
    const book = logbook();
    const [first, second] = [
      accept(book, { at: 0, n: 1 }),
      accept(book, { at: 0.05, n: 2, client: '203.0.113.9' }),
    ];
    book.security(0.111, 4625, audit());
    close(book, 0.2, first);
    close(book, 0.25, second);
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(2);
    for (const attempt of attempts) {
      const logon = attempt.events.find(({ event }) => event.kind === 'logon-failed');
      expect(logon).toMatchObject({ by: 'time-only', rivals: 1 });
      // Whose it is, is not known: so is not who the attempt was.
      expect(attempt.account).toBeUndefined();
    }
  });

  test('does not keep another user’s logon from the attempts it may belong to', () => {
    const book = logbook();
    const ids = [accept(book, { at: 0, n: 1 }), accept(book, { at: 0.01, n: 2 })];
    book.security(0.1, 4625, audit({ TargetUserName: 'alice', IpAddress: '198.51.100.7', IpPort: 0 }));
    book.security(0.2, 4625, audit({ TargetUserName: 'bob', IpAddress: '198.51.100.7', IpPort: 0 }));
    for (const id of ids) close(book, 1, id);
    const { attempts, unattached } = correlate(book);
    expect(unattached).toEqual([]);
    for (const attempt of attempts) {
      expect(
        attempt.events.filter(({ event }) => event.kind === 'logon-failed').map(({ rivals }) => rivals),
      ).toEqual([1, 1]);
    }
  });

  test('says nothing of any attempt where dozens were going on', () => {
    const book = logbook();
    for (let n = 0; n < 40; n++) accept(book, { at: 0, n });
    book.security(0.1, 4625, audit());
    for (let n = 0; n < 40; n++) close(book, 0.2, connectionId(n));
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(40);
    expect(unattached.map((event) => event.kind)).toEqual(['logon-failed']);
  });

  test('is not another attempt’s whose security layer had failed', () => {
    const book = logbook();
    const [tls, password] = [accept(book, { at: 0, n: 1 }), accept(book, { at: 0, n: 2 })];
    book.stack(0.1, 139, { ResultCode: '0x80090304', IPString: '198.51.100.7' }, { activityId: tls });
    book.security(0.111, 4625, audit());
    close(book, 0.2, tls);
    close(book, 0.2, password);
    const failed = correlate(book).attempts.filter((a) => idsOf(a).includes('Auditing 4625'));
    expect(failed).toHaveLength(1);
    expect(failed[0]?.connectionName).toBe('RDP-Tcp#2');
  });
});

describe('a bad password under NLA, Windows 10', () => {
  test('ends in 140; that the client hangs up after it is a consequence', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 21, client: '76.76.196.62' });
    book
      .stack(1.6, 140, { IPString: '76.76.196.62' }, { activityId })
      .stack(2.69, 143, { error: 64 }, { activityId })
      .stack(
        2.69,
        226,
        { StateTransition: 'RDP_TCP', EventName: 'Event_Disconnect', ErrorCode: '0x80070040' },
        { activityId },
      );
    close(book, 2.7, activityId, 14);
    const [attempt] = correlate(book).attempts;
    expect(attempt).toMatchObject({
      outcome: 'failed',
      reached: 'authentication',
      client: { address: '76.76.196.62' },
    });
    expect(attempt?.events.every(({ by }) => by === 'activity-id')).toBe(true);
  });
});

describe('a connection that ends before anybody authenticated', () => {
  test('has failed at the network stage', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 3 });
    book.stack(0.02, 143, { error: 64 }, { activityId }).stack(0.02, 142, { error: 64 }, { activityId });
    close(book, 0.025, activityId, 14);
    expect(correlate(book).attempts).toMatchObject([{ outcome: 'failed', reached: 'network' }]);
  });

  test('is still open where the logs end', () => {
    const book = logbook();
    accept(book, { at: 0, n: 3 });
    expect(correlate(book).attempts[0]?.outcome).toBe('open');
  });

  test('has an unknown end where the logs go on without it', () => {
    const book = logbook();
    accept(book, { at: 0, n: 3 });
    book.stack(3600, 129, { TransportProtocolName: 'TCP', Port: 3389 });
    expect(correlate(book).attempts[0]?.outcome).toBe('unknown');
  });
});

describe('a session that loses its network', () => {
  test('succeeded, reached the desktop, and holds what broke it', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 7 });
    book
      .stack(1, 66, { ConnectionName: 'RDP-Tcp#7', SessionID: 2 }, { activityId })
      .sessions(1.5, 21, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId })
      .stack(901, 143, { error: 121 }, { activityId })
      .stack(901, 142, { error: 121 }, { activityId })
      .stack(901, 228, { ComponentName: 'x', ErrorCode: 3489660929 }, { activityId });
    close(book, 901.1, activityId, 14);
    const [attempt] = correlate(book).attempts;
    expect(attempt).toMatchObject({ outcome: 'succeeded', reached: 'desktop', sessionId: 2 });
    expect(attempt?.events.find(({ event }) => event.kind === 'disconnect-trace')?.event.facts['code']).toBe(
      0xd0000001,
    );
  });
});

describe('the classic logon screen', () => {
  const screen = () => {
    const book = logbook();
    const activityId = 'D0E78C6D-1111-4222-8333-444455556666';
    book
      .connections(0, 261, { listenerName: '31C5CE94259D4006A9E4' }, { activityId })
      .stack(0.1, 65, { ConnectionName: '31C5CE94259D4006A9E4' }, { activityId })
      .stack(0.2, 66, { ConnectionName: '31C5CE94259D4006A9E4', SessionID: 2 }, { activityId });
    return { book, activityId };
  };
  const refused = (Status: string, SubStatus: string) =>
    audit({ LogonType: 10, IpAddress: '0.0.0.0', IpPort: 0, Status, SubStatus });

  test('takes several refused logons in one attempt, over minutes', () => {
    const { book, activityId } = screen();
    book
      .security(16, 4625, refused('0xc000006e', '0xc0000071'))
      .security(54, 4625, refused('0xc000015b', '0x0'))
      .security(200, 4625, refused('0xc000015b', '0x0'))
      .sessions(260, 40, { Session: 2, Reason: 12 }, { activityId });
    close(book, 260.1, activityId, 12);
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({ outcome: 'failed', transport: 'vmbus' });
    const codes = attempts[0]?.events.filter(({ event }) => event.kind === 'logon-failed');
    expect(codes?.map(({ event }) => event.facts['code'])).toEqual([0xc0000071, 0xc000015b, 0xc000015b]);
  });

  test('is no place for logons of a session that had its desktop already', () => {
    const { book, activityId } = screen();
    book.sessions(5, 21, { User: 'CORP\\alice', SessionID: 2, Address: '192.0.2.1' }, { activityId });
    book.security(600, 4625, refused('0xc000006d', '0xc000006a'));
    close(book, 900, activityId);
    const { attempts } = correlate(book);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed']);
  });
});

describe('a user who may not use Remote Desktop', () => {
  test('4825 is authorization refused, tied by the address', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 4 });
    book
      .connections(0.6, 1149, { Param1: 'bob', Param2: 'CORP', Param3: '198.51.100.7' }, { activityId })
      .security(0.9, 4825, {
        AccountName: 'bob',
        AccountDomain: 'CORP',
        LogonID: '0x51b2a',
        ClientAddress: '198.51.100.7',
      });
    close(book, 1, activityId);
    const { attempts } = correlate(book);
    expect(attempts).toMatchObject([
      { outcome: 'failed', reached: 'authorization', account: { name: 'bob' } },
    ]);
    expect(attempts[0]?.events.find(({ event }) => event.kind === 'remote-logon-denied')?.by).toBe(
      'client-endpoint',
    );
  });

  test('is an attempt by itself where nothing else is seen of it', () => {
    const book = logbook().security(0, 4825, {
      AccountName: 'bob',
      AccountDomain: 'CORP',
      ClientAddress: '198.51.100.7',
    });
    expect(correlate(book, withoutStack).attempts).toMatchObject([
      { outcome: 'failed', client: { address: '198.51.100.7' }, account: { name: 'bob' } },
    ]);
  });
});

describe('a client that leaves before its desktop appears', () => {
  const authenticated = (n: number) => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n });
    book
      .connections(0.7, 1149, { Param1: 'Administrator', Param2: '', Param3: '198.51.100.7' }, { activityId })
      .stack(0.8, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID: 2 }, { activityId })
      .security(
        1.28,
        4624,
        audit({
          TargetUserName: 'Administrator',
          TargetLogonId: '0x51b2a',
          LogonType: 10,
          IpAddress: '198.51.100.7',
          IpPort: 0,
        }),
      )
      .sessions(1.4, 41, { User: 'CITADEL\\Administrator', SessionID: 2 }, { activityId });
    return { book, activityId };
  };

  test('F4201AFD: chosen a session for, and gone', () => {
    const { book, activityId } = authenticated(1);
    book.sessions(0.95, 40, { Session: 2, Reason: 0 }, { activityId });
    close(book, 1.5, activityId);
    const { attempts } = correlate(book);
    expect(attempts).toMatchObject([{ outcome: 'failed', reached: 'session', sessionId: 2 }]);
    expect(attempts[0]?.account?.name).toBe('Administrator');
  });

  test('F4209C33: the session manager trips over the empty session', () => {
    const { book, activityId } = authenticated(2);
    book
      .sessions(1.45, 42, { User: 'CITADEL\\Administrator', SessionID: 2 }, { activityId })
      .sessions(
        1.5,
        36,
        { SessionId: 2, StateName: 'Connected', EventName: 'EvLogon', ErrorCode: '0x80004005' },
        { activityId },
      );
    close(book, 1.6, activityId);
    const { attempts } = correlate(book);
    expect(attempts).toMatchObject([{ outcome: 'failed', reached: 'session' }]);
    expect(idsOf(attempts[0])).toContain('LocalSessionManager 36');
  });
});

describe('a desktop', () => {
  test('is a success, with the logons that led to it and the session it ended in', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 9 });
    const logon = { TargetUserName: 'alice', TargetLogonId: '0x51b2a', IpAddress: '198.51.100.7', IpPort: 0 };
    book
      .security(0.108, 4624, audit({ TargetUserName: 'alice', TargetLogonId: '0x4f000' }))
      .connections(0.6, 1149, { Param1: 'alice', Param2: 'CORP', Param3: '198.51.100.7' }, { activityId })
      .stack(0.8, 66, { ConnectionName: 'RDP-Tcp#9', SessionID: 2 }, { activityId })
      .security(1.28, 4624, audit({ ...logon, LogonType: 10 }))
      .security(1.28, 4624, audit({ ...logon, TargetLogonId: '0x51b3c', LogonType: 10 }))
      .sessions(1.54, 21, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId })
      .security(600, 4634, { TargetUserName: 'alice', TargetLogonId: '0x51b2a', LogonType: 10 });
    close(book, 600.1, activityId, 12);
    const { attempts, unattached } = correlate(book);
    expect(unattached).toEqual([]);
    expect(attempts).toMatchObject([
      { outcome: 'succeeded', reached: 'desktop', account: { domain: 'CORP', name: 'alice' } },
    ]);
    const how = attempts[0]?.events.map(({ event, by }) => `${event.kind} ${by}`);
    expect(how).toContain('logon-succeeded time-only');
    expect(how?.filter((text) => text === 'logon-succeeded client-endpoint')).toHaveLength(2);
    expect(how).toContain('logon-ended logon-id');
  });

  test('1149 alone, without the protocol stack’s log, proves nothing', () => {
    const book = logbook().connections(
      0,
      1149,
      { Param1: 'A', Param2: '', Param3: '103.11.244.223' },
      { activityId: connectionId(1) },
    );
    expect(correlate(book).attempts).toMatchObject([
      { outcome: 'unknown', client: { address: '103.11.244.223' } },
    ]);
  });
});
