import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { ReportCause } from '../model/report.ts';
import { earliest, latest, type Micros } from '../model/time.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import { clientName, matchUser } from './match-person.ts';
import type { FoundCause } from './report-cause.ts';
import { sinceItWorked, type IsSame } from './since-it-worked.ts';
import { workedAgain } from './worked-again.ts';

interface HistoryParts {
  readonly attempts: readonly DiagnosedAttempt[];
  /** A host's events that belong to no attempt, in time order. */
  readonly hostEvents: (host: string) => readonly Event[];
  readonly hostOf: HostOf;
}

type History = 'lastSuccess' | 'lastSuccessBy' | 'nextSuccess' | 'nextSuccessBy' | 'changes';

/** Says when it last worked on the first of the hosts concerned, what changed since then, and when it worked again. */
export function causeHistory(
  entry: FoundCause,
  named: Pick<ReportCause, 'hosts' | 'accounts' | 'clients'>,
  { attempts, hostEvents, hostOf }: HistoryParts,
): Pick<ReportCause, History> {
  const { hosts, accounts, clients } = named;
  const host = hosts[0] ?? '';
  const first = earliest([
    ...entry.attempts.map(({ attempt }) => attempt.startedAt),
    ...entry.evidence.map((event) => event.time),
  ]);
  const around = eventsAround(entry, host, hostEvents);
  const about = aboutOne(accounts, clients);
  const { lastSuccess, by, changes } = sinceItWorked(first, host, attempts, around, about);
  const again = canBeOver(entry) ? workedAgain(lastFailure(entry), named, attempts) : undefined;
  return {
    ...(lastSuccess ? { lastSuccess: eventRef(lastSuccess, hostOf(lastSuccess.host)) } : {}),
    ...(by ? { lastSuccessBy: by } : {}),
    ...(again && { nextSuccess: eventRef(again.record, hostOf(again.record.host)) }),
    ...(again?.by && { nextSuccessBy: again.by }),
    changes: changes.map((event) => eventRef(event, hostOf(event.host))),
  };
}

/**
 * That somebody got in is no relief where somebody else was trying passwords, and where sessions that worked were broken
 * off, for every one of them is followed by the next.
 */
const canBeOver = ({ pattern, attempts }: FoundCause): boolean =>
  pattern.prominence === 'ordinary' && !attempts.some(({ attempt }) => attempt.reached === 'desktop');

const lastFailure = ({ attempts, evidence }: FoundCause): Micros =>
  latest([...attempts.map(({ attempt }) => attempt.startedAt), ...evidence.map(({ time }) => time)]);

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
  const others = attempts.flatMap(({ attempt }) => attempt.otherViews?.map((view) => view.host) ?? []);
  const machines = [...new Set([host, ...others])];
  return machines.length === 1
    ? hostEvents(host)
    : machines.flatMap((machine) => hostEvents(machine)).sort((a, b) => a.time - b.time);
}
