import type { AttemptSelector } from '../../model/report-diff.ts';
import type { Report, ReportAttempt, ReportHost } from '../../model/report.ts';
import { matchClient, matchUser } from '../match-person.ts';
import { selectOutside, type Outside } from './outside.ts';
import { dayIn, type DayOf } from './selected-day.ts';
import { selectionMistake } from './selection-mistake.ts';

/** The attempts that are meant, and the hosts they are about, which can be there without any attempt. */
export interface Selected {
  readonly attempts: readonly ReportAttempt[];
  readonly hosts: readonly string[];
  /** Failures of theirs that no attempt shows. */
  readonly outside: readonly Outside[];
  readonly byAddressAlone?: number;
}

/** Why a selector selects nothing, and what there is instead. */
export interface NothingSelected {
  readonly mistake: string;
}

/**
 * Chooses attempts. One that ended before its user was known is taken for the selected user's where it is from an
 * address at which that user was seen, as `analyze --user` does.
 *
 * @param more Another report in which the user's addresses may be told.
 */
export function selectAttempts(
  report: Report,
  selector: AttemptSelector,
  more: readonly Report[] = [],
): Selected | NothingSelected {
  const { user, attempt: id, host } = selector;
  const dayOf = dayIn(selector);
  const places = user === undefined ? new Set<string>() : placesOf(user, [report, ...more]);
  const hosts = report.hosts.filter((one) => host === undefined || isHost(one, host));
  const isOnHost = hosts.length === report.hosts.length ? () => true : setHas(hosts.map(({ name }) => name));
  const isTheirPlace = (attempt: ReportAttempt): boolean =>
    attempt.account === undefined && places.has(attempt.client?.address ?? '');
  const attempts = report.attempts.filter(
    (attempt) =>
      (id === undefined || attempt.id.startsWith(id)) &&
      (host === undefined || isOnHost(attempt.host)) &&
      fits(attempt, selector, dayOf) &&
      (user === undefined || matchUser(user, attempt.account) === 'yes' || isTheirPlace(attempt)),
  );
  const isName = (name: string): boolean => host === undefined || hosts.some((one) => isHost(one, name));
  const outside = selectOutside(report, selector, { attempts, places, isOnHost: isName, dayOf });
  const mistake = selectionMistake(report, selector, { attempts, hosts, outside, dayOf });
  if (mistake !== undefined) return { mistake };
  const byAddressAlone = user === undefined ? 0 : attempts.filter(isTheirPlace).length;
  return {
    attempts,
    hosts: hostsOf(attempts, outside, hosts, selector),
    outside,
    ...(byAddressAlone > 0 ? { byAddressAlone } : {}),
  };
}

const setHas = (names: readonly string[]): ((name: string) => boolean) => {
  const set = new Set(names);
  return (name) => set.has(name);
};

function fits(attempt: ReportAttempt, { client, day, outcome }: AttemptSelector, dayOf: DayOf): boolean {
  if (day !== undefined && dayOf(attempt.startedAt) !== day) return false;
  if (outcome !== undefined && attempt.outcome !== (outcome === 'worked' ? 'succeeded' : 'failed'))
    return false;
  if (client === undefined) return true;
  return matchClient(client, attempt) === 'yes';
}

const placesOf = (user: string, reports: readonly Report[]): ReadonlySet<string> =>
  new Set(
    reports.flatMap(({ attempts }) =>
      attempts.flatMap(({ account, client }) =>
        client && matchUser(user, account) === 'yes' ? [client.address] : [],
      ),
    ),
  );

/** A host by one of its names, with or without its domain. */
const isHost = ({ name, aliases }: ReportHost, wanted: string): boolean =>
  [name, ...aliases].some((known) => {
    const [a, b] = [known.toLowerCase(), wanted.toLowerCase()];
    return a === b || (!b.includes('.') && a.replace(/\..*$/, '') === b);
  });

const hostsOf = (
  attempts: readonly ReportAttempt[],
  outside: readonly Outside[],
  hosts: readonly ReportHost[],
  { attempt, user, client, outcome }: AttemptSelector,
): readonly string[] => {
  const isWhole =
    attempt === undefined && user === undefined && client === undefined && outcome === undefined;
  const own = outside.filter(({ people }) => people.length === 0).flatMap((one) => one.hosts);
  const names = isWhole ? hosts.map(({ name }) => name) : [...attempts.map(({ host: at }) => at), ...own];
  return [...new Set(names)].sort();
};
