import type { EventSpec } from '../event-spec.ts';
import { alice, wsAlice, wsBob } from './cast.ts';
import { clientArrives, clientConnects, clientEnds } from './client-events.ts';
import { createClock, startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import { createHost, type RecordedHost } from './host.ts';
import { startSession } from './logon.ts';
import { abandonedInCredSsp } from './refusals.ts';
import { hostLogs } from './scenario.ts';
import { logOff } from './session-end.ts';
import { runningHost } from './visits.ts';

const RDS01 = { name: 'RDS01', domain: 'CORP', dnsSuffix: 'corp.example', build: 20_348, revision: 2762 };
const WS_ALICE = {
  name: 'WS-ALICE',
  domain: 'CORP',
  dnsSuffix: 'corp.example',
  build: 22_631,
  revision: 4169,
};
const server = { name: 'rds01.corp.example', address: '10.20.30.51' };
const MICROS = 1_000_000;
const SOCKET_CLOSED = 2308;
const ENDED_BY_USER = 2;

/** What happens in a story of a client and a host whose clocks differ. */
export interface TwoClocks {
  /** By how many seconds the host's clock is ahead of the client's. */
  readonly hostAhead: number;
  /** When, by the true clock, alice tries in vain from her machine. */
  readonly refused?: readonly string[];
  /** When she works, from and to. */
  readonly worked?: readonly (readonly [string, string])[];
  /** When bob, whose logs nobody has, tries in vain. */
  readonly bobRefused?: readonly string[];
  /** What alice typed. */
  readonly target?: string;
  /** Her tries never come to the host. */
  readonly blocked?: boolean;
}

/** The logs of a host that others use too, and of one client, each by its own clock. */
export function twoClocks(story: TwoClocks): readonly (readonly EventSpec[])[] {
  const client = createHost(WS_ALICE, 77, utc('2026-03-02 05:00:00'));
  const host = runningHost(RDS01, 78, '2026-03-02 05:00:00', '2026-03-02 18:00:00');
  const desk = { ...wsAlice, udp: false };
  const where = { ...server, name: story.target ?? server.name };
  for (const second of story.refused ?? []) {
    const clock = startClock(client.random, second);
    const attempt = clientConnects(client, clock, alice, where);
    const hosts = createClock(host.random, clock.now + 4000);
    clock.wait(200, 400);
    clientEnds(attempt, clock, SOCKET_CLOSED);
    if (story.blocked !== true) abandonedInCredSsp(host, hosts, acceptConnection(host, hosts, desk));
  }
  for (const [come, go] of story.worked ?? []) {
    const clock = startClock(client.random, come);
    const attempt = clientConnects(client, clock, alice, where);
    const hosts = createClock(host.random, clock.now + 4000);
    const session = startSession(host, hosts, acceptConnection(host, hosts, desk), alice);
    clientArrives(attempt, clock, alice, session.id);
    logOff(host, startClock(host.random, go), session);
    clientEnds(attempt, startClock(client.random, go), ENDED_BY_USER);
  }
  for (const second of story.bobRefused ?? []) {
    const clock = startClock(host.random, second);
    abandonedInCredSsp(host, clock, acceptConnection(host, clock, { ...wsBob, udp: false }));
  }
  return [...logsOf(client, 0), ...logsOf(host, story.hostAhead)];
}

const logsOf = (host: RecordedHost, ahead: number): (readonly EventSpec[])[] =>
  hostLogs(host).map(([, events]) =>
    events.map((event) => ({ ...event, time: event.time + ahead * MICROS })),
  );
