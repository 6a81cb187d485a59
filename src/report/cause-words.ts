import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Alternative } from '../model/diagnosis.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check, Remedy, RunOn } from '../model/pattern.ts';
import type { ReportSuccess } from '../model/report-history.ts';
import type { EventRef, Report, ReportAttempt, ReportCause, ReportPerson } from '../model/report.ts';
import { hostList } from './machine-words.ts';
import { shortChannel } from './build-summary.ts';
import { sureText } from './sureness.ts';
import { withWords } from './code-words.ts';
import {
  byInstant,
  count,
  durationText,
  few,
  shortHost,
  shortTime,
  timeSpan,
  timeText,
  zoneText,
} from './words.ts';

/** How sure, how many, where, who and when; of one machine alone its attempts need not say that they were there. */
export const standing = ({ hosts }: Pick<Report, 'hosts'>, cause: ReportCause): readonly string[] => [
  sureText(cause),
  ...(cause.attemptCount > 0 ? [count(cause.attemptCount, 'attempt')] : []),
  // How sure it is where has named them.
  ...((cause.attemptCount === 0 || hosts.length > 1) && !(cause.byConfidence && cause.hosts.length > 1)
    ? [`on ${hostList(cause.hosts)}`]
    : []),
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

/** Who, from where, to where, how often, when. */
export function personText({ account, client, target, records, firstTime, lastTime }: ReportPerson): string {
  const from = client === undefined ? '' : account === undefined ? client : ` from ${client}`;
  const to = target === undefined ? '' : ` → ${target}`;
  return `${account ?? ''}${from}${to}: ${count(records, 'record')}, ${timeSpan(firstTime, lastTime)}`;
}

/** What else the same records allow, and of how many attempts; undefined: nothing. */
export function alternativesText(report: Report, cause: ReportCause): string | undefined {
  const own = new Set(cause.attempts);
  const all = report.attempts.flatMap(({ id, diagnosis }) =>
    own.has(id) ? (diagnosis?.alternatives ?? []) : [],
  );
  if (all.length === 0) return undefined;
  const others = [...groupBy(all, (other) => other.cause).values()]
    .sort((a, b) => b.length - a.length)
    .flatMap(([first, ...rest]) => (first ? `${alternativeText(first)}${ofHowMany(rest.length + 1)}` : []));
  const head = cause.confidence === 'possible' ? 'Not ruled out either' : 'Less likely, but not ruled out';
  return `${head}: ${others.join('; ')}.`;
}

const alternativeText = ({ cause, title, why }: Alternative): string =>
  `${title ?? cause} (${title === undefined ? '' : `${cause}: `}${why})`;

const ofHowMany = (attempts: number): string => (attempts > 1 ? `, ${attempts} attempts` : '');

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

/** A check's question, with the machine that its command is for. */
export const checkText = ({ text, command, runOn }: Check): string =>
  command === undefined ? text : `${text} (${placeText(runOn)})`;

/** Heads what to tell the user: a mere possibility is not told yet, and what is over only where it comes back. */
export function tellHeading({ confidence, nextSuccess }: ReportCause): string {
  if (confidence === 'possible') return 'Tell the user once it is confirmed';
  return nextSuccess ? 'Tell the user if it happens again' : 'Tell the user';
}

/** Says when it worked again, before anybody repairs anything; undefined: these logs show no success after it. */
export function againText({ nextSuccess, nextSuccessBy: by, ...cause }: ReportCause): string | undefined {
  if (!nextSuccess) return undefined;
  const { lastTime, people = [] } = cause;
  const later = formatDistanceStrict(new Date(nextSuccess.time), new Date(lastTime));
  // A refused connection can stay open, and be seen to end after somebody got in.
  const after = byInstant(nextSuccess.time, lastTime) > 0 ? `, ${later} after the last failure` : '';
  const who = by ? ` (${successText(by)})` : '';
  const place = placeOf(nextSuccess, cause);
  return `It worked again${place} on ${timeText(nextSuccess.time)}${after}${who}${againAdvice(by, people)}`;
}

function againAdvice(by: ReportSuccess | undefined, people: readonly ReportPerson[]): string {
  const wanted = [...new Set(people.flatMap(({ target }) => target ?? []))];
  const got = by?.target?.toLowerCase();
  // What let them in under another name is no repair, and a hint.
  if (got !== undefined && wanted.length > 0 && !wanted.some((name) => name.toLowerCase() === got))
    return `; ${few(wanted, 'target')}, asked for before, may still be refused.`;
  return by?.whose === 'theirs'
    ? ': perhaps nothing needs to be done any more.'
    : ': see first whether it still fails for anybody.';
}

/** What a report leaves out of a cause that is not its answer, and where it stands; undefined: nothing. */
export function leftOutText({ cause, remedies, checks }: ReportCause, steps: number): string | undefined {
  const left = [
    ...(remedies.length > steps ? [count(remedies.length - steps, 'more step')] : []),
    ...(checks.length > 0 ? [count(checks.length, 'check')] : []),
  ];
  return left.length === 0 ? undefined : `${capital(left.join(' and '))}: rdpwhy patterns show ${cause}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Says that commands print other times than the report, where a cause has one that prints times. */
export const clockNote = ({ remedies, checks, lastTime }: ReportCause): string | undefined =>
  [...remedies, ...checks].some(({ command }) => /Get-WinEvent|wevtutil qe/.test(command ?? ''))
    ? `Times here are ${zoneText(lastTime)}; Windows' commands print the machine's local time.`
    : undefined;

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
  const then = `on ${timeText(lastSuccess.time)}, ${before} before this`;
  const place = placeOf(lastSuccess, cause);
  if (by?.whose === 'others') {
    const whom = cause.accounts[0] ?? cause.clients[0] ?? 'this user';
    const others = `For ${whom} these logs show no success before it; ${successText(by)} got in${place} ${then}`;
    return changes.length === 0 ? `${others}.` : `${others}; ${dayBefore}`;
  }
  // Not "nothing changed": the cause's own records may tell of what did, such as a time of grace that ran out.
  const since =
    changes.length === 0
      ? '; these logs show no change of settings or software since.'
      : `; since then${order}`;
  const forWhom = by?.whose === 'theirs' ? ` for ${by.account ?? by.client}` : '';
  const who = by?.whose === 'any' ? ` (${successText(by)})` : '';
  return `It last worked${forWhom}${place} ${then}${who}${since}`;
}

/** Where it worked, of several hosts: ` at RDS01,`. */
const placeOf = ({ host }: EventRef, { hosts }: Pick<ReportCause, 'hosts'>): string =>
  hosts.length > 1 && hosts.includes(host) ? ` at ${host},` : '';

const successText = ({ account, client, target }: ReportSuccess): string =>
  (account === undefined ? (client ?? '') : `${account}${client === undefined ? '' : ` from ${client}`}`) +
  (target === undefined ? '' : ` to ${target}`);

/** Which record it is: `System 36870 #44887`. */
export const recordName = ({ channel, eventId, recordId }: EventRef): string =>
  `${shortChannel(channel)} ${eventId} #${recordId}`;

/** A record in one line. */
export const recordLine = (event: EventRef): string =>
  `${shortTime(event.time)}  ${recordName(event)}: ${withWords(event.summary, event.codeWords)}`;

/** A cause's record in one line; of several hosts it says whose it is. */
export const causeRecordLine = (event: EventRef, { hosts }: ReportCause): string =>
  hosts.length > 1
    ? `${shortTime(event.time)}  ${shortHost(event.host)}, ${recordName(event)}: ${withWords(event.summary, event.codeWords)}`
    : recordLine(event);

/** What was found beside events: what, of which machine, when, and what it says of the cause. */
export const factLines = ({ facts = [] }: ReportCause): readonly string[] =>
  facts.map(
    ({ host, text, time, speaks }) =>
      `On ${host}, ${text} (seen ${timeText(time)}; speaks ${speaks} this cause)`,
  );

export const factHeading = 'What was found beside the logs';

/** Records that say the same in the same second, as one: the stack often writes a line several times. */
export interface SameRecords {
  readonly first: EventRef;
  readonly times: number;
}

/** Folds records that differ in nothing but their number; they come in the order of time. */
export function foldRecords(records: readonly EventRef[]): readonly SameRecords[] {
  const keyOf = ({ host, channel, eventId, time, summary }: EventRef): string =>
    [host, channel, eventId, shortTime(time), summary].join('\n');
  return [...groupBy(records, keyOf).values()].flatMap((same) =>
    same[0] ? { first: same[0], times: same.length } : [],
  );
}

/** Folded records in one line. */
export const sameRecordsLine = ({ first, times }: SameRecords, cause: ReportCause): string =>
  times > 1 ? `${causeRecordLine(first, cause)}, ${times} times` : causeRecordLine(first, cause);

/** When sessions that worked were broken off, one after the other; undefined: none was. */
export function breaksText(report: Report, cause: ReportCause): string | undefined {
  const own = new Set(cause.attempts);
  const broken = report.attempts.filter((attempt) => own.has(attempt.id) && wasBroken(attempt));
  if (broken.length === 0 || cause.prominence === 'background') return undefined;
  const several = cause.accounts.length > 1;
  const shown = broken.slice(0, SHOWN_BREAKS).map(({ endedAt, endedBefore, durationMs, account }) => {
    const isTimed = durationMs !== null && endedBefore === undefined;
    const details = [
      ...(isTimed ? [`after ${durationText(durationMs)}`] : []),
      ...(several && account ? [account.name] : []),
    ];
    const time =
      endedBefore === undefined ? shortTime(endedAt) : `some time before ${shortTime(endedBefore)}`;
    return details.length === 0 ? time : `${time} (${details.join(', ')})`;
  });
  const more = broken.length > shown.length ? ` and ${broken.length - shown.length} more` : '';
  return `Broke off ${broken[0]?.endedBefore === undefined ? 'at ' : ''}${shown.join(', ')}${more}.`;
}

const SHOWN_BREAKS = 8;

/** Whether a session worked until something ended it. */
export const wasBroken = ({ outcome, reached }: ReportAttempt): boolean =>
  outcome === 'failed' && reached === 'desktop';
