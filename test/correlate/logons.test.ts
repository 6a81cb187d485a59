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
  type Logbook,
} from '../support/events.ts';

const CLIENT = '198.51.100.7';
const fromClient = { IpAddress: CLIENT, IpPort: 0 };
const desktop = (user: string, more: Readonly<Record<string, string | number>> = {}) =>
  audit({ TargetUserName: user, TargetLogonId: '0x51b2a', LogonType: 10, ...fromClient, ...more });

/** A connection of that user, as 1149 names it. */
function passed(book: Logbook, at: number, n: number, user: string, client = CLIENT): string {
  const activityId = accept(book, { at, n, client });
  book.connections(at + 0.6, 1149, { Param1: user, Param2: 'CORP', Param3: client }, { activityId });
  return activityId;
}

describe('what is never Remote Desktop’s', () => {
  test.each([
    ['file sharing, which names a real port', audit({ IpAddress: CLIENT, IpPort: 49_812 })],
    ['a logon from the machine itself', audit({ LogonType: 10, IpAddress: '127.0.0.1', IpPort: 0 })],
    ['and from itself by IPv6', audit({ LogonType: 3, IpAddress: '::1', IpPort: 0 })],
    ['the unlocking of a console', audit({ LogonType: 7, IpAddress: '-' })],
  ])('%s', (_, fields) => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.security(0.1, 4625, fields);
    close(book, 0.2, activityId);
    for (const view of [{}, withoutStack]) {
      const { attempts, unattached } = correlate(book, view);
      expect(attempts).toHaveLength(1);
      expect(idsOf(attempts[0])).not.toContain('Auditing 4625');
      expect(unattached.map(({ kind }) => kind)).toEqual(['logon-failed']);
    }
  });

  test('a success without an address, while a scanner knocks', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.security(0.1, 4624, audit({ TargetUserName: 'ANONYMOUS LOGON', TargetLogonId: '0x9' }));
    close(book, 0.2, activityId);
    const { attempts } = correlate(book);
    expect(attempts).toMatchObject([{ reached: 'network', account: undefined }]);
  });
});

describe('what a refused logon calls its workstation', () => {
  const refused = (LogonType: number) => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book.security(0.1, 4625, audit({ LogonType, WorkstationName: 'SOMEPC', ...fromClient }));
    close(book, 0.2, activityId);
    return correlate(book).attempts[0]?.client?.name;
  };

  test('is the client where the network logs on', () => expect(refused(3)).toBe('SOMEPC'));
  test('is the host where its own sign-in screen does', () => expect(refused(10)).toBeUndefined());
});

describe('many users behind one address, as behind a gateway', () => {
  test('each keep their own desktop logon', () => {
    const book = logbook();
    const users = Array.from({ length: 20 }, (_, n) => `user${n}`);
    for (const [n, user] of users.entries()) passed(book, n * 0.1, n, user);
    for (const [n, user] of users.entries())
      book.security(3 + n * 0.1, 4624, desktop(user, { TargetLogonId: `0x${(100 + n).toString(16)}` }));
    const { attempts, unattached } = correlate(book);
    expect(unattached).toEqual([]);
    for (const attempt of attempts) {
      const logons = attempt.events.filter(({ event }) => event.kind === 'logon-succeeded');
      expect(logons).toHaveLength(1);
      expect(logons[0]?.rivals).toBeUndefined();
      expect(logons[0]?.event.facts['account']).toBe(attempt.account?.name);
    }
  });

  test('do not get the refusal of a newcomer, who is not theirs', () => {
    const book = logbook();
    for (let n = 0; n < 5; n++) {
      const activityId = passed(book, n, n, `user${n}`);
      book.sessions(n + 2, 21, { User: `CORP\\user${n}`, SessionID: 2 + n, Address: CLIENT }, { activityId });
    }
    const activityId = accept(book, { at: 60, n: 99 });
    book.security(60.1, 4625, audit({ TargetUserName: 'user3', ...fromClient }));
    close(book, 61, activityId);
    const { attempts } = correlate(book);
    const refused = attempts.filter((attempt) => idsOf(attempt).includes('Auditing 4625'));
    expect(refused).toMatchObject([{ connectionName: 'RDP-Tcp#99', outcome: 'failed' }]);
    expect(refused[0]?.events.find(({ event }) => event.kind === 'logon-failed')?.rivals).toBeUndefined();
  });

  test('share a refusal for as long as one of them may still wait, not only the latest', () => {
    const book = logbook();
    for (const n of [1, 2]) accept(book, { at: n, n });
    book.security(5, 4624, desktop('alice'));
    accept(book, { at: 20, n: 3 });
    book.security(25, 4625, desktop('bob'));
    const { attempts } = correlate(book);
    const refused = attempts.map(({ events }) => events.find(({ event }) => event.kind === 'logon-failed'));
    expect(refused.map((link) => link?.rivals)).toEqual([2, 2, 2]);
  });

  test('have all got their desktops, whoever came by which logon, once none may wait any more', () => {
    const book = logbook();
    for (const n of [1, 2]) accept(book, { at: n, n });
    book.security(5, 4624, desktop('alice')).stack(600, 162, {}, { activityId: connectionId(1) });
    book.stack(600, 162, {}, { activityId: connectionId(2) });
    accept(book, { at: 300, n: 3 });
    book.security(305, 4625, desktop('bob'));
    const { attempts } = correlate(book);
    const refused = attempts.map(({ events }) => events.find(({ event }) => event.kind === 'logon-failed'));
    expect(refused.map((link) => link?.rivals ?? (link ? 0 : undefined))).toEqual([undefined, undefined, 0]);
  });

  test('a wrong name’s spelling does not matter: one user is spelled four ways', () => {
    const book = logbook();
    const activityId = passed(book, 0, 1, 'alice@corp.example');
    book.security(2, 4624, desktop('ALICE'));
    close(book, 9, activityId);
    expect(idsOf(correlate(book).attempts[0])).toContain('Auditing 4624');
  });
});

describe('tries of a robot that are open at once, of which the audit hides the address', () => {
  test('share their refusals: the newcomer does not get the second alone', () => {
    const book = logbook();
    for (const n of [1, 2]) accept(book, { at: 0, n });
    book.security(0.1, 4625, audit());
    accept(book, { at: 0.2, n: 3 });
    book.security(0.35, 4625, audit());
    for (const n of [1, 2, 3]) close(book, 0.5, connectionId(n));
    const { attempts } = correlate(book);
    const rivals = attempts.map(({ events }) =>
      events.filter(({ event }) => event.kind === 'logon-failed').map((link) => link.rivals),
    );
    expect(rivals).toEqual([[1, 2], [1, 2], [2]]);
  });

  test('that were surely refused are not meant while another is not', () => {
    const book = logbook();
    accept(book, { at: 0, n: 1 });
    book.security(0.1, 4625, audit());
    accept(book, { at: 0.2, n: 2 });
    book.security(0.35, 4625, audit());
    for (const n of [1, 2]) close(book, 0.5, connectionId(n));
    const { attempts } = correlate(book);
    for (const { events } of attempts)
      expect(events.filter(({ event }) => event.kind === 'logon-failed')).toHaveLength(1);
  });
});

describe('an attempt whose logon takes its time', () => {
  test('keeps its desktop logon, however long the logon screen stood open', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    book
      .stack(1, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 2 }, { activityId })
      .security(400, 4624, desktop('alice'))
      .sessions(401, 21, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, { activityId });
    close(book, 5000, activityId);
    expect(correlate(book).attempts).toMatchObject([{ outcome: 'succeeded', account: { name: 'alice' } }]);
  });

  test('does not take the desktop logon of the next one from the same address', () => {
    const book = logbook();
    const first = passed(book, 0, 1, 'alice');
    book.sessions(2, 21, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, { activityId: first });
    const second = accept(book, { at: 300, n: 2 });
    book.security(301, 4624, desktop('alice'));
    close(book, 400, second);
    const { attempts } = correlate(book);
    expect(idsOf(attempts[0])).not.toContain('Auditing 4624');
    expect(idsOf(attempts[1])).toContain('Auditing 4624');
  });
});

describe('an attempt of which the session manager alone saw the end', () => {
  test('takes no logon after it, so that a robot’s many tries keep their own', () => {
    const book = logbook();
    for (let n = 0; n < 40; n++) {
      const activityId = connectionId(n);
      book
        .connections(3 * n, 261, { listenerName: 'RDP-Tcp' }, { activityId })
        .security(3 * n + 1, 4625, audit({ LogonType: 10, ...fromClient }))
        .sessions(3 * n + 1.5, 40, { Session: 100 + n, Reason: 0 }, { activityId });
    }
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toHaveLength(40);
    for (const attempt of attempts) {
      const refused = attempt.events.filter(({ event }) => event.kind === 'logon-failed');
      expect(refused).toHaveLength(1);
      expect(refused[0]?.rivals).toBeUndefined();
      expect(attempt.outcome).toBe('failed');
    }
  });

  test('whose own session ended before it got the one it came for, is still open', () => {
    const book = logbook();
    const activityId = connectionId(1);
    book
      .connections(0, 261, { listenerName: 'RDP-Tcp' }, { activityId })
      .sessions(1, 40, { Session: 90, Reason: 0 }, { activityId })
      .security(20, 4624, desktop('alice'))
      .sessions(20.1, 25, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, { activityId });
    const { attempts } = correlate(book, withoutStack);
    expect(attempts).toHaveLength(1);
    expect(idsOf(attempts[0])).toContain('Auditing 4624');
  });
});

describe('an attempt that lives long, or seems to where the clock was set forward within it', () => {
  test('is not refused what another one is refused days later', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1 });
    close(book, 196 * 86_400, activityId);
    book.security(4 * 86_400, 4625, audit());
    book.security(5 * 86_400, 4625, audit(fromClient));
    const { attempts, unattached } = correlate(book);
    expect(attempts).toHaveLength(1);
    expect(idsOf(attempts[0])).not.toContain('Auditing 4625');
    expect(unattached).toHaveLength(2);
  });
});

describe('by IPv6', () => {
  test('an address is one, however the log dresses it', () => {
    const book = logbook();
    const activityId = accept(book, { at: 0, n: 1, client: '[fe80::a1%12]' });
    book.security(0.1, 4625, audit({ IpAddress: 'fe80::A1', IpPort: 0 }));
    close(book, 0.2, activityId);
    const [attempt] = correlate(book).attempts;
    expect(attempt?.client).toEqual({ address: 'fe80::a1', port: 40_001, name: 'kali' });
    expect(attempt?.events.find(({ event }) => event.kind === 'logon-failed')?.by).toBe('client-endpoint');
  });
});

describe('connections of which only the listener tells, and refusals that name the client', () => {
  test('go together one by one: who was refused is not meant while another waits', () => {
    const book = logbook();
    for (let n = 0; n < 40; n++) {
      book
        .connections(2 * n, 261, { listenerName: 'RDP-Tcp' }, { activityId: connectionId(n) })
        .security(2 * n + 1, 4625, audit(fromClient));
    }
    const { attempts } = correlate(book, withoutStack);
    expect(attempts.map(({ outcome, events }) => [outcome, events.length, events[1]?.rivals])).toEqual(
      Array.from({ length: 40 }, () => ['failed', 2, undefined]),
    );
  });
});

describe('logons that no attempt explains', () => {
  test('are not of an attempt of which another logon has named the client', () => {
    const book = logbook().connections(0, 261, { listenerName: 'RDP-Tcp' }, { activityId: connectionId(1) });
    book
      .security(1, 4625, audit(fromClient))
      .security(60, 4625, audit({ IpAddress: '203.0.113.9', IpPort: 0 }));
    const { attempts } = correlate(book, withoutStack);
    expect(attempts.map(({ client }) => client?.address)).toEqual([CLIENT, '203.0.113.9']);
    expect(idsOf(attempts[0]).filter((id) => id === 'Auditing 4625')).toHaveLength(1);
  });

  test('a refused network logon is an attempt only where the stack’s log is silent', () => {
    const book = logbook().security(0, 4625, audit());
    expect(correlate(book).attempts).toEqual([]);
    expect(correlate(book, withoutStack).attempts).toMatchObject([
      { outcome: 'failed', account: { name: 'alice' } },
    ]);
  });

  test('an accepted one proves nothing', () => {
    const book = logbook().security(0, 4624, audit({ ...fromClient, TargetLogonId: '0x1' }));
    expect(correlate(book, withoutStack).attempts).toEqual([]);
  });

  test('both halves of a split token are one attempt', () => {
    const book = logbook()
      .security(0, 4624, desktop('alice'))
      .security(0, 4624, desktop('alice', { TargetLogonId: '0x51b3c' }));
    expect(correlate(book, withoutStack).attempts).toMatchObject([
      { outcome: 'succeeded', client: { address: CLIENT } },
    ]);
  });

  test('a second try after a wrong password is a second connection', () => {
    const book = logbook().security(0, 4625, audit(fromClient)).security(5, 4624, desktop('alice'));
    const { attempts } = correlate(book, withoutStack);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded']);
  });

  test('a second try at the logon screen is the same connection, and it succeeded', () => {
    const book = logbook()
      .security(0, 4625, desktop('alice', { SubStatus: '0xc000006a' }))
      .security(5, 4624, desktop('alice'));
    // What failed first is no new connection: the screen was there already.
    expect(correlate(book, withoutStack).attempts).toMatchObject([{ outcome: 'succeeded' }]);
  });

  test('users who take turns are kept apart', () => {
    const book = logbook()
      .security(0, 4624, desktop('alice'))
      .security(0.1, 4624, desktop('bob', { TargetLogonId: '0x61' }))
      .security(0.2, 4624, desktop('alice', { TargetLogonId: '0x51b3c' }));
    expect(correlate(book, withoutStack).attempts).toHaveLength(2);
  });
});

describe('the end of a logon', () => {
  const logon = (book: Logbook, at: number, n: number): void => {
    const activityId = passed(book, at, n, 'alice');
    book.security(at + 1, 4624, desktop('alice'));
    book.sessions(at + 2, 21, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, { activityId });
  };
  const ended = (book: Logbook, at: number): void =>
    void book.security(at, 4634, { TargetUserName: 'alice', TargetLogonId: '0x51b2a', LogonType: 10 });

  test('is the attempt’s that logged on, by the logon’s id', () => {
    const book = logbook();
    logon(book, 0, 1);
    ended(book, 5000);
    const { attempts } = correlate(book);
    expect(attempts[0]?.events.find(({ event }) => event.kind === 'logon-ended')?.by).toBe('logon-id');
  });

  test('is the latest’s of that id: ids are counted anew at every boot', () => {
    const book = logbook();
    logon(book, 0, 1);
    ended(book, 5000);
    logon(book, 90_000, 2);
    ended(book, 95_000);
    const { attempts } = correlate(book);
    const count = attempts.map((attempt) => idsOf(attempt).filter((id) => id === 'Auditing 4634').length);
    expect(count).toEqual([1, 1]);
    expect(attempts[0]?.endedAt).toBeLessThan(attempts[1]?.startedAt ?? 0);
  });

  test('of before the logon is nobody’s', () => {
    const book = logbook();
    ended(book, 0);
    logon(book, 100, 1);
    expect(correlate(book).unattached.map(({ kind }) => kind)).toEqual(['logon-ended']);
  });
});

describe('a lockout', () => {
  const refused = (book: Logbook, at: number, n: number): void => {
    const activityId = accept(book, { at, n, client: CLIENT });
    book.security(at + 0.2, 4625, audit({ TargetUserName: 'alice', ...fromClient }));
    close(book, at + 0.4, activityId);
  };
  const locked = (book: Logbook, at: number, user: string): void =>
    void book.security(at, 4740, { TargetUserName: user, TargetDomainName: 'PC7' });

  test('is of the refused logon that it goes with, however the name is spelled', () => {
    const book = logbook();
    refused(book, 0, 1);
    locked(book, 0.3, 'Alice');
    const { attempts } = correlate(book);
    const lockout = attempts[0]?.events.find(({ event }) => event.kind === 'account-locked');
    expect(lockout?.by).toBe('sequence');
    // Where the wrong passwords come from is what the next step is about.
    expect(lockout?.event.summary).toBe('Alice was locked out, from PC7');
  });

  test.each([
    ['of another account', [0], 0.3, 'bob'],
    ['seconds later', [0], 4, 'alice'],
    ['that could be of two', [0, 1], 1.3, 'alice'],
  ] as const)('%s is nobody’s', (_, tries, at, user) => {
    const book = logbook();
    for (const [n, time] of tries.entries()) refused(book, time, n + 1);
    locked(book, at, user);
    expect(correlate(book).unattached.map(({ kind }) => kind)).toContain('account-locked');
  });
});
