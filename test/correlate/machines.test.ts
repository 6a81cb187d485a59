import { describe, expect, test } from 'vitest';
import type { Report, ReportAttempt } from '../../src/model/report.ts';
import { channels } from '../../src/normalize/channels.ts';
import {
  accept,
  at as instant,
  audit,
  close,
  connectionId,
  logbook,
  type Logbook,
} from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';

const pack = loadPatterns();
const DC = 'DC01.corp.example';
const iso = (seconds: number): string => new Date(instant(seconds) / 1000).toISOString();
const viewsOf = ({ alsoSeenBy }: ReportAttempt) => alsoSeenBy?.map(({ as, by }) => [as, by]);

/** A try that the host refused: its audit names account and workstation. */
function refusedTry(host: Logbook, at: number, n: number, more = {}): void {
  const id = accept(host, { at, n, client: '192.0.2.5' });
  host.security(
    at + 0.5,
    4625,
    audit({ IpAddress: '192.0.2.5', IpPort: 0, WorkstationName: 'WS-01', ...more }),
  );
  close(host, at + 1, id);
}

describe("a domain controller's refusals", () => {
  const ticket = (dc: Logbook, at: number, more = {}): Logbook =>
    dc.security(at, 4771, {
      TargetUserName: 'alice',
      ServiceName: 'krbtgt/CORP',
      IpAddress: '::ffff:192.0.2.5',
      Status: '0x18',
      PreAuthType: 2,
      ...more,
    });
  const attached = (report: Report): number[] =>
    report.attempts.map(({ events }) => events.filter(({ host }) => host === DC).length);

  test('join the one attempt of the account in those seconds, as no more than likely', () => {
    const host = logbook();
    refusedTry(host, 0, 1);
    refusedTry(host, 60, 2);
    const report = reportOn([host, ticket(logbook(DC), 60.2)]);
    expect(attached(report)).toEqual([0, 1]);
    const last = report.attempts[1];
    const place = last?.events.findIndex(({ eventId }) => eventId === 4771) ?? -1;
    expect(last?.links[place]).toMatchObject({ by: 'time-only' });
    expect(report.hosts.find(({ name }) => name === DC)?.roles).toEqual(['domain-controller']);
  });

  test.each([
    ['another account', { TargetUserName: 'bob' }],
    ['another address', { IpAddress: '::ffff:192.0.2.9' }],
    ['a service of another machine', { ServiceName: 'TERMSRV/rds77' }],
  ])('do not join where they name %s', (_, more) => {
    const host = logbook();
    refusedTry(host, 0, 1);
    expect(attached(reportOn([host, ticket(logbook(DC), 0.2, more)]))).toEqual([0]);
  });

  test('join none of two that would fit', () => {
    const host = logbook();
    refusedTry(host, 0, 1);
    refusedTry(host, 2, 2);
    expect(attached(reportOn([host, ticket(logbook(DC), 1.2)]))).toEqual([0, 0]);
  });

  test('join on a controller whose clock is 4 minutes behind, which the checks of the passwords tell', () => {
    const host = logbook();
    const dc = logbook(DC);
    for (const [n, at] of [0, 37, 95, 260].entries()) {
      refusedTry(host, at, n);
      dc.security(at + 0.45 - 240, 4776, {
        TargetUserName: 'alice',
        Workstation: 'WS-01',
        Status: '0xC000006A',
      });
    }
    const report = reportOn([host, dc]);
    expect(attached(report)).toEqual([1, 1, 1, 1]);
    const skew = report.hosts.find(({ name }) => name === DC)?.clockSkewMs ?? 0;
    expect(Math.abs(skew + 240_000)).toBeLessThan(2000);
  });

  test.each([
    ['the host, where it asked for who was refused at its own sign-in screen', 'RDS01', 1],
    ['no other machine then', 'WS-02', 0],
  ])('a check of the password joins by the name of %s', (_, workstation, joined) => {
    const host = logbook();
    refusedTry(host, 0, 1, { LogonType: 10, WorkstationName: 'RDS01' });
    const dc = logbook(DC);
    dc.security(0.4, 4776, { TargetUserName: 'alice', Workstation: workstation, Status: '0xC000006A' });
    expect(attached(reportOn([host, dc]))).toEqual([joined]);
  });

  test('a machine that checks an account of its own is no controller', () => {
    const host = logbook();
    refusedTry(host, 0, 1);
    const other = logbook(DC);
    other.security(0.4, 4776, { TargetUserName: 'alice', Workstation: 'WS-02', Status: '0xC000006A' });
    expect(attached(reportOn([host, other]))).toEqual([0]);
  });
});

describe("a domain controller's lockout of an account", () => {
  const locked = (at: number, caller: string, account = 'alice'): Logbook =>
    logbook(DC).security(at, 4740, { TargetUserName: account, TargetDomainName: caller });
  const causesOf = (...books: readonly Logbook[]) =>
    reportOn(books, [pack]).attempts.map(({ diagnosis }) => [diagnosis?.cause, diagnosis?.confidence]);
  const host = logbook();
  refusedTry(host, 0, 1);
  refusedTry(host, 60, 2);
  const wrong = ['wrong-password', 'certain'];

  test.each([
    ['the client', 'WS-01'],
    ['the host that passed the password on', 'RDS01'],
  ])('is the answer for the try in those seconds, likely, where it came through %s', (_, caller) => {
    expect(causesOf(host, locked(60.7, caller))).toEqual([wrong, ['account-locked-out', 'likely']]);
  });

  test.each([
    ['came through another computer', locked(60.7, 'WS-09')],
    ['names another account', locked(60.7, 'WS-01', 'bob')],
    ['is of another time', locked(120, 'WS-01')],
    ['names no computer, and nothing shows that its writer is a controller', locked(60.7, '')],
  ])('says nothing of it where it %s', (_, dc) => {
    expect(causesOf(host, dc)).toEqual([wrong, wrong]);
  });

  test('is joined with none of two tries that it would fit', () => {
    const quick = logbook();
    refusedTry(quick, 0, 1);
    refusedTry(quick, 2, 2);
    expect(causesOf(quick, locked(1.2, 'WS-01'))).toEqual([wrong, wrong]);
  });
});

describe('the way over a gateway', () => {
  const GATEWAY = 'RDG01.corp.example';
  const provider = 'Microsoft-Windows-TerminalServices-Gateway';
  const leg = (book: Logbook, at: number, id: string, more = {}): Logbook => {
    const fields = {
      Username: 'CORP\\alice',
      IpAddress: '203.0.113.7',
      Resource: 'rds01.corp.example',
      ErrorCode: 0,
      ...more,
    };
    const activityId = `B5246D1D-7DEC-43E5-BCA6-${id.padStart(12, '0')}`;
    const add = (seconds: number, eventId: number): Logbook =>
      book.add({ provider, eventId, channel: channels.gateway, at: seconds, fields, activityId });
    add(at - 0.1, 300);
    add(at + 0.02, 302);
    return add(at + 1.1, 303);
  };
  test("is one attempt with the host's, by account and target, on clocks that differ", () => {
    const [host, gateway] = [logbook(), logbook(GATEWAY)];
    for (const [n, at] of [0, 41, 130].entries()) {
      refusedTry(host, at, n);
      leg(gateway, at - 422, String(n));
    }
    const report = reportOn([host, gateway]);
    expect(report.attempts.map(viewsOf)).toEqual(
      Array.from({ length: 3 }, () => [['gateway', 'client-endpoint']]),
    );
    const skew = report.hosts.find(({ name }) => name === GATEWAY)?.clockSkewMs ?? 0;
    expect(Math.abs(skew + 422_000)).toBeLessThan(2000);
  });

  test('is found on a clock that drifts, tick by tick, by more than one moment lasts', () => {
    const [host, gateway] = [logbook(), logbook(GATEWAY)];
    for (let n = 0; n < 120; n++) {
      const at = n * 400 + (n % 7) * 13;
      refusedTry(host, at, n);
      leg(gateway, at - n * 0.05, String(n));
    }
    const report = reportOn([host, gateway]);
    expect(report.attempts.filter(({ alsoSeenBy }) => alsoSeenBy)).toHaveLength(120);
  });

  test('is found however the clock of the host was set meanwhile', () => {
    const [host, gateway] = [logbook(), logbook(GATEWAY)];
    const set = (from: number, to: number): void =>
      void host.security(to, 4616, { PreviousTime: iso(from), NewTime: iso(to) });
    const ahead = 20 * 86_400;
    for (let n = 0; n < 9; n++) {
      const at = n * 400 + (n % 7) * 13;
      if (n === 3) set(at - 50, at - 50 + ahead);
      if (n === 6) set(at - 50 + ahead, at - 50);
      refusedTry(host, n >= 3 && n < 6 ? at + ahead : at, n);
      leg(gateway, at, String(n));
    }
    const report = reportOn([host, gateway]);
    expect(report.attempts.filter(({ alsoSeenBy }) => alsoSeenBy)).toHaveLength(9);
    for (const { events, startedAt } of report.attempts)
      for (const event of events.filter(({ host }) => host === GATEWAY))
        expect(startedAt.slice(0, 10) === event.time.slice(0, 10) || startedAt > '2026-03-20').toBe(true);
  });

  test("has the gateway's own logon of the user with it, which is none to the host", () => {
    const [host, gateway] = [logbook(), logbook(GATEWAY)];
    refusedTry(host, 0, 1);
    leg(gateway, 0, '1');
    const admitted = {
      provider,
      eventId: 200,
      channel: channels.gateway,
      at: -0.2,
      fields: { Username: 'CORP\\alice', IpAddress: '203.0.113.7', ErrorCode: 0 },
      activityId: `B5246D1D-7DEC-43E5-BCA6-${'1'.padStart(12, '0')}`,
    };
    gateway.add({ ...admitted, eventId: 312, at: -0.4 });
    gateway.security(-0.3, 4624, audit({ LogonType: 3, IpAddress: '203.0.113.7', IpPort: 0 }));
    gateway.security(-0.25, 4624, audit({ LogonType: 3, IpAddress: '203.0.113.99', IpPort: 0 }));
    gateway.add(admitted);
    const [attempt] = reportOn([host, gateway]).attempts;
    const logons = attempt?.events.filter(({ eventId, host: of }) => eventId === 4624 && of === GATEWAY);
    expect(logons).toMatchObject([{ kind: 'gateway-user-admitted' }]);
    expect(attempt?.reached).toBe('authentication');
  });

  test.each([
    ['of another user', { Username: 'CORP\\bob' }],
    ['to another host', { Resource: 'rds77.corp.example' }],
    ['of a client that the host saw itself', { IpAddress: '192.0.2.5' }],
  ])('is not the way %s', (_, more) => {
    const [host, gateway] = [logbook(), logbook(GATEWAY)];
    refusedTry(host, 0, 1);
    expect(reportOn([host, leg(gateway, 0, '1', more)]).attempts.map(viewsOf)).toEqual([undefined]);
  });
});

describe('an ActivityID that the client made', () => {
  const MADE = '1283C0C2-87F1-4F96-B46B-ECBB1F2F8DE5';
  const clientTry = (at: number): Logbook =>
    logbook('WS-01')
      .client(at, 1024, { Value: 'rds01' }, { activityId: MADE })
      .client(at + 0.2, 1102, { Value: '10.0.0.1' }, { activityId: MADE })
      .client(at + 1.1, 1026, { Value: 2308 }, { activityId: MADE });

  test('is the same try on both machines, whatever the clocks say', () => {
    const host = logbook();
    accept(host, { at: 0, n: 1 });
    host.stack(0.2, 131, { ConnType: 'UDP', ClientIP: '[198.51.100.7]:5000' }, { activityId: MADE });
    host.stack(0.4, 68, { ConnectionName: 'RDP-Tcp#1' }, { activityId: MADE });
    close(host, 1, connectionId(1));
    const report = reportOn([host, clientTry(5000)]);
    expect(report.attempts.map(viewsOf)).toEqual([[['client', 'activity-id']]]);
    const skew = report.hosts.find(({ name }) => name === 'WS-01')?.clockSkewMs ?? 0;
    expect(Math.abs(skew - 5_000_000)).toBeLessThan(2000);
  });
});

describe('what one machine knows against what the other saw', () => {
  const clientTry = (end: number, hadSession: boolean): Logbook => {
    const activityId = 'AAAAAAAA-0000-0000-0000-000000000001';
    const book = logbook('WS-01').client(0, 1024, { Value: 'rds01' }, { activityId });
    if (hadSession) book.client(0.9, 1027, { SessionId: 2 }, { activityId });
    return book.client(end, 1026, { Value: 2308 }, { activityId });
  };

  test('the session of a client that the host refused was another', () => {
    const host = logbook();
    refusedTry(host, 0, 1, { WorkstationName: '-' });
    expect(reportOn([host, clientTry(60, true)]).attempts).toHaveLength(2);
  });

  test('the session that goes on of a client that was never connected was another', () => {
    const sessions = (wasConnected: boolean): number => {
      const host = logbook();
      const activityId = accept(host, { at: 0, n: 1 });
      host.sessions(2, 21, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' }, { activityId });
      return reportOn([host, clientTry(60, wasConnected)]).attempts.length;
    };
    expect(sessions(true)).toBe(1);
    expect(sessions(false)).toBe(2);
  });

  test('whoever was let in after the client had given up was another', () => {
    const host = logbook();
    const id = accept(host, { at: 0, n: 1 });
    host.security(8, 4624, audit({ LogonType: 10, IpAddress: '198.51.100.7', IpPort: 0 }));
    close(host, 9, id);
    expect(reportOn([host, clientTry(3, false)]).attempts).toHaveLength(2);
  });
});

test('a try that ended before it was connected is no part of a session that went on', () => {
  const told = (end: number): (string | undefined)[] => {
    const [host, client] = [logbook(), logbook('WS-01')];
    const id = accept(host, { at: 0, n: 1, client: '192.0.2.5' });
    host.security(0.5, 4625, audit({ IpAddress: '192.0.2.5', IpPort: 0, WorkstationName: 'WS-01' }));
    close(host, end, id);
    const made = { activityId: 'B5246D1D-7DEC-43E5-BCA6-000000000001' };
    client.client(0.1, 1024, { Value: 'rds01' }, made).client(20, 1026, { Value: 260 }, made);
    return reportOn([host, client]).attempts.map(({ alsoSeenBy }) => alsoSeenBy?.[0]?.host);
  };
  expect(told(20)).toEqual(['WS-01']);
  expect(told(5000)).toEqual([undefined, undefined]);
});
