import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Outcome } from '../model/attempt.ts';
import type {
  ReportCause,
  ReportCoverage,
  ReportOutcome,
  ReportPassage,
  ReportSummary,
  ReportSymptom,
} from '../model/report.ts';
import { MINUTE } from '../model/time.ts';
import { groupBy } from '../model/group-by.ts';
import { grouped } from './grouped.ts';
import { isOfAttempts } from './hidden-failures.ts';
import { hostList } from './machine-words.ts';
import { whomText } from './match-person.ts';
import { doubtText, titleText } from './sureness.ts';
import { shortTime } from './words.ts';

/** Says in one line what came of it all, and counts. */
export function buildSummary(
  attempts: readonly DiagnosedAttempt[],
  causes: readonly ReportCause[],
  coverage: readonly ReportCoverage[],
  { symptom, passages = [], hidden = [] }: SummaryExtras = {},
): ReportSummary {
  const count = (outcome: Outcome): number =>
    attempts.filter(({ attempt }) => attempt.outcome === outcome).length;
  const failed = attempts.filter(({ attempt }) => attempt.outcome === 'failed');
  // A failure that was perhaps none is not explained by that.
  const unexplained = failed.filter(
    ({ diagnosis }) => !diagnosis?.cause || diagnosis.class === 'normal',
  ).length;
  const unclear = attempts.filter(
    ({ attempt, diagnosis }) =>
      (attempt.outcome === 'unknown' || attempt.outcome === 'open') && !diagnosis?.cause,
  ).length;
  const counts: ReportSummary['attempts'] = {
    total: attempts.length,
    succeeded: count('succeeded'),
    failed: failed.length,
    open: count('open'),
    unknown: count('unknown'),
  };
  // What somebody met and the logs do not show is not answered by what they show.
  if (symptom && symptom.matched === null && symptom.cause === null) {
    const heads = causes.find(({ prominence }) => prominence === 'heads');
    const said = [...(heads ? [titleText(heads)] : []), missed(symptom, coverage)].join('. ');
    return { outcome: 'insufficient-evidence', headline: said, attempts: counts };
  }
  const known = wasJudged(attempts, coverage);
  const outcome = outcomeOf(causes, { ...counts, unexplained }, known && hidden.length === 0);
  const meant = causes.find(({ cause }) => cause === symptom?.cause);
  const ranked = headsFirst(meant ? [meant, ...causes] : causes);
  const [passage] = passages;
  if (outcome === 'insufficient-evidence' && counts.total === 0 && passage)
    return { outcome, headline: passedText(passage, passages.length), attempts: counts };
  if (outcome === 'insufficient-evidence' && known)
    return { outcome, headline: hiddenText(hidden, counts.total), attempts: counts };
  const late = lateLog(attempts, coverage);
  return {
    outcome,
    headline: headline(outcome, ranked, coverage, { ...counts, unclear, late }),
    attempts: counts,
  };
}

/** What heads a report, such as an attacking address that got in, does so whatever was asked. */
export const headsFirst = (causes: readonly ReportCause[]): readonly ReportCause[] => [
  ...causes.filter(({ prominence }) => prominence === 'heads'),
  ...causes.filter(({ prominence }) => prominence !== 'heads'),
];

/** Nothing failed in what is left of the logs, and it is not all. */
const hiddenText = (hidden: readonly string[], attempts: number): string =>
  `No failure seen${attempts === 0 ? '' : ` among ${attemptsText(attempts)}`}, but failed ones may be missing: ${hidden.join(', and ')}`;

interface SummaryExtras {
  readonly symptom?: ReportSymptom | undefined;
  readonly passages?: readonly ReportPassage[];
  /** Why the logs that were given may hide failures; empty: they would show them. */
  readonly hidden?: readonly string[];
}

/** A gateway's word alone: it let somebody through, and what came of it stands in other logs. */
function passedText({ account, targets }: ReportPassage, passages: number): string {
  const whom = passages === 1 ? (account ?? 'a user') : `users ${passages} times`;
  const where = passages === 1 && targets[0] !== undefined ? ` to ${targets[0]}` : '';
  return `The gateway let ${whom} through${where}; what came of it stands in the logs of the remote computer and of the client`;
}

function missed(symptom: ReportSymptom, coverage: readonly ReportCoverage[]): string {
  if (symptom.passages !== undefined)
    return `The gateway let ${whomText(symptom)} through; what came of it stands in the logs of the remote computer and of the client`;
  const logs = logsToAskFor(coverage, symptom.at);
  const nothing = symptom.named
    ? `No connection attempt matches what was stated, though other records name ${whomText(symptom)}`
    : 'Nothing in these logs matches what was stated';
  return `${nothing}; look for it in ${logs.join(', and in ')}`;
}

/** The logs that would show an attempt which these do not: core ones not seen at that time, and the client's own. */
function logsToAskFor(coverage: readonly ReportCoverage[], at: string | undefined): readonly string[] {
  const isSilent = ({ state, firstTime, lastTime }: ReportCoverage): boolean =>
    state === 'missing' ||
    (at !== undefined && (firstTime === null || lastTime === null || at < firstTime || at > lastTime));
  const host = coverage.filter((row) => isCore(row.channel) && !isClients(row.channel) && isSilent(row));
  const client = coverage.some((row) => isClients(row.channel) && !isSilent(row));
  return [
    ...(host.length === 0 ? [] : [`${logNames(host, coverage)}${at === undefined ? '' : ' of that time'}`]),
    client ? 'the logs of the gateway or a domain controller' : 'RDPClient/Operational of the client',
  ];
}

const isClients = (channel: string): boolean => channel.endsWith('-RDPClient/Operational');

const isFailure = (cause: ReportCause): boolean => cause.failure;

function outcomeOf(
  causes: readonly ReportCause[],
  { failed, unexplained }: ReportSummary['attempts'] & { readonly unexplained: number },
  failuresWouldShow: boolean,
): ReportOutcome {
  if (failed > 0) {
    if (unexplained === 0) return 'failures-explained';
    return unexplained < failed || causes.some(isFailure)
      ? 'failures-partly-explained'
      : 'failures-unexplained';
  }
  // A host that cannot take connections has failed without an attempt to show it, and so has a desktop that did not
  // come up after a connection that did.
  if (causes.some(isFailure)) return 'failures-explained';
  return failuresWouldShow ? 'no-failures' : 'insufficient-evidence';
}

/**
 * "Nothing failed" can be said when an attempt came to a known end, or when there was none in a log that would show
 * one. A log that only ever says "a connection came" shows neither.
 */
function wasJudged(attempts: readonly DiagnosedAttempt[], coverage: readonly ReportCoverage[]): boolean {
  if (attempts.length > 0) {
    return attempts.some(
      ({ attempt, diagnosis }) => attempt.outcome === 'succeeded' || diagnosis?.class === 'normal',
    );
  }
  return coverage.some(({ channel, state }) => state !== 'missing' && isOfAttempts(channel));
}

/** What a headline needs beside the counts that the report lists. */
type Counts = ReportSummary['attempts'] & {
  /** Attempts of which nothing says what came of them: those still open at the end of the logs too. */
  readonly unclear: number;
  /** When the protocol stack's log begins, where it does so behind attempts that other logs show. */
  readonly late: string | undefined;
};

function headline(
  outcome: ReportOutcome,
  causes: readonly ReportCause[],
  coverage: readonly ReportCoverage[],
  counts: Counts,
): string {
  const first = causes.find(isFailure);
  const unseen = unseenText(coverage);
  switch (outcome) {
    case 'failures-explained':
    case 'failures-partly-explained':
      return first
        ? `${titleText(first)}${extentOf(first, counts)}${othersOf(first, causes)}`
        : 'Some connections failed';
    case 'failures-unexplained':
      return `${attemptsText(counts.failed)} failed; the records do not say why${unseen}`;
    case 'no-failures':
      return counts.total === 0
        ? `No connection attempt was seen${unseen}`
        : `${noFailureAmong(counts)}${beginsLate(counts)}${unseen}`;
    case 'insufficient-evidence':
      return counts.total === 0
        ? `Nothing can be said: no log that shows Remote Desktop connections was there${unseen}`
        : `${attemptsText(counts.total)} seen; these logs do not say what came of them${unseen}`;
  }
}

/** How much of the trouble the first cause is, and of how much of that it is only possible. */
function extentOf(cause: ReportCause, counts: ReportSummary['attempts']): string {
  const said = [shareOf(cause, counts), doubtText(cause) ?? ''].filter((text) => text !== '');
  return said.length === 0 ? '' : ` (${said.join('; ')})`;
}

/** The share of the failed attempts, where there is more than one, and whose, where it is one person's. */
function shareOf(cause: ReportCause, { failed }: ReportSummary['attempts']): string {
  const { attemptCount: count, accounts, clients } = cause;
  if (cause.prominence === 'heads' || count === 0 || failed < Math.max(2, count)) return '';
  const who =
    accounts.length === 1 ? accounts[0] : accounts.length === 0 && clients.length === 1 ? clients[0] : '';
  return `${grouped(count)} of ${grouped(failed)} failed attempts${who ? `: ${who}` : ''}`;
}

/** What nobody knows the end of is not counted among what went well. */
const noFailureAmong = ({ total, unclear }: Counts): string =>
  unclear === 0
    ? `No failure among ${attemptsText(total)}`
    : `No failure among ${total - unclear} of ${attemptsText(total)}; what came of ${unclear === 1 ? 'the other' : 'the others'} these logs do not say`;

const beginsLate = ({ late }: Counts): string =>
  late === undefined
    ? ''
    : `. RdpCoreTS/Operational begins ${shortTime(late)} UTC: of the time before, refused attempts need not show`;

/** Between an attempt's first record in another log and that in the protocol stack's. */
const AT_THE_START = MINUTE;

/** The stack's log alone shows what is refused before a session; those of sessions reach back farther when it is full. */
function lateLog(
  attempts: readonly DiagnosedAttempt[],
  coverage: readonly ReportCoverage[],
): string | undefined {
  const begun = new Map<string, number>();
  for (const { attempt } of attempts) {
    if (attempt.seenBy === 'server')
      begun.set(attempt.host, Math.min(attempt.startedAt, begun.get(attempt.host) ?? Infinity));
  }
  const late = coverage.find(
    ({ host, channel, firstTime }) =>
      channel.endsWith('-RdpCoreTS/Operational') &&
      firstTime !== null &&
      (begun.get(host) ?? Infinity) + AT_THE_START < Date.parse(firstTime) * 1000,
  );
  return late?.firstTime ?? undefined;
}

/** What else failed, surely or likely, beside the first cause. */
function othersOf(first: ReportCause, causes: readonly ReportCause[]): string {
  const others = new Set(
    causes
      .filter((one) => one.failure && one.prominence !== 'background' && one.confidence !== 'possible')
      .map(({ cause }) => cause),
  );
  others.delete(first.cause);
  if (others.size === 0) return '';
  return `, and ${others.size} other cause${others.size === 1 ? '' : 's'}`;
}

const attemptsText = (count: number): string => `${count} connection attempt${count === 1 ? '' : 's'}`;

/** The core logs of which nothing was seen. */
function unseenText(coverage: readonly ReportCoverage[]): string {
  const rows = coverage.filter((row) => row.state === 'missing' && isCore(row.channel));
  const told = (text: string, some: readonly ReportCoverage[]): string =>
    some.length === 0 ? '' : `. ${text}: ${logNames(some, coverage)}`;
  return [
    told(
      'Logs that could not be read',
      rows.filter(({ unread }) => unread !== undefined),
    ),
    told(
      'Logs that were not there',
      rows.filter(({ unread }) => unread === undefined),
    ),
  ].join('');
}

/** Names logs, and whose they are where other machines are there as well: `Security and System of RDS01; System of GW1`. */
function logNames(rows: readonly ReportCoverage[], coverage: readonly ReportCoverage[]): string {
  const hostsOf = groupBy(rows, ({ channel }) => shortChannel(channel));
  if (coverage.every(({ host }) => host === coverage[0]?.host)) return [...hostsOf.keys()].join(', ');
  const ofSame = groupBy([...hostsOf], ([, of]) => hostList([...new Set(of.map(({ host }) => host))]));
  return [...ofSame].map(([hosts, logs]) => `${listed(logs.map(([name]) => name))} of ${hosts}`).join('; ');
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** A log without which little can be said; the others are asked for where something hangs on them. */
export const isCore = (channel: string): boolean =>
  channel === 'Security' ||
  channel === 'System' ||
  channel.endsWith('-Gateway/Operational') ||
  isOfAttempts(channel);

/** A channel's name as people say it: `RdpCoreTS/Operational`. */
export const shortChannel = (channel: string): string =>
  channel.replace(/^Microsoft-Windows-(TerminalServices-|RemoteDesktopServices-)?/, '');
