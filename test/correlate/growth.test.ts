import { describe, expect, test } from 'vitest';
import { correlateHost, type HostView } from '../../src/correlate/correlate-host.ts';
import { gatewayViews } from '../../src/correlate/gateway-views.ts';
import { channels } from '../../src/normalize/channels.ts';
import { callsOf } from '../support/counted-calls.ts';
import {
  accept,
  audit,
  close,
  correlate,
  HOST,
  logbook,
  withoutStack,
  type Logbook,
} from '../support/events.ts';

const CLIENT = '198.51.100.7';
/** A tick in which so many things happen that all of it lies within seconds. */
const TICK = 0.001;
const FEW = 150;
const TIMES = 4;

/** Makes ready work on so many. */
type Work = (n: number) => () => void;

const correlating =
  (tell: (book: Logbook, n: number) => void, view: Partial<HostView> = {}): Work =>
  (n) => {
    const book = logbook();
    tell(book, n);
    const events = book.events();
    return () => correlateHost(events, { host: HOST, stackSeen: true, stackCovers: () => true, ...view });
  };

/** Work in the square of it would take sixteen times as much. */
async function expectNoSquare(work: Work): Promise<void> {
  const few = await callsOf(work(FEW));
  expect(await callsOf(work(TIMES * FEW))).toBeLessThan(1.5 * TIMES * few);
}

const each = (n: number, tell: (i: number) => void): void => {
  for (let i = 0; i < n; i++) tell(i);
};
const open = (book: Logbook, n: number, clientOf: (i: number) => string, step = TICK): string[] =>
  Array.from({ length: n }, (_, i) => accept(book, { at: i * step, n: i, client: clientOf(i) }));
const ofMany = (i: number): string => `203.0.${i >> 8}.${i & 255}`;
const ofOne = (): string => CLIENT;
const refused = (book: Logbook, at: number, more: Parameters<typeof audit>[0] = {}): void =>
  void book.security(at, 4625, audit(more));
const fromOne = { IpAddress: CLIENT, IpPort: 0 };
/** After all have begun and while none has ended. */
const LATER = 10;

/** A session that is used, of which nothing else is told. */
function session(book: Logbook): void {
  const keyed = { activityId: accept(book, { at: 0, n: 1 }) };
  book
    .stack(0, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 2 }, keyed)
    .sessions(0, 21, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, keyed);
}

describe('of connections that are all open at once, as many', () => {
  test.each<[string, Work]>([
    [
      'refusals that name no address',
      correlating((book, n) => {
        open(book, n, ofMany);
        each(n, (i) => refused(book, LATER + i * TICK, { TargetUserName: `user${i}` }));
      }),
    ],
    [
      'refusals without an address, each while its own connection waits',
      correlating((book, n) =>
        each(n, (i) => {
          accept(book, { at: i * 0.1, n: i });
          refused(book, i * 0.1 + 0.02, { TargetUserName: `user${i}` });
        }),
      ),
    ],
    [
      'refusals of one address',
      correlating((book, n) => {
        open(book, n, ofOne);
        each(n, (i) => refused(book, LATER + i * TICK, { TargetUserName: `user${i}`, ...fromOne }));
      }),
    ],
    [
      'connections without ActivityIDs, and what names none of them',
      correlating((book, n) => {
        const begin = (i: number): void =>
          void book.stack(i * TICK, 131, { ConnType: 'TCP', ClientIP: `${ofMany(i)}:40000` });
        each(n, begin);
        each(n, (i) => void book.stack(LATER + i * TICK, 142, { error: 64 }));
        each(n, (i) => void book.stack(2 * LATER + i * TICK, 140, { IPString: ofMany(i) }));
      }),
    ],
    [
      'a session without ActivityIDs, and its records',
      correlating((book, n) => {
        book.stack(0, 131, { ConnType: 'TCP', ClientIP: `${CLIENT}:40000` });
        book.stack(0, 66, { ConnectionName: 'RDP-Tcp#1', SessionID: 2 });
        each(n, (i) => void book.stack(LATER + i * TICK, 142, { error: 64 }));
      }),
    ],
    [
      'refusals of addresses that no connection tells of',
      correlating((book, n) => {
        each(n, (i) => void book.connections(i * TICK, 261, { listenerName: 'RDP-Tcp' }));
        each(n, (i) =>
          refused(book, LATER + i * TICK, { TargetUserName: `user${i}`, IpAddress: ofMany(i), IpPort: 0 }),
        );
      }, withoutStack),
    ],
    [
      'network logons of other services',
      correlating((book, n) => {
        open(book, n, ofMany);
        each(n, (i) => void book.security(LATER + i * TICK, 4624, audit({ TargetUserName: `user${i}` })));
      }),
    ],
    [
      'desktop logons without an address',
      correlating((book, n) => {
        open(book, n, ofMany).forEach((activityId, i) =>
          book.stack(1, 66, { ConnectionName: `RDP-Tcp#${i}`, SessionID: i }, { activityId }),
        );
        each(n, (i) => refused(book, LATER + i * TICK, { TargetUserName: `user${i}`, LogonType: 10 }));
      }),
    ],
    [
      'words of the driver on one client',
      correlating((book, n) => {
        open(book, n, ofOne);
        each(n, (i) => dropped(book, LATER + i * TICK));
      }),
    ],
    [
      'words of the driver, in the moment in which all end',
      correlating((book, n) => {
        open(book, n, ofOne).forEach((activityId) => close(book, LATER, activityId));
        each(n, () => dropped(book, LATER));
      }),
    ],
    [
      'TLS alerts',
      correlating((book, n) => {
        open(book, n, ofMany);
        each(n, (i) => void book.tls(0.5 + i * TICK, 36_887, { AlertDesc: 46 }));
      }),
    ],
    [
      'records of what took the host away',
      correlating((book, n) => {
        open(book, n, ofMany);
        each(
          n,
          (i) =>
            void book.add({
              provider: 'Microsoft-Windows-Kernel-General',
              eventId: 13,
              at: LATER + i * TICK,
            }),
        );
      }),
    ],
  ])('%s cost no more than their number', (_, work) => expectNoSquare(work));
});

/** One user's way through a gateway, as it logs it, with the gateway's own logon of the user. */
function throughGateway(book: Logbook, at: number, activityId: string): void {
  const fields = { Username: 'CORP\\alice', IpAddress: CLIENT, Resource: 'rds01.corp.example' };
  for (const [eventId, after] of [
    [312, 0],
    [200, 0.2],
    [300, 0.3],
    [302, 0.4],
  ] as const)
    book.add({
      provider: 'Microsoft-Windows-TerminalServices-Gateway',
      channel: channels.gateway,
      eventId,
      at: at + after,
      activityId,
      fields,
    });
  book.security(at + 0.1, 4624, audit({ IpAddress: CLIENT, IpPort: 50_000 }));
}

const dropped = (book: Logbook, at: number): void =>
  void book.add({
    provider: 'TermDD',
    eventId: 56,
    at,
    fields: { device: '\\Device\\Termdd', client: CLIENT },
  });

describe('of one session or connection, many', () => {
  test.each<[string, Work]>([
    [
      'ends',
      correlating((book, n) => {
        session(book);
        each(n, (i) => void book.sessions(1 + i * TICK, 40, { Session: 2, Reason: 0 }));
      }),
    ],
    [
      'refusals that may be of another as well',
      correlating((book, n) => {
        open(book, 2, ofMany);
        each(n, (i) => refused(book, 1 + i * TICK, { TargetUserName: `user${i}` }));
      }),
    ],
    [
      'ends of one logon',
      correlating((book, n) => {
        session(book);
        book.security(1, 4624, audit({ LogonType: 10, TargetLogonId: '0x5', ...fromOne }));
        each(
          n,
          (i) => void book.security(2 + i * TICK, 4647, { TargetUserName: 'alice', TargetLogonId: '0x5' }),
        );
      }),
    ],
    [
      'sessions that it took and lost',
      correlating((book, n) => {
        const keyed = { activityId: accept(book, { at: 0, n: 1 }) };
        each(n, (i) => void book.sessions(1 + i * TICK, 40, { Session: 2, Reason: 5 }, keyed));
        each(
          n,
          (i) =>
            void book.sessions(600 + i, 25, { User: 'CORP\\alice', SessionID: 2, Address: CLIENT }, keyed),
        );
      }),
    ],
    [
      'lockouts of an account that is refused as often',
      correlating(
        (book, n) =>
          each(n, (i) => {
            refused(book, i * TICK, fromOne);
            book.security(i * TICK, 4740, { TargetUserName: 'alice', TargetDomainName: 'kali' });
          }),
        withoutStack,
      ),
    ],
    [
      'ways through a gateway that one user takes, with a logon each',
      (n) => {
        const book = logbook('GW01.corp.example');
        each(n, (i) => throughGateway(book, i * 10, `${i}-2222-3333`));
        const { unattached } = correlate(book);
        return () => gatewayViews({ host: 'GW01', names: ['GW01'], attempts: [], unattached });
      },
    ],
  ])('%s cost no more than their number', (_, work) => expectNoSquare(work));
});
