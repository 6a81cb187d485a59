import { groupBy } from '../../model/group-by.ts';
import type { EventRef, Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { stageRank, stages, type Stage } from '../../model/vocabulary.ts';
import { accountText, causeText, clientText, resultText } from '../attempt-runs.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { grouped } from '../grouped.ts';
import { count, shortHost, shortTime } from '../words.ts';
import { bars as densityBars, unlistedGap } from './density.ts';
import { FINE, heightOf, percent, picture, stretched, type Lane } from './lanes.ts';
import { html, type Markup } from './markup.ts';
import { resultMark, resultOf, resultWords, type Result } from './marks.ts';
import type { ShownAttempts } from './shown-attempts.ts';
import { createTimeScale, type TimeScale } from './time-scale.ts';

/** More bars than these are drawn as density. */
const MOST_BARS = 800;
const MOST_LANES = 16;

/** What happened when: each attempt as far as it came, floods as density, and the records of each log. */
export function timeline(report: Report, shown: ShownAttempts): Markup {
  const changes = report.causes.flatMap((cause) => cause.changes);
  const attempts = shown.runs.flatMap((run) => run.attempts);
  const single =
    attempts.length <= MOST_BARS
      ? attempts
      : shown.runs.flatMap(({ attempts: all }) => [...new Set([...all.slice(0, 1), ...all.slice(-1)])]);
  const drawn = new Set(single);
  const rest = [...attempts.filter((attempt) => !drawn.has(attempt)), ...shown.hidden];
  const all = [...single, ...rest, ...shown.floods.flatMap((flood) => flood.attempts)];
  const hostCauses = report.causes.filter(
    ({ attemptCount, class: of }) => attemptCount === 0 && of !== 'normal',
  );
  const scale = createTimeScale([
    ...all.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
    ...hostCauses.flatMap(({ evidence }) => evidence.map(({ time }) => time)),
  ]);
  if (!scale) return html``;
  const floods = [
    ...shown.floods.map(({ cause, attempts: own }) => ({
      label: `${cause.cause} (${grouped(cause.attemptCount)})`,
      attempts: own,
      isPartial: own.length < cause.attemptCount,
    })),
    ...restLanes(rest),
  ];
  const lanes = [
    ...stageLanes(single, scale),
    ...floods.map((flood): Lane => ({
      label: flood.label,
      size: 'strip',
      kind: 'flood',
      draw: (y) => floodStrip(flood.attempts, flood.isPartial, scale, y),
    })),
    ...(changes.length > 0 ? [changeLane(changes, scale)] : []),
    ...logLanes(report, [...single, ...shown.told], scale),
  ];
  const caption = html`${legend(single)} Each attempt stands where it began, as high as the stage it reached;
  the band behind it is how long it lasted. Of the logs a dash is a record, a tall one is evidence; the shaded
  part is what the log covers. ${scale.folds.length > 0 && 'At ⋯ a long silence is left out. '}Times are UTC;
  the tables below say the same in words.`;
  return picture(lanes, scale, caption, controls(single));
}

const restLanes = (
  rest: readonly ReportAttempt[],
): readonly {
  readonly label: string;
  readonly attempts: readonly ReportAttempt[];
  readonly isPartial: boolean;
}[] =>
  [...groupBy(rest, resultOf)].map(([result, attempts]) => ({
    label: `more that ${resultWords[result]} (${grouped(attempts.length)})`,
    attempts,
    isPartial: false,
  }));

/** From the desktop at the top to the network at the bottom; all bars belong to the lowest row, which is drawn last. */
const stageLanes = (attempts: readonly ReportAttempt[], scale: TimeScale): readonly Lane[] =>
  stages.toReversed().map((stage, i) => ({
    label: stage,
    size: 'stage',
    kind: 'stage',
    draw: (y) =>
      i < stages.length - 1
        ? html``
        : html`${attempts.map((attempt) => bar(attempt, scale, y + heightOf('stage')))}`,
  }));

function bar(attempt: ReportAttempt, scale: TimeScale, bottom: number): Markup {
  const { id, startedAt, endedAt, reached } = attempt;
  const result = resultOf(attempt);
  const top = bottom - (stageRank(reached) + 0.5) * heightOf('stage');
  const [from, to] = [scale.x(startedAt), scale.x(endedAt)];
  return html`<a href="#attempt-${id}" tabindex="-1" class="bar ${result}" data-of="${id}"
    ><title>${barTitle(attempt)}</title>
    <rect
      x="${percent(from)}"
      y="${top - 5}"
      width="${percent(Math.max(to - from, 0))}"
      height="10"
      class="span" /><line
      x1="${percent(from)}"
      x2="${percent(from)}"
      y1="${bottom}"
      y2="${top}"
      class="stem" /><use href="#mark-${result}" x="${percent(from)}" y="${top}"
  /></a> `;
}

const barTitle = (attempt: ReportAttempt): string =>
  `${shortTime(attempt.startedAt)} UTC: ${clientText(attempt)}, ${accountText(attempt)}: ${resultText(attempt)} at ${attempt.reached}, ${causeText(attempt)}`;

function floodStrip(
  attempts: readonly ReportAttempt[],
  isPartial: boolean,
  scale: TimeScale,
  y: number,
): Markup {
  const places = attempts.map(({ startedAt }) => scale.x(startedAt));
  const gap = isPartial ? unlistedGap(places) : undefined;
  return html`${stretched(y, 'strip', [html`<path d="${densityBars(places, heightOf('strip') - 4)}" class="density" />`])}${gap && html`<rect x="${percent(gap.from)}" y="${y + 4}" width="${percent(gap.to - gap.from)}" height="${heightOf('strip') - 8}" class="unlisted"><title>More attempts, counted and not listed one by one</title></rect>`}`;
}

const changeLane = (changes: readonly EventRef[], scale: TimeScale): Lane => ({
  label: 'what changed',
  size: 'lane',
  kind: 'change',
  draw: (y) =>
    html`${changes
      .filter(({ time }) => isWithin(time, scale))
      .map(
        (event) =>
          html`<g class="change"
            ><title>${shortTime(event.time)} UTC: ${event.summary}</title
            ><use href="#mark-change" x="${percent(scale.x(event.time))}" y="${y + 12}"
          /></g>`,
      )}`,
});

/** The scale holds on to its ends: what lies beyond them is not drawn there. */
const isWithin = (time: string, { x }: TimeScale): boolean => {
  const at = x(time);
  return at > x('0000-01-01T00:00:00Z') && at < x('9999-01-01T00:00:00Z');
};

/** A row for each log that a person would look into, those with the most records first where there are many. */
function logLanes(report: Report, attempts: readonly ReportAttempt[], scale: TimeScale): readonly Lane[] {
  const events = groupBy(
    attempts.flatMap((attempt) => attempt.events),
    laneKey,
  );
  const evidence = groupBy(
    report.causes.flatMap((cause) => [...cause.evidence, ...cause.contradicting]),
    laneKey,
  );
  const rows = report.coverage.filter(
    (row) => isCore(row.channel) || events.has(laneKey(row)) || evidence.has(laneKey(row)),
  );
  const records = (row: ReportCoverage): number =>
    (events.get(laneKey(row))?.length ?? 0) + (evidence.get(laneKey(row))?.length ?? 0);
  const chosen = new Set(rows.toSorted((a, b) => records(b) - records(a)).slice(0, MOST_LANES));
  const several = report.hosts.length > 1;
  return rows
    .filter((row) => chosen.has(row))
    .map((row) => ({
      label: `${several ? `${shortHost(row.host)} ` : ''}${shortChannel(row.channel).replace('/Operational', '')}${row.state === 'missing' ? ' (not there)' : ''}`,
      size: 'lane',
      kind: 'log',
      draw: (y) =>
        html`${coverBand(row, scale, y)}${stretched(y, 'lane', [
          dashes(events.get(laneKey(row)) ?? [], scale, 8, 'event'),
          dashes(evidence.get(laneKey(row)) ?? [], scale, 18, 'evidence'),
        ])}`,
    }));
}

const laneKey = ({ host, channel }: Pick<EventRef, 'host' | 'channel'>): string => `${host}\n${channel}`;

function coverBand({ firstTime, lastTime, state }: ReportCoverage, { x }: TimeScale, y: number): Markup {
  if (state === 'missing' || firstTime === null || lastTime === null) {
    return html`<rect x="0" y="${y + 3}" width="100%" height="18" class="uncovered" />`;
  }
  const [from, to] = [x(firstTime), x(lastTime)];
  return html`<rect
    x="${percent(from)}"
    y="${y + 3}"
    width="${percent(Math.max(to - from, 0.2))}"
    height="18"
    class="covered"
  />`;
}

function dashes(events: readonly EventRef[], { x }: TimeScale, height: number, kind: string): Markup {
  const places = new Set(events.map(({ time }) => Math.round((x(time) / 100) * FINE)));
  const top = (heightOf('lane') - height) / 2;
  const path = [...places]
    .sort((a, b) => a - b)
    .map((at) => `M${at} ${top}v${height}`)
    .join('');
  return html`<path d="${path}" class="${kind}" vector-effect="non-scaling-stroke" />`;
}

const legend = (attempts: readonly ReportAttempt[]): Markup => {
  const used = new Set(attempts.map(resultOf));
  const shown = (Object.keys(resultWords) as Result[]).filter((result) => used.has(result));
  return html`<span class="legend"
    >${shown.map((result) => html`<span class="result ${result}">${resultMark(result)} ${resultWords[result]}</span> `)}</span
  >`;
};

/** Shown where scripts run; without them there is nothing to press. */
const controls = (attempts: readonly ReportAttempt[]): Markup =>
  html`<div class="controls" hidden>
    <fieldset>
      <legend>Zoom</legend>
      <button type="button" data-zoom="in">Closer</button><button type="button" data-zoom="out">Wider</button
      ><button type="button" data-zoom="all">All</button>
    </fieldset>
    <fieldset class="results">
      <legend>Show</legend>
      ${[...new Set(attempts.map(resultOf))].map((result) => html`<label><input type="checkbox" checked data-result="${result}" /> ${resultMark(result)} ${resultWords[result]}</label>`)}
    </fieldset>
    <label class="find"
      >Find <input type="search" data-find placeholder="client, account, host, cause"
    /></label>
    <output class="found" aria-live="polite"></output>
  </div>`;
