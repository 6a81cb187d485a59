import type { Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { isCore } from '../build-summary.ts';
import { count, timeSpan } from '../words.ts';
import { densityPath } from './density.ts';
import { heightOf, percent, picture, stretched, type Lane } from './lanes.ts';
import { coverageLanes, uncovered, whyUncovered } from './log-lanes.ts';
import { html, type Markup } from './markup.ts';
import { createTimeScale, wallClock, type TimeScale } from './time-scale.ts';

const MOST_LANES = 30;

/** Draws which log covers which time, with the failed attempts above. */
export function coveragePicture(report: Report): Markup {
  const rows = report.coverage
    .filter(({ channel, state }) => state !== 'missing' || isCore(channel))
    .slice(0, MOST_LANES);
  const failed = report.attempts.filter(({ outcome }) => outcome === 'failed');
  const scale = createTimeScale(endsOf(rows, report.attempts), { isFolded: false });
  if (!scale) return html``;
  const isPartial = (report.bounds?.attemptsNotListed ?? 0) > 0;
  const lanes = [
    ...(failed.length > 0 ? [failureLane(failed, isPartial, scale)] : []),
    ...coverageLanes(report, rows, (row, y) => [band(row, scale, y)]),
  ];
  return picture(
    lanes,
    scale,
    html`A bar is the time that a log covers, as far as it is near the attempts; a hatched row is a log that
    is not among the inputs or holds nothing.
    ${failed.length > 0 && 'The columns at the top are the failed attempts, the higher the more. '}Times are
    ${scale.zone}.`,
  );
}

const DAY = 86_400_000;
/** So many times as long as all attempts took is shown before and after them, and a day at least. */
const AROUND = 4;

/** From where to where logs are shown: one that goes back for years would leave no room for the others. */
function endsOf(rows: readonly ReportCoverage[], attempts: readonly ReportAttempt[]): readonly string[] {
  const covered = rows.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']);
  const tries = attempts.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]);
  const instants = tries.map(wallClock).filter(Number.isFinite);
  if (instants.length === 0) return covered;
  const first = instants.reduce((a, b) => Math.min(a, b));
  const last = instants.reduce((a, b) => Math.max(a, b));
  const around = Math.max(DAY, AROUND * (last - first));
  const near = (time: string): string => {
    const instant = wallClock(time);
    const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}${time.slice(26)}`;
    if (instant < first - around) return clock(first - around);
    return instant > last + around ? clock(last + around) : time;
  };
  return [...covered.map(near), ...tries];
}

const failureLane = (failed: readonly ReportAttempt[], isPartial: boolean, { x }: TimeScale): Lane => ({
  label: isPartial ? 'failures, as listed' : 'failed attempts',
  size: 'lane',
  kind: 'change',
  draw: (y) => {
    const places = failed.map(({ startedAt }) => x(startedAt));
    const path = densityPath(places, heightOf('lane'));
    return stretched(y, 'lane', [html`<path d="${path}" class="failures" />`]);
  },
});

function band(row: ReportCoverage, scale: TimeScale, y: number): Markup {
  const { firstTime, lastTime } = row;
  if (firstTime === null || lastTime === null) return uncovered(whyUncovered(row), y);
  const [from, to] = [scale.x(firstTime), scale.x(lastTime)];
  const words = bandWords(row, firstTime, lastTime, scale);
  return html`<g>
    <title>${timeSpan(firstTime, lastTime)}</title>
    <rect
      x="${percent(from)}"
      y="${y + 4}"
      width="${percent(Math.max(to - from, 0.3))}"
      height="16"
      rx="2"
      class="covered full"
    />${words !== '' && html`<text x="${percent((from + to) / 2)}" y="${y + 16}" class="band-text">${words}</text>`}
  </g>`;
}

/** What the bar itself does not show. */
const bandWords = (
  { state, ranges }: ReportCoverage,
  firstTime: string,
  lastTime: string,
  { covers }: TimeScale,
): string =>
  [
    ...(covers(firstTime) ? [] : [`from ${firstTime.slice(0, 10)}`]),
    ...(covers(lastTime) ? [] : [`to ${lastTime.slice(0, 10)}`]),
    ...(state === 'cleared' ? ['was cleared'] : []),
    ...(ranges.length > 1 ? [count(ranges.length - 1, 'gap')] : []),
  ].join(', ');
