import { accountIn } from '../../model/account-name.ts';
import { groupBy } from '../../model/group-by.ts';
import type { AttemptSelector } from '../../model/report-diff.ts';
import type { Report, ReportAttempt, ReportCause, ReportPerson } from '../../model/report.ts';
import { matchUser } from '../match-person.ts';
import { outsideFailures, type OutsideFailure } from '../outside-failures.ts';
import { onDay } from './outside-records.ts';
import type { DayOf } from './selected-day.ts';

/** A cause of failures that no attempt shows, as far as they are of those who were selected and equally sure. */
export interface Outside extends Omit<OutsideFailure, 'person'> {
  /** Whom its records name; empty: it befell the host itself. */
  readonly people: readonly ReportPerson[];
}

/** What a selector was found to mean besides. */
export interface Meant {
  readonly attempts: readonly ReportAttempt[];
  /** Addresses at which the selected user was seen. */
  readonly places: ReadonlySet<string>;
  /** Whether a name is one of the selected host's. */
  readonly isOnHost: (name: string) => boolean;
  readonly dayOf: DayOf;
}

/** The failures of a report that no attempt shows and that a selector means, in the rank of their causes. */
export function selectOutside(
  { causes, attempts }: Report,
  selector: AttemptSelector,
  meant: Meant,
): readonly Outside[] {
  const isWhole = meant.attempts.length === attempts.length;
  const byCause = groupBy(outsideFailures(causes), ({ cause }) => cause);
  return [...byCause].flatMap(([cause, failures]): Outside[] => {
    const named = failures.flatMap(({ person }) => person ?? []);
    if (named.length === 0)
      return failures
        .filter((failure) => isHostsOwn(failure, selector, meant, isWhole))
        .map((failure) => ({ ...failure, people: [] }));
    const people = named.flatMap((person) => personMeant(cause, person, selector, meant) ?? []);
    const [first] = failures;
    if (!first || people.length === 0) return [];
    const firstTime = people.map((person) => person.firstTime).reduce((a, b) => (b < a ? b : a));
    const lastTime = people.map((person) => person.lastTime).reduce((a, b) => (b > a ? b : a));
    return [{ cause, confidence: first.confidence, hosts: first.hosts, people, firstTime, lastTime }];
  });
}

/** What is known of them by the selector's parts: nobody is meant by an attempt's id, or has worked outside of all. */
function personMeant(
  cause: ReportCause,
  person: ReportPerson,
  { attempt, host, client, user, day, outcome }: AttemptSelector,
  { places, isOnHost, dayOf }: Meant,
): ReportPerson | undefined {
  if (attempt !== undefined || outcome === 'worked') return undefined;
  const { account, client: from, target } = person;
  const isThere =
    host === undefined || [...cause.hosts, ...(target === undefined ? [] : [target])].some(isOnHost);
  if (!isThere || (client !== undefined && from?.toLowerCase() !== client.toLowerCase())) return undefined;
  const isUser =
    user === undefined ||
    (account === undefined ? places.has(from ?? '') : matchUser(user, accountIn(account)) === 'yes');
  if (!isUser) return undefined;
  return day === undefined ? person : onDay(cause, person, (time) => dayOf(time) === day);
}

/**
 * What befell a host befell those who were at it on that day. Of what worked, it is told where it worked in spite of it:
 * on that host, while it lasted.
 */
function isHostsOwn(
  { hosts, firstTime, lastTime }: OutsideFailure,
  { attempt, host, client, user, day, outcome }: AttemptSelector,
  { attempts, isOnHost, dayOf }: Meant,
  isWhole: boolean,
): boolean {
  if (host !== undefined && !hosts.some(isOnHost)) return false;
  if (day !== undefined && (dayOf(firstTime) > day || dayOf(lastTime) < day)) return false;
  const there = attempts.filter((one) => hosts.includes(one.host));
  if (outcome === 'worked')
    return there.some(({ startedAt }) => startedAt >= firstTime && startedAt <= lastTime);
  if (attempt === undefined && client === undefined && user === undefined) return true;
  return there.some(
    ({ startedAt }) =>
      isWhole ||
      (firstTime.slice(0, 10) <= startedAt.slice(0, 10) && lastTime.slice(0, 10) >= startedAt.slice(0, 10)),
  );
}
