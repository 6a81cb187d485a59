import { groupBy } from '../../model/group-by.ts';
import type { EventRef, Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { toldCauses } from '../told-causes.ts';
import { shortHost } from '../words.ts';
import { dashes, percent, stretched, type Lane } from './lanes.ts';
import { html, type Markup } from './markup.ts';
import type { TimeScale } from './time-scale.ts';

/** More rows than these are for the table. */
const MOST_LANES = 24;

/** A row for each log that a person would look into, with the records of attempts and what is evidence among them. */
export function logLanes(
  report: Report,
  attempts: readonly ReportAttempt[],
  scale: TimeScale,
): readonly Lane[] {
  const isDrawn = ({ time }: EventRef): boolean => scale.covers(time);
  const events = groupBy(attempts.flatMap((attempt) => attempt.events).filter(isDrawn), logKey);
  const evidence = groupBy(
    toldCauses(report)
      .told.flatMap((cause) => [...cause.evidence, ...cause.contradicting])
      .filter(isDrawn),
    logKey,
  );
  const records = (row: ReportCoverage): number =>
    (events.get(logKey(row))?.length ?? 0) + (evidence.get(logKey(row))?.length ?? 0);
  const rows = report.coverage
    .filter((row) => isCore(row.channel) || records(row) > 0)
    .toSorted((a, b) => records(b) - records(a))
    .slice(0, MOST_LANES);
  return coverageLanes(report, rows, (row, y) => [
    band(row, scale, y),
    stretched(y, 'lane', [
      dashes(events.get(logKey(row)) ?? [], scale, 'lane', 8, 'event'),
      dashes(evidence.get(logKey(row)) ?? [], scale, 'lane', 18, 'evidence'),
    ]),
  ]);
}

/** Rows for these logs in the order of the report, machine by machine where there are several. */
export function coverageLanes(
  report: Report,
  rows: readonly ReportCoverage[],
  draw: (row: ReportCoverage, y: number) => readonly Markup[],
): readonly Lane[] {
  const chosen = new Set(rows);
  const machines = groupBy(
    report.coverage.filter((row) => chosen.has(row)),
    ({ host }) => host,
  );
  return [...machines].flatMap(([host, logs]) => [
    ...(report.hosts.length > 1 ? [{ label: shortHost(host), size: 'lane', kind: 'machine' } as const] : []),
    ...logs.map((row): Lane => ({
      label: laneName(row.channel),
      size: 'lane',
      kind: 'log',
      draw: (y) => html`${draw(row, y)}`,
    })),
  ]);
}

/** Nearly all logs are called operational. */
const laneName = (channel: string): string =>
  shortChannel(channel)
    .replace(/\/Operational$/, '')
    .replace(/\/(\w+)$/, ' ($1)');

const logKey = ({ host, channel }: Pick<EventRef, 'host' | 'channel'>): string => `${host}\n${channel}`;

function band(row: ReportCoverage, { x }: TimeScale, y: number): Markup {
  const { firstTime, lastTime } = row;
  if (firstTime === null || lastTime === null) return uncovered(whyUncovered(row), y);
  const [from, to] = [x(firstTime), x(lastTime)];
  return html`<rect
    x="${percent(from)}"
    y="${y + 4}"
    width="${percent(Math.max(to - from, 0.2))}"
    height="16"
    class="covered"
  />`;
}

/** Why a log shows nothing, in a word. */
export function whyUncovered({ state, unread }: ReportCoverage): string {
  if (unread !== undefined) return 'could not be read';
  return state === 'missing' ? 'not among the inputs' : 'holds no record';
}

/** A row of a log that was not there. */
export const uncovered = (why: string, y: number): Markup =>
  html`<rect x="0" y="${y + 4}" width="100%" height="16" class="uncovered" /><text
      x="50%"
      y="${y + 16}"
      class="band-text"
      >${why}</text
    >`;
