import Table from 'cli-table3';
import type { Report } from '../../model/report.ts';
import {
  accountText,
  boundsLines,
  causeText,
  clientText,
  clockText,
  floodText,
  foldAttempts,
  resultText,
  sharedClock,
  type Run,
  type SharedClock,
} from '../attempt-runs.ts';
import { plainText } from '../plain-text.ts';
import { count, shortHost } from '../words.ts';
import { fit } from './cells.ts';
import { blankChars, wrap, type Layout } from './layout.ts';

/** More rows than this are for a program to read, not for a person. */
const SHOWN = 40;

/** The attempts, newest last; floods, and runs of the same thing, are one line each. */
export function renderAttempts(report: Report, layout: Layout): string[] {
  if (report.attempts.length === 0) return [];
  const { floods, runs } = foldAttempts(report);
  const shown = runs.slice(-SHOWN);
  const hidden = runs.slice(0, -SHOWN).reduce((sum, run) => sum + run.attempts.length, 0);
  const clock = sharedClock(shown.map((run) => run.first.startedAt));
  return [
    layout.paint.bold(`Attempts${clock.heading}`),
    ...floods.map((flood) => wrap(floodText(flood), layout.width, '     ', INDENT)),
    ...(hidden > 0 ? [`   ${count(hidden, 'earlier attempt')} not shown; --format json has them all`] : []),
    ...boundsLines(report.bounds).map((line) => wrap(line, layout.width, INDENT)),
    ...(shown.length > 0 ? [table(shown, clock, report.hosts.length > 1, layout)] : []),
    '',
  ];
}

const INDENT = '   ';
const GAP = 2;
const timeLength = 'YYYY-MM-DD hh:mm:ss'.length;
const widestClient = 15;
const widestAccount = 13;
const widestHost = 12;
const minCause = 12;

function table(runs: readonly Run[], clock: SharedClock, severalHosts: boolean, { width }: Layout): string {
  const widest = (text: (run: Run) => string, most = width): number =>
    Math.min(most, Math.max(...runs.map((run) => text(run).length), 7));
  const timeWidth = timeLength - clock.from;
  const hostWidth = severalHosts ? widest(hostText, widestHost) : 0;
  const clientWidth = widest((run) => clientText(run.first), widestClient);
  const resultWidth = widest((run) => resultText(run.first));
  const gaps = GAP * (severalHosts ? 5 : 4);
  const rest = width - INDENT.length - timeWidth - hostWidth - clientWidth - resultWidth - gaps;
  const accountNeeds = widest((run) => accountText(run.first), widestAccount);
  const accountWidth = Math.max(accountNeeds, rest - widest(timesText));
  const rows = new Table({
    head: [`${INDENT}begun`, ...(severalHosts ? ['host'] : []), 'client', 'account', 'result', 'cause'],
    chars: blankChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
  });
  for (const run of runs) {
    const { first } = run;
    rows.push([
      INDENT + clockText(first.startedAt, clock),
      ...(severalHosts ? [fit(plainText(hostText(run)), hostWidth)] : []),
      fit(plainText(clientText(first)), clientWidth),
      fit(plainText(accountText(first)), accountWidth),
      resultText(first),
      fit(plainText(timesText(run)), Math.max(minCause, rest - accountWidth)),
    ]);
  }
  return rows
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const timesText = ({ first, attempts, heading }: Run): string =>
  (attempts.length > 1 ? `${attempts.length} × ` : '') + causeText(first, heading);

const hostText = ({ first }: Run): string => shortHost(first.host);
