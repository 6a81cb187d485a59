import { didYouMean } from '../../model/did-you-mean.ts';
import type { AttemptSelector } from '../../model/report-diff.ts';
import type { Report, ReportAttempt, ReportHost } from '../../model/report.ts';
import { matchClient, matchUser } from '../match-person.ts';

/** The attempts that are meant, and the hosts they are about, which can be there without any attempt. */
export interface Selected {
  readonly attempts: readonly ReportAttempt[];
  readonly hosts: readonly string[];
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
  const places = user === undefined ? new Set<string>() : placesOf(user, [report, ...more]);
  const hosts = report.hosts.filter((one) => host === undefined || isHost(one, host));
  const isOnHost = hosts.length === report.hosts.length ? () => true : setHas(hosts.map(({ name }) => name));
  const isTheirPlace = (attempt: ReportAttempt): boolean =>
    attempt.account === undefined && places.has(attempt.client?.address ?? '');
  const attempts = report.attempts.filter(
    (attempt) =>
      (id === undefined || attempt.id.startsWith(id)) &&
      (host === undefined || isOnHost(attempt.host)) &&
      fits(attempt, selector) &&
      (user === undefined || matchUser(user, attempt.account) === 'yes' || isTheirPlace(attempt)),
  );
  const mistake = mistakeIn(report, selector, attempts, hosts);
  if (mistake !== undefined) return { mistake };
  const byAddressAlone = user === undefined ? 0 : attempts.filter(isTheirPlace).length;
  return {
    attempts,
    hosts: hostsOf(attempts, hosts, selector),
    ...(byAddressAlone > 0 ? { byAddressAlone } : {}),
  };
}

const setHas = (names: readonly string[]): ((name: string) => boolean) => {
  const set = new Set(names);
  return (name) => set.has(name);
};

function fits(attempt: ReportAttempt, { client, day, outcome }: AttemptSelector): boolean {
  if (day !== undefined && !attempt.startedAt.startsWith(day)) return false;
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
  hosts: readonly ReportHost[],
  { attempt, user, client, outcome }: AttemptSelector,
): readonly string[] => {
  const isWhole =
    attempt === undefined && user === undefined && client === undefined && outcome === undefined;
  const names = isWhole ? hosts.map(({ name }) => name) : attempts.map(({ host }) => host);
  return [...new Set(names)].sort();
};

/** So many names are offered. */
const OFFERED = 8;

function mistakeIn(
  report: Report,
  { attempt, host, user, client, day, outcome }: AttemptSelector,
  found: readonly ReportAttempt[],
  hosts: readonly ReportHost[],
): string | undefined {
  const { attempts } = report;
  if (attempt !== undefined && found.length > 1) {
    return `expected the beginning of one attempt's id, found '${attempt}', which is that of ${list(found.map(({ id }) => id))}`;
  }
  if (host !== undefined && hosts.length === 0) {
    const names = report.hosts.flatMap(({ name, aliases }) => [name, ...aliases]);
    return `no host '${host}'${hint(host, names, 'there is')}`;
  }
  if (found.length > 0) return undefined;
  const isSpan = attempt ?? user ?? client ?? outcome;
  if (isSpan === undefined && (day === undefined || isCovered(report, day))) return undefined;
  if (attempt !== undefined) {
    return `no attempt's id begins with '${attempt}'; 'rdpwhy analyze --json' lists them`;
  }
  if (day !== undefined && !attempts.some(({ startedAt }) => startedAt.startsWith(day))) {
    return `no attempt on ${day} (UTC); there are on ${list(attempts.map(({ startedAt }) => startedAt.slice(0, 10)))}`;
  }
  if (user !== undefined && !attempts.some(({ account }) => matchUser(user, account) === 'yes')) {
    const names = attempts.flatMap(({ account }) => account?.name ?? []);
    return `no attempt of user '${user}'${hint(user, names, 'there are some of')}`;
  }
  if (client !== undefined && !attempts.some((one) => fits(one, { client }))) {
    const names = attempts.flatMap(({ client: from }) => (from ? [from.name ?? from.address] : []));
    return `no attempt from client '${client}'${hint(client, names, 'there are some from')}`;
  }
  return outcome === undefined
    ? 'no attempt fits all parts of the selector; leave one out'
    : `no attempt ${outcome} among those selected; 'rdpwhy analyze' says what else is there`;
}

/** The name that was most likely meant, or else what names there are. */
const hint = (word: string, names: readonly string[], words: string): string =>
  didYouMean(word, names) || `; ${words} ${list(names)}`;

const isCovered = ({ coverage }: Report, day: string): boolean =>
  coverage.some(
    ({ firstTime, lastTime }) =>
      firstTime !== null &&
      lastTime !== null &&
      firstTime.slice(0, 10) <= day &&
      lastTime.slice(0, 10) >= day,
  );

function list(names: readonly string[]): string {
  const distinct = [...new Set(names)].filter((name) => name !== '').sort();
  if (distinct.length === 0) return 'none';
  const more = distinct.length > OFFERED ? ` and ${distinct.length - OFFERED} more` : '';
  return distinct.slice(0, OFFERED).join(', ') + more;
}
