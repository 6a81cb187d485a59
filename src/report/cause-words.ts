import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Remedy, RunOn } from '../model/pattern.ts';
import type { EventRef, Report, ReportCause } from '../model/report.ts';
import { shortChannel } from './build-summary.ts';
import { count, few, shortTime, timeSpan } from './words.ts';

/** How sure, how many, who and when. */
export const standing = (cause: ReportCause): readonly string[] => [
  cause.confidence,
  cause.attemptCount > 0 ? count(cause.attemptCount, 'attempt') : `on ${cause.hosts.join(', ')}`,
  ...(cause.clients.length > 0 ? [few(cause.clients, 'client')] : []),
  ...(cause.accounts.length > 0 ? [few(cause.accounts, 'account')] : []),
  timeSpan(cause.firstTime, cause.lastTime),
];

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

/** Says when it last worked and whether anything changed since; undefined: neither is known. */
export function historyText({ lastSuccess, changes, firstTime }: ReportCause): string | undefined {
  if (!lastSuccess && changes.length === 0) return undefined;
  const order = changes.length > 1 ? ', the most telling first:' : ':';
  if (!lastSuccess) {
    return `These logs show no success before it; in the day before the first failure, as far as they reach${order}`;
  }
  const none = '; nothing that these logs show changed since';
  const before = formatDistanceStrict(new Date(lastSuccess.time), new Date(firstTime));
  const since = changes.length === 0 ? none : `; since then${order}`;
  return `It last worked on ${shortTime(lastSuccess.time)} UTC, ${before} before this${since}`;
}

/** Which record it is: `System 36870 #44887`. */
export const recordName = ({ channel, eventId, recordId }: EventRef): string =>
  `${shortChannel(channel)} ${eventId} #${recordId}`;

/** A record in one line. */
export const recordLine = (event: EventRef): string =>
  `${shortTime(event.time)}  ${recordName(event)}: ${event.summary}`;
