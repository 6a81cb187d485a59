import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import type { ClockLink } from '../model/clock.ts';
import type { Event } from '../model/event.ts';
import type { KnownKind } from '../model/kinds.ts';
import type { Micros } from '../model/time.ts';
import { isRefusedSession, isUnseenSession } from './contradiction.ts';
import { namesMachine, plainAccount, shortName } from './machine-names.ts';

/** What one machine's logs came to, as far as the joins between machines must know it. */
export interface MachineView {
  readonly host: string;
  /** All its names, present and former. */
  readonly names: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly unattached: readonly Event[];
}

/** What all machines' logs came to together. */
export interface JoinedMachines {
  /** Of each host, the attempts that are its own: a try that its host logged as well is the host's. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>;
  /** How the machines' clocks differ, as far as they share tries. */
  readonly clocks: readonly ClockLink[];
}

/** A try as a machine other than the one connected to saw it: the client, or the gateway between them. */
export interface OuterView {
  readonly host: string;
  readonly names: readonly string[];
  readonly as: 'client' | 'gateway';
  /** The attempt's id, or that of the gateway's chain. */
  readonly id: string;
  /** When, by its own clock, the host may have accepted the connection. */
  readonly begun: readonly Micros[];
  /** The last moment at which it still may. */
  readonly until: Micros;
  readonly ended: Micros | undefined;
  readonly target: string | undefined;
  readonly account: string | undefined;
  /** Where it came from; for a gateway. */
  readonly client: string | undefined;
  readonly outcome: Attempt['outcome'];
  readonly links: readonly LinkedEvent[];
}

/** How well a view and a host's attempt agree: `named` where each says the other's name. */
export type Fit = 'no' | 'maybe' | 'named';

/** Holds what a view says of the other end against what the host's attempt says of it. */
export function fitOf(view: OuterView, attempt: Attempt, hostNames: readonly string[]): Fit {
  if (view.as === 'gateway') {
    const [own, other] = [view.account, attempt.account?.name];
    if (own !== undefined && other !== undefined && plainAccount(own) !== plainAccount(other)) return 'no';
    // The host sees the gateway, not whoever stands behind it.
    if (view.client !== undefined && view.client === attempt.client?.address) return 'no';
    return own !== undefined && other !== undefined && isTarget(view, hostNames) ? 'named' : 'maybe';
  }
  if (isRefusedSession(view, attempt) || isUnseenSession(view, attempt)) return 'no';
  const name = attempt.client?.name;
  if (name === undefined) return 'maybe';
  if (!view.names.some((own) => shortName(own) === shortName(name))) return 'no';
  return isTarget(view, hostNames) ? 'named' : 'maybe';
}

export const isTarget = (view: OuterView, hostNames: readonly string[]): boolean =>
  namesMachine(view.target, hostNames) === true;

const connected: readonly string[] = ['client-connected', 'client-logged-on'] satisfies KnownKind[];
/** Right before and after the user was asked for a password, for which the client lets go of the host. */
const reachedOut: readonly string[] = [
  'client-connecting',
  'client-server-address',
  'client-credentials-entered',
] satisfies KnownKind[];

/** Of a try that reached out more often than this the latest moments count. */
const MOST_MOMENTS = 32;

/** The tries in a client's own log. */
export function clientViews({ host, names, attempts }: MachineView): OuterView[] {
  return attempts
    .filter(({ seenBy }) => seenBy === 'client')
    .map((attempt) => {
      const timesOf = (kinds: readonly string[]): Micros[] =>
        attempt.events.filter(({ event }) => kinds.includes(event.kind)).map(({ event }) => event.time);
      const ended = timesOf(['client-disconnected'] satisfies KnownKind[]).at(-1);
      return {
        host,
        names,
        as: 'client',
        id: attempt.id,
        begun: [attempt.startedAt, ...timesOf(reachedOut).slice(-MOST_MOMENTS)],
        until: timesOf(connected)[0] ?? ended ?? attempt.endedAt,
        ended,
        target: attempt.target,
        account: attempt.account?.name,
        client: undefined,
        outcome: attempt.outcome,
        links: attempt.events,
      };
    });
}
