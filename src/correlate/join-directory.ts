import type { Attempt } from '../model/attempt.ts';
import type { ClockLink } from '../model/clock.ts';
import { textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { onceEach } from '../model/once-each.ts';
import { SECOND } from '../model/time.ts';
import { clockOffset, type ClockOffset, type MomentPair } from './clock-offset.ts';
import { FARTHEST } from './machine-offset.ts';
import { namesMachine, plainAccount, shortName } from './machine-names.ts';
import { onClockOf } from './merge-views.ts';
import type { JoinedMachines, MachineView } from './outer-view.ts';
import { indexSpans } from './span-index.ts';

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
/** So many of its latest words on an account, and so many of the account's latest attempts, say how the clocks differ. */
const ASKED = 60;
const MOST_TRIES = 500;
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
    if (told.length === 0 || told.length > MOST) continue;
    const { offers, links } = offersOf(told, directory.host, machines, refused);
    clocks.push(...links);
    for (const [event, { attempt, delta, isOnly }] of offers) {
      if (isOnly)
        added.set(attempt, withRefusal(added.get(attempt) ?? attempt, event, delta, directory.host));
    }
  }
  if (added.size === 0) return { ...joined, clocks: [...joined.clocks, ...clocks] };
  const attempts = [...joined.attempts].map(
    ([host, own]) => [host, own.map((attempt) => added.get(attempt) ?? attempt)] as const,
  );
  return { attempts: new Map(attempts), clocks: [...joined.clocks, ...clocks] };
}

/** What a controller says of an account, beside the attempts of one machine that it may be about. */
interface Meant extends Refused {
  /** In time order. */
  readonly events: readonly Event[];
}

interface Offer {
  readonly attempt: Attempt;
  readonly delta: number;
  /** No other attempt fits as well. */
  readonly isOnly: boolean;
}

/** Which attempt each of a controller's words may be about, and how its clock differs from those of the hosts. */
function offersOf(
  told: readonly Event[],
  directory: string,
  machines: readonly MachineView[],
  refused: ReadonlyMap<string, readonly Refused[]>,
): { readonly offers: ReadonlyMap<Event, Offer>; readonly links: readonly ClockLink[] } {
  const offers = new Map<Event, Offer>();
  const links: ClockLink[] = [];
  const isSure = told.some(({ kind }) => tickets.includes(kind));
  const meant = [...groupBy(told, accountIn)].flatMap(([account, events]) =>
    (refused.get(account) ?? []).map((one) => ({ ...one, events })),
  );
  // In the order of the machines, whatever the order of what was told.
  for (const [place, those] of [...groupBy(meant, (one) => one.place)].sort(([a], [b]) => a - b)) {
    const machine = machines[place];
    if (!machine || machine.host === directory) continue;
    const { host, names } = machine;
    const offset = usable(clockOffset(those.flatMap(sharedMoments)));
    if (offset) links.push(clockLink(directory, host, offset));
    const delta = offset?.delta ?? 0;
    for (const { events, attempts } of those) {
      for (const event of events) {
        for (const attempt of indexOf(attempts).goingOn(event.time + delta, AROUND)) {
          if (!fits(event, attempt, names)) continue;
          if (!isSure && !isSameMachine(event, attempt) && !isOfHost(event, names)) continue;
          offers.set(event, { attempt, delta, isOnly: !offers.has(event) });
        }
      }
    }
  }
  return { offers, links };
}

const toldBy = onceEach(({ unattached }: MachineView) =>
  unattached.filter(({ kind }) => tickets.includes(kind) || kind === check || kind === lockout),
);

/** The attempts of one account that one machine refused. */
interface Refused {
  /** Of the machine. */
  readonly place: number;
  /** By start. */
  readonly attempts: readonly Attempt[];
}

function refusedByAccount(
  { attempts }: JoinedMachines,
  machines: readonly MachineView[],
): ReadonlyMap<string, readonly Refused[]> {
  const refused = new Map<string, Refused[]>();
  for (const [place, { host }] of machines.entries()) {
    for (const [account, own] of refusedOf(attempts.get(host) ?? [])) {
      const known = refused.get(account) ?? [];
      known.push({ place, attempts: own });
      refused.set(account, known);
    }
  }
  return refused;
}

const refusedOf = onceEach((attempts: readonly Attempt[]) => groupBy(attempts.filter(isRefused), accountOf));

const indexOf = onceEach((attempts: readonly Attempt[]) =>
  indexSpans(attempts.map((one) => ({ one, from: one.startedAt, to: one.endedAt }))),
);

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

/** The controller's words and the host's own on logons of one account: the latest that can be the same. */
function sharedMoments({ events, attempts }: Meant): MomentPair[] {
  const [first, last] = [attempts[0]?.startedAt ?? 0, attempts.at(-1)?.startedAt ?? 0];
  const asked = events
    .filter(({ time }) => time >= first - FARTHEST && time <= last + FARTHEST)
    .slice(-ASKED);
  const [from, to] = [asked[0]?.time ?? 0, asked.at(-1)?.time ?? 0];
  const tries = attempts
    .filter(({ startedAt }) => startedAt >= from - FARTHEST && startedAt <= to + FARTHEST)
    .slice(-MOST_TRIES);
  return tries.flatMap((attempt) =>
    attempt.events
      .filter((link) => link.event.kind === 'logon-failed')
      .flatMap((link) =>
        asked.map((event) => ({ outer: event, inner: attempt, delta: link.event.time - event.time })),
      ),
  );
}

const usable = (offset: ClockOffset | undefined): ClockOffset | undefined =>
  offset && (offset.tries >= TELLING || Math.abs(offset.delta) <= IN_STEP) ? offset : undefined;

/** Nothing that the controller's word names speaks against an attempt of that time. */
function fits(event: Event, attempt: Attempt, hostNames: readonly string[]): boolean {
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
