import { didYouMean } from '../../model/did-you-mean.ts';
import type { AttemptSelector } from '../../model/report-diff.ts';
import type { Report, ReportHost } from '../../model/report.ts';
import type { Selected } from './select.ts';
import { accountIn } from '../../model/account-name.ts';
import type { DayOf } from './selected-day.ts';
import { matchClient, matchUser } from '../match-person.ts';

/** So many names are offered. */
const OFFERED = 8;

/** What a selector means, as far as it is there. */
interface Found extends Pick<Selected, 'attempts' | 'outside'> {
  readonly hosts: readonly ReportHost[];
  readonly dayOf: DayOf;
}

/** Says why a selection cannot be compared, and what there is instead; undefined where it can. */
export function selectionMistake(
  report: Report,
  { attempt, host, user, client, day, zone, outcome }: AttemptSelector,
  { attempts: found, hosts, outside, dayOf }: Found,
): string | undefined {
  const { attempts } = report;
  if (attempt !== undefined && found.length > 1) {
    return `expected the beginning of one attempt's id, found '${attempt}', which is that of ${list(found.map(({ id }) => id))}`;
  }
  if (host !== undefined && hosts.length === 0) {
    const names = report.hosts.flatMap(({ name, aliases }) => [name, ...aliases]);
    return `no host '${host}'${hint(host, names, 'there is')}`;
  }
  if (found.length > 0 || outside.length > 0) return undefined;
  const isSpan = attempt ?? user ?? client ?? outcome;
  if (isSpan === undefined && (day === undefined || isCovered(report, day, dayOf))) return undefined;
  if (attempt !== undefined) {
    return `no attempt's id begins with '${attempt}'; 'rdpwhy analyze --json' lists them`;
  }
  if (day !== undefined && !attempts.some(({ startedAt }) => dayOf(startedAt) === day)) {
    return `no attempt on ${day} (${zone ?? 'UTC'}); there are on ${list(attempts.map(({ startedAt }) => dayOf(startedAt)))}`;
  }
  const people = report.causes.flatMap((cause) => cause.people ?? []);
  const accounts = [...attempts, ...people.map((one) => ({ account: accountIn(one.account) }))];
  if (user !== undefined && !accounts.some(({ account }) => matchUser(user, account) === 'yes')) {
    const names = accounts.flatMap(({ account }) => account?.name ?? []);
    return `no attempt of user '${user}'${hint(user, names, 'there are some of')}`;
  }
  if (client !== undefined && !attempts.some((one) => matchClient(client, one) === 'yes')) {
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

const isCovered = ({ coverage }: Report, day: string, dayOf: DayOf): boolean =>
  coverage.some(
    ({ firstTime, lastTime }) =>
      firstTime !== null && lastTime !== null && dayOf(firstTime) <= day && dayOf(lastTime) >= day,
  );

function list(names: readonly string[]): string {
  const distinct = [...new Set(names)].filter((name) => name !== '').sort();
  if (distinct.length === 0) return 'none';
  const more = distinct.length > OFFERED ? ` and ${distinct.length - OFFERED} more` : '';
  return distinct.slice(0, OFFERED).join(', ') + more;
}
