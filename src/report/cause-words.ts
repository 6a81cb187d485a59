import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Remedy, RunOn } from '../model/pattern.ts';
import type { EventRef, Report, ReportCause, ReportPerson, ReportSuccess } from '../model/report.ts';
import { shortChannel } from './build-summary.ts';
import { count, few, shortTime, timeSpan } from './words.ts';

/** How sure, how many, who and when. */
export const standing = (cause: ReportCause): readonly string[] => [
  cause.confidence,
  ...(cause.attemptCount > 0 ? [count(cause.attemptCount, 'attempt')] : [`on ${cause.hosts.join(', ')}`]),
  ...(cause.people ? [count(recordsOf(cause.people), 'record')] : []),
  ...(cause.clients.length > 0 ? [few(cause.clients, 'client')] : []),
  ...(cause.accounts.length > 0 ? [few(cause.accounts, 'account')] : []),
  timeSpan(cause.firstTime, cause.lastTime),
];

/** How many records without an attempt name somebody. */
export const recordsOf = (people: readonly ReportPerson[]): number =>
  people.reduce((sum, { records }) => sum + records, 0);

/** Each of several people whom records without an attempt name: who, from where, to where, how often, when. */
export const peopleLines = ({ people = [] }: ReportCause): readonly string[] =>
  people.length < 2 ? [] : people.map(personText);

function personText({ account, client, target, records, firstTime, lastTime }: ReportPerson): string {
  const from = client === undefined ? '' : account === undefined ? client : ` from ${client}`;
  const to = target === undefined ? '' : ` → ${target}`;
  return `${account ?? ''}${from}${to}: ${count(records, 'record')}, ${timeSpan(firstTime, lastTime)}`;
}

/** What else the same records allow, and of how many attempts; undefined: nothing. */
export function alternativesText(report: Report, cause: ReportCause): string | undefined {
  const own = new Set(cause.attempts);
  const counts = new Map<string, number>();
  for (const { id, diagnosis } of report.attempts) {
    if (!own.has(id)) continue;
    for (const other of diagnosis?.alternatives ?? [])
      counts.set(other.cause, (counts.get(other.cause) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const others = [...counts].sort(([, a], [, b]) => b - a).map(([id, n]) => `${id} (${count(n, 'attempt')})`);
  return `Less likely, but not ruled out: ${others.join(', ')}.`;
}

const places: Readonly<Record<RunOn, string>> = {
  host: 'on the host',
  client: 'on the client',
  directory: 'in the directory',
  gateway: 'on the gateway',
  broker: 'on the broker',
  'licence-server': 'on the licence server',
  network: 'on the network',
};

/** Where a check or a remedy is done. */
export const placeText = (runOn: RunOn): string => places[runOn];

/** What to know of a remedy before doing it: where, and at what risk. */
export const remedyNotes = (remedy: Remedy): readonly string[] => [
  ...(remedy.purpose === 'diagnostic' ? ['a test, not a repair'] : []),
  placeText(remedy.runOn),
  remedy.risk === 'safe' ? 'safe' : `risk: ${remedy.risk.replaceAll('-', ' ')}`,
  ...(remedy.needsConsole === true ? ['at the console'] : []),
];

/** Says when it last worked, for whom, and whether anything changed since; undefined: neither is known. */
export function historyText(cause: ReportCause): string | undefined {
  const { lastSuccess, lastSuccessBy: by, changes, firstTime } = cause;
  if (!lastSuccess && changes.length === 0) return undefined;
  const order = changes.length > 1 ? ', the most telling first:' : ':';
  const dayBefore = `in the day before the first failure, as far as they reach${order}`;
  if (!lastSuccess) return `These logs show no success before it; ${dayBefore}`;
  const before = formatDistanceStrict(new Date(lastSuccess.time), new Date(firstTime));
  const then = `on ${shortTime(lastSuccess.time)} UTC, ${before} before this`;
  if (by?.whose === 'others') {
    const whom = cause.accounts[0] ?? cause.clients[0] ?? 'this user';
    const others = `For ${whom} these logs show no success before it; ${successText(by)} got in ${then}`;
    return changes.length === 0 ? `${others}.` : `${others}; ${dayBefore}`;
  }
  const since =
    changes.length === 0 ? '; nothing that these logs show changed since.' : `; since then${order}`;
  const forWhom = by?.whose === 'theirs' ? ` for ${by.account ?? by.client}` : '';
  const who = by?.whose === 'any' ? ` (${successText(by)})` : '';
  return `It last worked${forWhom} ${then}${who}${since}`;
}

const successText = ({ account, client }: ReportSuccess): string =>
  account === undefined ? (client ?? '') : `${account}${client === undefined ? '' : ` from ${client}`}`;

/** Which record it is: `System 36870 #44887`. */
export const recordName = ({ channel, eventId, recordId }: EventRef): string =>
  `${shortChannel(channel)} ${eventId} #${recordId}`;

/** A record in one line. */
export const recordLine = (event: EventRef): string =>
  `${shortTime(event.time)}  ${recordName(event)}: ${event.summary}`;
