import { withWords } from '../code-words.ts';
import { groupBy } from '../../model/group-by.ts';
import type { EventRef, Report, ReportAttempt } from '../../model/report.ts';
import { grouped } from '../grouped.ts';
import { byInstant, timeText } from '../words.ts';
import { stageLanes, type ToldFor } from './attempt-bars.ts';
import { densityPath, unlistedGap } from './density.ts';
import { heightOf, percent, picture, stretched, type Lane } from './lanes.ts';
import { logLanes } from './log-lanes.ts';
import { html, type Markup } from './markup.ts';
import { resultMark, resultOf, resultWords, type Result } from './marks.ts';
import type { ShownAttempts } from './shown-attempts.ts';
import { createTimeScale, type TimeScale } from './time-scale.ts';

/** More bars than these are drawn as density. */
const MOST_BARS = 800;

/** What happened when: each attempt as far as it came, floods as density, and the records of each log. */
export function timeline(report: Report, shown: ShownAttempts): Markup {
  const bars = barsOf(shown);
  const drawn = new Set(bars);
  const inRuns = shown.runs.flatMap(({ attempts }) => attempts);
  const rest = [...inRuns.filter((attempt) => !drawn.has(attempt)), ...shown.hidden];
  const times = timesOf(report, shown);
  const changes = report.causes
    .flatMap((cause) => cause.changes)
    // What changed long before is told with its cause, and would leave no room for the rest.
    .filter(({ time }) => byInstant(time, times[0] ?? '') >= 0 && byInstant(time, times.at(-1) ?? '') <= 0);
  // Where not all attempts are listed, no silence can be told from what is not.
  const isFolded = (report.bounds?.attemptsNotListed ?? 0) === 0;
  const scale = createTimeScale([...times, ...changes.map(({ time }) => time)], { isFolded });
  if (!scale) return html``;
  const lanes = [
    ...stageLanes(bars, scale, toldIn(shown)),
    ...[...floodStrips(shown), ...restStrips(rest, report)].map((strip) => stripLane(strip, scale)),
    ...(changes.length > 0 ? [changeLane(changes, scale)] : []),
    ...logLanes(report, [...bars, ...shown.told], scale),
  ];
  const results = resultOrder.filter((result) => bars.some((attempt) => resultOf(attempt) === result));
  return picture(lanes, scale, caption(results, scale), controls(results));
}

/** All attempts of the runs, or where they are too many the first and the last of each. */
function barsOf({ runs }: ShownAttempts): readonly ReportAttempt[] {
  const all = runs.flatMap(({ attempts }) => attempts);
  if (all.length <= MOST_BARS) return all;
  return runs.flatMap(({ attempts }) => [...new Set([...attempts.slice(0, 1), ...attempts.slice(-1)])]);
}

/** Begin and end of all attempts, and what shows the causes of which there is no attempt; in order. */
function timesOf(report: Report, { runs, hidden, floods }: ShownAttempts): readonly string[] {
  const all = [
    ...runs.flatMap(({ attempts }) => attempts),
    ...hidden,
    ...floods.flatMap(({ attempts }) => attempts),
  ];
  const others = report.causes.filter((cause) => cause.attemptCount === 0 && cause.class !== 'normal');
  return [
    ...all.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
    ...others.flatMap(({ evidence }) => evidence.map(({ time }) => time)),
  ].sort(byInstant);
}

/** An attempt that is not told itself is one of a run whose first is. */
function toldIn({ runs, told }: ShownAttempts): ToldFor {
  const known = new Set(told);
  const leaders = new Map(
    runs.flatMap(({ first, attempts }) =>
      known.has(first) ? attempts.map((one) => [one, first] as const) : [],
    ),
  );
  return (attempt) => (known.has(attempt) ? attempt : leaders.get(attempt))?.id;
}

/** Attempts that are drawn as how many there were when. */
interface Strip {
  readonly label: string;
  readonly attempts: readonly ReportAttempt[];
  /** There were more, which are not listed. */
  readonly isPartial: boolean;
}

const floodStrips = ({ floods }: ShownAttempts): readonly Strip[] =>
  floods.map(({ cause, attempts }) => ({
    label: `${cause.cause} (${grouped(cause.attemptCount)})`,
    attempts,
    isPartial: attempts.length < cause.attemptCount,
  }));

const restStrips = (
  rest: readonly ReportAttempt[],
  { attempts: listed, summary }: Report,
): readonly Strip[] =>
  [...groupBy(rest, resultOf)].map(([result, attempts]) => {
    const { outcome } = attempts[0] ?? { outcome: 'unknown' };
    const many = summary.attempts[outcome] - listed.filter((one) => one.outcome === outcome).length;
    return {
      label: `others: ${resultWords[result]} (${grouped(attempts.length + many)})`,
      attempts,
      isPartial: many > 0,
    };
  });

const stripLane = ({ label, attempts, isPartial }: Strip, scale: TimeScale): Lane => ({
  label,
  size: 'strip',
  kind: 'flood',
  draw: (y) => {
    const places = attempts.map(({ startedAt }) => scale.x(startedAt));
    const gap = isPartial ? unlistedGap(places) : undefined;
    return html`${stretched(y, 'strip', [html`<path d="${densityPath(places, heightOf('strip'))}" class="density" />`])}${gap && unlisted(gap, y)}`;
  },
});

const unlisted = ({ from, to }: { readonly from: number; readonly to: number }, y: number): Markup =>
  html`<rect
      x="${percent(from)}"
      y="${y + 4}"
      width="${percent(to - from)}"
      height="${heightOf('strip') - 8}"
      class="unlisted"
    /><text x="${percent((from + to) / 2)}" y="${y + 24}" class="band-text"
      >more, not listed one by one</text
    >`;

const changeLane = (changes: readonly EventRef[], scale: TimeScale): Lane => ({
  label: 'what changed',
  size: 'lane',
  kind: 'change',
  draw: (y) =>
    html`${changes.map(
      (event) =>
        html`<g class="change">
          <title>${timeText(event.time)}: ${withWords(event.summary, event.codeWords)}</title>
          <use href="#mark-change" x="${percent(scale.x(event.time))}" y="${y + 12}" />
        </g>`,
    )}`,
});

const resultOrder = Object.keys(resultWords) as readonly Result[];

const caption = (results: readonly Result[], { folds, zone }: TimeScale): Markup =>
  html`<span class="legend"
      >${results.map((result) => html`<span class="result ${result}">${resultMark(result)} ${resultWords[result]}</span> `)}</span
    >
    Each attempt stands where it began, as high as the stage it reached; the band beside it is how long it
    lasted. In the rows of the logs a dash is a record and a tall one evidence; the shaded part is what the
    log covers. ${folds.length > 0 && 'At ⋯ a long silence is made narrow, with how long it was. '}Times are
    ${zone}. The tables below say the same in words.`;

/** Shown where scripts run; without them there is nothing to press. */
const controls = (results: readonly Result[]): Markup =>
  html`<div class="controls" hidden>
    <fieldset>
      <legend>Zoom</legend>
      <button type="button" data-zoom="in">Closer</button>
      <button type="button" data-zoom="out">Wider</button>
      <button type="button" data-zoom="all">All</button>
    </fieldset>
    <fieldset>
      <legend>Show</legend>
      ${results.map((result) => html`<label class="result ${result}"><input type="checkbox" checked data-result="${result}" /> ${resultMark(result)} ${resultWords[result]}</label>`)}
    </fieldset>
    <label>Find <input type="search" data-find placeholder="client, account, host, cause" /></label>
    <output aria-live="polite"></output>
  </div> `;
