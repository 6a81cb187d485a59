import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { ReportCause } from '../model/report.ts';
import { earliest, latest, type Micros } from '../model/time.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import type { FoundCause, Holding } from './found-causes.ts';
import { knownUpdates } from './known-updates.ts';
import { clientName, matchUser } from './match-person.ts';
import { sinceItWorked, wasAt, type IsSame } from './since-it-worked.ts';
import { workedAgain } from './worked-again.ts';

type History = 'lastSuccess' | 'lastSuccessBy' | 'nextSuccess' | 'nextSuccessBy' | 'changes' | 'updates';

/** What else is known of the hosts. */
interface Surroundings {
  readonly attempts: readonly DiagnosedAttempt[];
  readonly hostEvents: (host: string) => readonly Event[];
  readonly hostOf: HostOf;
}

/** When it last worked on one of the hosts concerned, what changed since then, and when it worked again. */
export function causeHistory(
  found: FoundCause,
  named: Pick<ReportCause, 'accounts' | 'clients' | 'hosts'>,
  { attempts, hostEvents, hostOf }: Surroundings,
): Pick<ReportCause, History> {
  const { accounts, clients } = named;
  const eventsAt = (host: string): readonly Event[] => eventsAround(found, host, hostEvents);
  const about = aboutOne(accounts, clients);
  const hosts = firstFailedFirst(found.holdings);
  const { lastSuccess, by, changes } = sinceItWorked(firstFailure(found), hosts, attempts, eventsAt, about);
  const updates = knownUpdates(found.pattern.id, changes, hostOf);
  const again = canBeOver(found) ? workedAgain(lastFailure(found), named, attempts) : undefined;
  return {
    ...(lastSuccess ? { lastSuccess: eventRef(lastSuccess, hostOf(lastSuccess.host)) } : {}),
    ...(by ? { lastSuccessBy: by } : {}),
    ...(again && { nextSuccess: eventRef(again.record, hostOf(again.record.host)) }),
    ...(again?.by && { nextSuccessBy: again.by }),
    changes: changes.map((event) => eventRef(event, hostOf(event.host))),
    ...(updates.length > 0 && { updates }),
  };
}

/**
 * That somebody got in is no relief where somebody else was trying passwords, and where sessions that worked were broken
 * off, for every one of them is followed by the next.
 */
const canBeOver = ({ pattern, attempts }: FoundCause): boolean =>
  pattern.prominence === 'ordinary' && !attempts.some(({ attempt }) => attempt.reached === 'desktop');

const startsOf = (attempts: readonly DiagnosedAttempt[]): Micros[] =>
  attempts.map(({ attempt }) => attempt.startedAt);

const ownTimes = (holdings: readonly Holding[]): Micros[] =>
  holdings.flatMap(({ evidence }) => evidence.map(({ time }) => time));

/** By attempts where there are any, as the report gives the first time: a host may show long before what it comes to. */
const firstFailure = ({ attempts, holdings }: FoundCause): Micros =>
  earliest(attempts.length > 0 ? startsOf(attempts) : ownTimes(holdings));

const lastFailure = ({ attempts, holdings }: FoundCause): Micros =>
  latest([...startsOf(attempts), ...ownTimes(holdings)]);

/** The hosts where attempts failed, then those that only show it in records of their own; each in the order of time. */
function firstFailedFirst(holdings: readonly Holding[]): readonly string[] {
  const inOrder = (some: readonly Holding[], timeOf: (one: Holding) => Micros): readonly string[] =>
    some
      .map((one) => ({ host: one.host, time: timeOf(one) }))
      .sort((a, b) => a.time - b.time || (a.host < b.host ? -1 : 1))
      .map(({ host }) => host);
  const tried = holdings.filter(({ attempts }) => attempts.length > 0);
  const silent = holdings.filter(({ attempts }) => attempts.length === 0);
  const names = [
    ...inOrder(tried, (one) => earliest(startsOf(one.attempts))),
    ...inOrder(silent, (one) => earliest(ownTimes([one]))),
  ];
  return [...new Set(names)];
}

/** Whether a success was of the one user, or the one client, whom a cause is about; undefined where it is of several. */
function aboutOne(accounts: readonly string[], clients: readonly string[]): IsSame | undefined {
  const [account, client] = [accounts[0], clients[0]];
  if (accounts.length === 1 && account !== undefined)
    return (attempt) => matchUser(account, attempt.account) === 'yes';
  if (accounts.length > 0 || clients.length !== 1) return undefined;
  return (attempt) => clientName(attempt) === client;
}

/** What happened to the host, and to the machines that logged the same tries. */
function eventsAround(
  { attempts }: FoundCause,
  host: string,
  hostEvents: (host: string) => readonly Event[],
): readonly Event[] {
  const others = attempts
    .filter(({ attempt }) => wasAt(attempt, host))
    .flatMap(({ attempt }) => attempt.otherViews?.map((view) => view.host) ?? []);
  const machines = [...new Set([host, ...others])];
  return machines.length === 1
    ? hostEvents(host)
    : machines.flatMap((machine) => hostEvents(machine)).sort((a, b) => a.time - b.time);
}
