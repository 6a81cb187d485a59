import type { Attempt } from '../model/attempt.ts';
import type { ClockLink } from '../model/clock.ts';
import { textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { onceEach } from '../model/once-each.ts';
import { SECOND } from '../model/time.ts';
import { clockOffset, type ClockOffset, type MomentPair } from './clock-offset.ts';
import { namesMachine, plainAccount, shortName } from './machine-names.ts';
import { onClockOf } from './merge-views.ts';
import type { JoinedMachines, MachineView } from './outer-view.ts';

/** Only a domain controller writes these. */
const tickets: readonly string[] = [
  'kerberos-logon-refused',
  'kerberos-ticket-refused',
  'kerberos-preauthentication-failed',
  'kerberos-policy-refused',
  'protected-user-refused',
] satisfies KnownKind[];
/** Every machine writes this of its own accounts. */
const check: string = 'ntlm-checked' satisfies KnownKind;
/** A controller writes that a domain's account was locked, and every machine that one of its own was. */
const lockout: string = 'account-locked' satisfies KnownKind;
/** The client may ask for its ticket before it connects, and an answer is written down within this time. */
const AROUND: number = 5 * SECOND;
/** With more refusals than this in a log, none says which attempt it belongs to. */
const MOST = 2000;
/** So many refusals that a host wrote down as well tell how the clocks differ; fewer only that they agree. */
const TELLING = 3;
const IN_STEP: number = 5 * SECOND;

/**
 * Adds a domain controller's refusals and lockouts to the failed attempts of the accounts they name: each to the only one that went
 * on in those seconds, where neither workstation, address nor service says otherwise. It stays among the controller's
 * own events as well, for of the attempt it says no more than what is likely.
 */
export function joinDirectory(joined: JoinedMachines, machines: readonly MachineView[]): JoinedMachines {
  const added = new Map<Attempt, Attempt>();
  const clocks: ClockLink[] = [];
  const refused = refusedByAccount(joined, machines);
  for (const directory of machines) {
    const told = toldBy(directory);
    const isSure = told.some(({ kind }) => tickets.includes(kind));
    if (told.length === 0 || told.length > MOST) continue;
    const fitting = new Map<Event, Offer[]>();
    const meant = told.flatMap((event) =>
      (refused.get(accountIn(event)) ?? []).map(({ place, attempt }) => ({ place, event, attempt })),
    );
    // In the order of the machines, whatever the order of what was told.
    for (const [place, own] of [...groupBy(meant, (one) => one.place)].sort(([a], [b]) => a - b)) {
      const { host, names } = machines[place] ?? directory;
      if (host === directory.host) continue;
      const offset = usable(clockOffset(own.flatMap(sharedMoments)));
      if (offset) clocks.push(clockLink(directory.host, host, offset));
      const delta = offset?.delta ?? 0;
      for (const { event, attempt } of own) {
        if (
          !fits(event, attempt, delta, names) ||
          (!isSure && !isSameMachine(event, attempt) && !isOfHost(event, names))
        )
          continue;
        fitting.set(event, [...(fitting.get(event) ?? []), { attempt, delta }]);
      }
    }
    for (const [event, [offer, ...others]] of fitting) {
      if (!offer || others.length > 0) continue;
      const attempt = added.get(offer.attempt) ?? offer.attempt;
      added.set(offer.attempt, withRefusal(attempt, event, offer.delta, directory.host));
    }
  }
  if (added.size === 0) return { ...joined, clocks: [...joined.clocks, ...clocks] };
  const attempts = [...joined.attempts].map(
    ([host, own]) => [host, own.map((attempt) => added.get(attempt) ?? attempt)] as const,
  );
  return { attempts: new Map(attempts), clocks: [...joined.clocks, ...clocks] };
}

const toldBy = onceEach(({ unattached }: MachineView) =>
  unattached.filter(({ kind }) => tickets.includes(kind) || kind === check || kind === lockout),
);

interface Refused {
  /** Of the machine that refused it. */
  readonly place: number;
  readonly attempt: Attempt;
}

function refusedByAccount(
  { attempts }: JoinedMachines,
  machines: readonly MachineView[],
): ReadonlyMap<string, readonly Refused[]> {
  const refused = new Map<string, Refused[]>();
  for (const [place, { host }] of machines.entries()) {
    for (const [account, own] of refusedOf(attempts.get(host) ?? [])) {
      const known = refused.get(account) ?? [];
      for (const attempt of own) known.push({ place, attempt });
      refused.set(account, known);
    }
  }
  return refused;
}

const refusedOf = onceEach((attempts: readonly Attempt[]) => groupBy(attempts.filter(isRefused), accountOf));

interface Offer {
  readonly attempt: Attempt;
  readonly delta: number;
}

/** No controller is asked about an account that the host keeps itself. */
const isRefused = ({ host, seenBy, outcome, account }: Attempt): boolean =>
  seenBy === 'server' &&
  outcome === 'failed' &&
  account !== undefined &&
  account.domain.toLowerCase() !== shortName(host);

/**
 * The machine that logged on, as the host's records call it: the client, or the host itself for who was refused at its own
 * sign-in screen. A controller calls it the same.
 */
const workstationOf = ({ client, events }: Attempt): string | undefined =>
  client?.name ??
  events
    .map(({ event, rivals }) =>
      event.kind === 'logon-failed' && rivals === undefined ? textFact(event, 'workstation') : undefined,
    )
    .find((name) => name !== undefined);

/** The controller's record and the host's name the same machine as the one that logged on. */
function isSameMachine(event: Event, attempt: Attempt): boolean {
  const [workstation, name] = [textFact(event, 'workstation'), workstationOf(attempt)];
  return workstation !== undefined && name !== undefined && shortName(workstation) === shortName(name);
}

/** A lockout names the computer that the wrong passwords came through: where the host passed them on, that is the host. */
const isOfHost = (event: Event, hostNames: readonly string[]): boolean =>
  event.kind === lockout && namesMachine(textFact(event, 'workstation'), hostNames) === true;

const accountOf = ({ account }: Attempt): string => plainAccount(account?.name ?? '');
const accountIn = (event: Event): string => plainAccount(textFact(event, 'account') ?? '');

/** The controller's word and the host's own on one logon. */
const sharedMoments = ({ event, attempt }: { event: Event; attempt: Attempt }): MomentPair[] =>
  attempt.events
    .filter((link) => link.event.kind === 'logon-failed')
    .map((link) => ({ outer: event, inner: attempt, delta: link.event.time - event.time }));

const usable = (offset: ClockOffset | undefined): ClockOffset | undefined =>
  offset && (offset.tries >= TELLING || Math.abs(offset.delta) <= IN_STEP) ? offset : undefined;

function fits(event: Event, attempt: Attempt, delta: number, hostNames: readonly string[]): boolean {
  const time = event.time + delta;
  if (time < attempt.startedAt - AROUND || time > attempt.endedAt + AROUND) return false;
  const [workstation, name] = [textFact(event, 'workstation'), workstationOf(attempt)];
  if (isOfHost(event, hostNames)) return true;
  if (workstation !== undefined && name !== undefined && shortName(workstation) !== shortName(name))
    return false;
  const [address, client] = [textFact(event, 'client'), attempt.client?.address];
  // Everybody behind a gateway has its address on the host, and an own one on the controller.
  const isDirect = attempt.otherViews?.some(({ as }) => as === 'gateway') !== true;
  if (isDirect && address !== undefined && client !== undefined && !isLoopback(address) && address !== client)
    return false;
  const service = /^(?:TERMSRV\/)?([\w.-]+?)\$?$/i.exec(textFact(event, 'service') ?? '')?.[1];
  return (
    service === undefined || service.toLowerCase() === 'krbtgt' || namesMachine(service, hostNames) !== false
  );
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

function withRefusal(attempt: Attempt, event: Event, delta: number, from: string): Attempt {
  const link = { event: onClockOf(event, delta), by: 'time-only' as const, from };
  return { ...attempt, events: [...attempt.events, link].sort((a, b) => a.event.time - b.event.time) };
}

const clockLink = (host: string, against: string, { delta, tries }: ClockOffset): ClockLink => ({
  host,
  against,
  ahead: -delta,
  tries,
  isSure: tries >= TELLING,
});
