import type { Client, Person, Session } from '../scenarios/actors.ts';
import { accountName } from '../scenarios/actors.ts';
import type { ClientTry } from '../scenarios/client-events.ts';
import { type Clock, createClock } from '../scenarios/clock.ts';
import { enterGateway, type GatewayVisit, leaveGateway, passGateway } from '../scenarios/gateway-events.ts';
import type { Host } from '../scenarios/host.ts';
import type { Random } from '../scenarios/random.ts';
import type { Agenda } from './agenda.ts';
import { type AttemptKind, type AttemptLog, createAttemptLog, type SharedEvidence } from './attempt-log.ts';
import type { Flavour } from './flavours.ts';
import type { Member } from './people.ts';
import type { SimHost } from './sim-host.ts';

/** A session of somebody, and the attempt whose connection shows it or showed it last. */
export interface Seat {
  readonly session: Session;
  readonly attempt: AttemptLog;
  /** When that connection had got it. */
  readonly from: number;
}

/** How a host is set up, as far as its logs show it. */
interface Habits {
  /** The audit writes failed logons. */
  readonly auditsFailures: boolean;
  /** The protocol stack says that credentials were refused (140). */
  readonly saysRefused: boolean;
  /** Network Level Authentication: credentials come before a session. */
  readonly nla: boolean;
  /** Loading a user's settings is slow, and the log says so every time. */
  readonly slowSettings: boolean;
}

/** A machine that somebody connects from. */
export interface Desk {
  readonly host: SimHost;
  readonly client: Client;
  readonly person: Person;
  readonly server: { readonly name: string; readonly address: string };
}

/** A host and everybody who has to do with it. */
export interface Site {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly host: SimHost;
  readonly flavour: Flavour;
  readonly habits: Habits;
  readonly members: readonly Member[];
  /** Where everybody has to pass, and under which address the host sees them then. */
  readonly gateway: { readonly host: SimHost; readonly address: string } | undefined;
  /** A client machine whose logs are there as well, and how it knows the host. */
  readonly desk: Desk | undefined;
  /** The tries as the client machine tells of them. */
  readonly deskTries: Map<AttemptLog, ClientTry>;
  /** Who is connected through the gateway. */
  readonly passages: Map<AttemptLog, GatewayVisit>;
  /** Who has a session, by SID. */
  readonly seats: Map<string, Seat>;
  readonly from: number;
  readonly until: number;
  /** Nobody gets through before this time. */
  downUntil: number;
  /** Evidence of what is wrong with the host at the moment. */
  trouble?: SharedEvidence | undefined;
  /** Who sits at the machine itself. */
  atConsole?: { readonly person: Person; readonly evidence: SharedEvidence } | undefined;
  attempts: number;
  /** Who else has to hear that an attempt has ended. */
  ends: (attempt: AttemptLog) => void;
}

/** One attempt while it goes on: who tries, and where its story is written. */
export interface Scene {
  readonly site: Site;
  readonly attempt: AttemptLog;
  /** The host, writing about this attempt. */
  readonly host: Host;
  readonly clock: Clock;
  readonly client: Client;
  readonly person: Person;
}

/** Somebody begins an attempt now. */
export function beginScene(site: Site, kind: AttemptKind, client: Client, person: Person): Scene {
  const { agenda, host, gateway } = site;
  const attempt = createAttemptLog({
    id: `${host.machine.name}-${++site.attempts}`,
    host: host.computer,
    kind,
    client: kind === 'flood' ? client.address : (gateway?.address ?? client.address),
    account: accountName(person),
    start: agenda.now,
  });
  const clock = createClock(site.random, agenda.now);
  if (!gateway || kind === 'flood')
    return { site, attempt, host: host.about(attempt), clock, client, person };
  const visit = enterGateway(gateway.host.about(attempt), clock, person, client, host.computer);
  passGateway(visit, clock);
  site.passages.set(attempt, visit);
  clock.wait(10, 60);
  const relayed = { ...client, address: gateway.address, udp: false };
  return { site, attempt, host: host.about(attempt), clock, client: relayed, person };
}

/** Nothing more will be written about an attempt. */
export function endScene(site: Site, attempt: AttemptLog): void {
  const { agenda, passages } = site;
  site.ends(attempt);
  const visit = passages.get(attempt);
  if (visit) leaveGateway(visit, Math.max(attempt.end, agenda.now) + 60_000);
  passages.delete(attempt);
  agenda.at(attempt.end, () => site.host.release(attempt));
  agenda.close(attempt);
}
