import Table from 'cli-table3';
import type { Report, ReportAttempt, ReportBounds, ReportCause } from '../../model/report.ts';
import { plainText } from '../plain-text.ts';
import { blankChars, count, fit, shortTime, wrap, type Layout } from './layout.ts';

/** More rows than this are for a program to read, not for a person. */
const SHOWN = 40;

/** The attempts, newest last; floods, and runs of the same thing, are one line each. */
export function renderAttempts(report: Report, layout: Layout): string[] {
  if (report.attempts.length === 0) return [];
  const floods = report.causes.filter((cause) => cause.prominence === 'background' && cause.scope === 'host');
  const folded = new Set(floods.flatMap((cause) => cause.attempts));
  const single = report.attempts.filter((attempt) => !folded.has(attempt.id));
  // Each host's attempts are in order; a person reads one story.
  const runs = toRuns(single.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1)));
  const shown = runs.slice(-SHOWN);
  const hidden = runs.slice(0, -SHOWN).reduce((sum, run) => sum + run.attempts, 0);
  const clock = clockFor(shown.map((run) => run.first.startedAt));
  return [
    layout.paint.bold(`Attempts${clock.heading}`),
    ...floods.map((flood) => renderFlood(flood, layout)),
    ...(hidden > 0 ? [`   ${count(hidden, 'earlier attempt')} not shown; --format json has them all`] : []),
    ...renderBounds(report.bounds, layout),
    ...(shown.length > 0 ? [table(shown, clock, report.hosts.length > 1, layout)] : []),
    '',
  ];
}

/** What a long run let go, a line for each. */
function renderBounds(bounds: ReportBounds | undefined, { width }: Layout): string[] {
  const lines = [
    [bounds?.attemptsNotListed, 'more attempt', 'of the same kinds counted above, not held one by one'],
    [bounds?.sessionsCutShort, 'session', 'judged before the end, for too many went on at once'],
    [bounds?.eventsForgotten, 'earlier record', 'of the hosts not held against later attempts any more'],
  ] as const;
  return lines.flatMap(([number = 0, noun, what]) =>
    number === 0 ? [] : [wrap(`${count(number, noun)} ${what}`, width, INDENT)],
  );
}

/** Attempts of one day that follow each other and differ in nothing but their time. */
interface Run {
  readonly first: ReportAttempt;
  attempts: number;
}

function toRuns(attempts: readonly ReportAttempt[]): Run[] {
  const runs: Run[] = [];
  for (const attempt of attempts) {
    const last = runs.at(-1);
    if (last && sameButForTime(last.first, attempt)) last.attempts++;
    else runs.push({ first: attempt, attempts: 1 });
  }
  return runs;
}

const sameButForTime = (a: ReportAttempt, b: ReportAttempt): boolean =>
  a.startedAt.slice(0, 10) === b.startedAt.slice(0, 10) &&
  a.host === b.host &&
  a.outcome === b.outcome &&
  a.diagnosis?.cause === b.diagnosis?.cause &&
  clientText(a) === clientText(b) &&
  accountText(a) === accountText(b);

/** What all times have in common is said once, in the heading. */
interface Clock {
  readonly heading: string;
  readonly from: number;
}

function clockFor(startTimes: readonly string[]): Clock {
  const [first, last] = [startTimes[0], startTimes.at(-1)];
  if (first === undefined || last === undefined) return { heading: '', from: 0 };
  if (first.slice(0, 10) === last.slice(0, 10)) {
    return { heading: ` of ${first.slice(0, 10)}, times in UTC`, from: 11 };
  }
  if (first.slice(0, 4) === last.slice(0, 4)) {
    return { heading: ` of ${first.slice(0, 4)}, times in UTC`, from: 5 };
  }
  return { heading: ', times in UTC', from: 0 };
}

const renderFlood = (cause: ReportCause, { width }: Layout): string =>
  wrap(
    `${count(cause.attemptCount, 'attempt')} folded as ${cause.cause}: ` +
      (cause.clients.length === 1
        ? `all from ${cause.clients[0]}`
        : `from ${count(cause.clients.length, 'address', 'addresses')}`),
    width,
    '     ',
    '   ',
  );

const INDENT = '   ';
const GAP = 2;
const timeLength = 'YYYY-MM-DD hh:mm:ss'.length;
const widestClient = 15;
const widestAccount = 13;
const widestHost = 12;
const minCause = 12;

function table(runs: readonly Run[], clock: Clock, severalHosts: boolean, { width }: Layout): string {
  const widest = (text: (run: Run) => string, most = width): number =>
    Math.min(most, Math.max(...runs.map((run) => text(run).length), 7));
  const timeWidth = timeLength - clock.from;
  const hostWidth = severalHosts ? widest(hostText, widestHost) : 0;
  const clientWidth = widest((run) => clientText(run.first), widestClient);
  const resultWidth = widest((run) => resultText(run.first));
  const gaps = GAP * (severalHosts ? 5 : 4);
  const rest = width - INDENT.length - timeWidth - hostWidth - clientWidth - resultWidth - gaps;
  const accountNeeds = widest((run) => accountText(run.first), widestAccount);
  const accountWidth = Math.max(accountNeeds, rest - widest(causeText));
  const rows = new Table({
    head: [`${INDENT}begun`, ...(severalHosts ? ['host'] : []), 'client', 'account', 'result', 'cause'],
    chars: blankChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
  });
  for (const run of runs) {
    const { first } = run;
    rows.push([
      INDENT + shortTime(first.startedAt).slice(clock.from),
      ...(severalHosts ? [fit(plainText(hostText(run)), hostWidth)] : []),
      fit(plainText(clientText(first)), clientWidth),
      fit(plainText(accountText(first)), accountWidth),
      resultText(first),
      fit(causeText(run), Math.max(minCause, rest - accountWidth)),
    ]);
  }
  return rows
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A question mark where the cause is a mere possibility. */
function causeText({ first, attempts }: Run): string {
  const doubt = first.diagnosis?.confidence === 'possible' ? '?' : '';
  const known = first.diagnosis?.cause ? `${first.diagnosis.cause}${doubt}` : undefined;
  const cause = known ?? (first.diagnosis ? 'undetermined' : '-');
  return attempts > 1 ? `${attempts} × ${cause}` : cause;
}

/** A client's own log knows where it wanted to go, not the address it came from. */
const clientText = ({ client, target, seenBy }: ReportAttempt): string =>
  seenBy === 'client' ? `→ ${target ?? '?'}` : (client?.address ?? '-');

/** The first label of the host's name. */
const hostText = ({ first }: Run): string => first.host.replace(/\..*$/, '');

/** The name alone: the domain would take the room of the cause, and the JSON has it. */
const accountText = ({ account }: ReportAttempt): string => account?.name ?? '-';

function resultText(attempt: ReportAttempt): string {
  switch (attempt.outcome) {
    case 'succeeded':
      return 'worked';
    case 'failed':
      return 'failed';
    case 'open':
      return 'still open';
    case 'unknown':
      return attempt.diagnosis?.class === 'normal' ? 'client left' : 'unclear';
  }
}
