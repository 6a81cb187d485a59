import { expect, test } from 'vitest';
import { clientViews } from '../../src/correlate/outer-view.ts';
import { reportOn } from '../support/reports.ts';
import {
  accept,
  at,
  audit,
  close,
  connectionId,
  correlate,
  logbook,
  withoutStack,
} from '../support/events.ts';

/** Enough that work in the square of it would run into the time limit many times over. */
const MANY = 20_000;
const LIMIT = 30_000;

test(
  'a storm of reconnects to few sessions, by recycled connection names, behind one address',
  () => {
    const book = logbook();
    for (let i = 0; i < MANY; i++) {
      const [n, at, SessionID, user] = [i % 130, i * 0.5, 2 + (i % 5), `user${i % 5}`];
      const activityId = `${connectionId(i % 65_536).slice(0, 8)}-81FE-4C2D-9C3B-${i.toString(16).padStart(8, '0')}0000`;
      const keyed = { activityId: activityId.toUpperCase() };
      book
        .stack(at, 131, { ConnType: 'TCP', ClientIP: '198.51.100.7:5000' }, keyed)
        .stack(at, 65, { ConnectionName: `RDP-Tcp#${n}` }, keyed)
        .stack(
          at + 0.1,
          131,
          { ConnType: 'UDP', ClientIP: '198.51.100.7:6' },
          { activityId: `1283C0C2-${i}` },
        )
        .security(
          at + 0.2,
          4624,
          audit({ TargetUserName: user, TargetLogonId: `0x${i}`, IpAddress: '198.51.100.7' }),
        )
        .sessions(at + 0.3, 40, { Session: SessionID, Reason: 5 }, keyed)
        .sessions(at + 0.4, 25, { User: `CORP\\${user}`, SessionID, Address: '198.51.100.7' }, keyed)
        .security(at + 0.4, 4778, {
          AccountName: user,
          SessionName: `RDP-Tcp#${n}`,
          ClientAddress: '198.51.100.7',
        })
        .sessions(at + 0.45, 24, { User: `CORP\\${user}`, SessionID, Address: '198.51.100.7' });
    }
    const { attempts } = correlate(book);
    expect(attempts).toHaveLength(MANY);
    expect(attempts.filter(({ replacedBy }) => replacedBy === 'same-client').length).toBe(MANY - 5);
  },
  LIMIT,
);

test(
  'a password attack without addresses, many at a time',
  () => {
    const book = logbook();
    for (let i = 0; i < MANY; i++) accept(book, { at: i * 0.02, n: i });
    for (let i = 0; i < MANY; i++) book.security(i * 0.02 + 0.1, 4625, audit({ TargetUserName: `user${i}` }));
    for (let i = 0; i < MANY; i++) close(book, i * 0.02 + 0.2, connectionId(i));
    expect(correlate(book).attempts).toHaveLength(MANY);
  },
  LIMIT,
);

test(
  'years of connections that no record ends, on a system without ActivityIDs',
  () => {
    const book = logbook();
    for (let i = 0; i < MANY; i++) {
      book
        .connections(i * 10, 261, { listenerName: 'RDP-Tcp' })
        .connections(i * 10 + 1, 1149, { Param1: 'alice', Param2: '', Param3: '198.51.100.7' })
        .sessions(i * 10 + 2, 25, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' });
    }
    expect(correlate(book, withoutStack).attempts).toHaveLength(MANY);
  },
  LIMIT,
);

test(
  'one account tried all day, and a domain controller that refused it as often as is looked at',
  () => {
    const [host, controller] = [logbook(), logbook('DC01.corp.example')];
    for (let i = 0; i < MANY; i++) {
      const id = accept(host, { at: i * 20, n: i, client: '192.0.2.5' });
      host.security(i * 20 + 0.5, 4625, audit({ IpAddress: '192.0.2.5', IpPort: 0 }));
      close(host, i * 20 + 1, id);
    }
    for (let i = 0; i < 1900; i++)
      controller.security(i * 20 + 0.4, 4771, {
        TargetUserName: 'alice',
        ServiceName: 'krbtgt/CORP',
        IpAddress: '::ffff:192.0.2.5',
        Status: '0x18',
        PreAuthType: 2,
      });
    const { attempts } = reportOn([host, controller]);
    const told = attempts.filter(({ events }) => events.some(({ eventId }) => eventId === 4771));
    expect(told).toHaveLength(1900);
  },
  LIMIT,
);

test('of a try that reached out all the time only its start and the latest moments are compared', () => {
  const book = logbook('WS-01');
  const activityId = '59288327-6D2F-4E4B-9F5C-0D3A00000001';
  for (let i = 0; i < 1000; i++) book.client(i, 1024, { Name: 'Server', Value: 'RDS01' }, { activityId });
  const { attempts } = correlate(book);
  const [view] = clientViews({ host: 'WS-01', names: ['WS-01'], attempts, unattached: [] });
  expect([view?.begun[0], view?.begun.at(-1)]).toEqual([at(0), at(999)]);
  expect(view?.begun.length).toBeLessThan(50);
});

test(
  'the logs of a whole company, machine by machine',
  () => {
    const books = Array.from({ length: 8000 }, (_, n) => {
      const book = logbook(`RDS${n}`);
      close(book, n + 1, accept(book, { at: n, n }));
      return book;
    });
    expect(reportOn(books).attempts).toHaveLength(8000);
  },
  LIMIT,
);
