import type { Report, ReportAttempt, ReportCoverage } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { clockLines } from '../clock-lines.ts';
import { unseenThings, type UnseenThing } from '../unseen-things.ts';
import { count, shortHost, shortTime } from '../words.ts';
import { densityPath } from './density.ts';
import { heightOf, percent, picture, stretched, type Lane } from './lanes.ts';
import { coverageLanes, uncovered } from './log-lanes.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { commandBox, tableBox, timeTag } from './parts.ts';
import { createTimeScale, type TimeScale } from './time-scale.ts';

const MOST_LANES = 30;
const MOST_ROWS = 300;

/** Which log covers which time, as a picture and as a table. */
export function coverage(report: Report): Markup {
  const several = report.hosts.length > 1;
  const rows = report.coverage.slice(0, MOST_ROWS);
  const head = [
    ...(several ? ['host'] : []),
    'log',
    'state',
    'from (UTC)',
    'to (UTC)',
    'records',
    'would decide',
  ];
  const more = report.coverage.length - rows.length;
  return html`<p class="quiet">Silence counts only where the log was there.</p>
    ${coveragePicture(report)}
    <details class="more">
      <summary>The same as a table: ${count(report.coverage.length, 'log')}</summary>
      ${tableBox(
        'Coverage',
        head,
        rows.map((row) => tableRow(row, several)),
      )}${more > 0 && html`<p>and ${more} more in the JSON</p>`}
    </details> `;
}

function coveragePicture(report: Report): Markup {
  const rows = report.coverage
    .filter(({ channel, state }) => state !== 'missing' || isCore(channel))
    .slice(0, MOST_LANES);
  const failed = report.attempts.filter(({ outcome }) => outcome === 'failed');
  const scale = createTimeScale(
    [
      ...rows.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']),
      ...failed.map(({ startedAt }) => startedAt),
    ],
    { isFolded: false },
  );
  if (!scale) return html``;
  const lanes: readonly Lane[] = [
    ...(failed.length > 0 ? [failureLane(failed, (report.bounds?.attemptsNotListed ?? 0) > 0, scale)] : []),
    ...coverageLanes(report, rows, (row, y) => [band(row, scale, y)]),
  ];
  return picture(
    lanes,
    scale,
    html`A bar is the time that a log covers; a hatched row is a log that is not among the inputs or holds
    nothing.
    ${failed.length > 0 && 'The columns at the top are the failed attempts, the higher the more. '}Times are
    UTC.`,
  );
}

const failureLane = (failed: readonly ReportAttempt[], isPartial: boolean, { x }: TimeScale): Lane => ({
  label: isPartial ? 'failures, as listed' : 'failed attempts',
  size: 'lane',
  kind: 'change',
  draw: (y) => {
    const path = densityPath(
      failed.map(({ startedAt }) => x(startedAt)),
      heightOf('lane'),
    );
    return stretched(y, 'lane', [html`<path d="${path}" class="failures" />`]);
  },
});

function band(row: ReportCoverage, { x }: TimeScale, y: number): Markup {
  const { firstTime, lastTime, state, ranges } = row;
  if (firstTime === null || lastTime === null || state === 'missing')
    return uncovered(state === 'empty' ? states.empty : states.missing, y);
  const [from, to] = [x(firstTime), x(lastTime)];
  const words = [
    ...(state === 'cleared' ? [states.cleared] : []),
    ...(ranges.length > 1 ? [count(ranges.length - 1, 'gap')] : []),
  ].join(', ');
  return html`<g>
    <title>${shortTime(firstTime)} – ${shortTime(lastTime)} UTC</title>
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

const states: Readonly<Record<ReportCoverage['state'], string>> = {
  seen: 'seen',
  empty: 'holds no record',
  missing: 'not among the inputs',
  cleared: 'was cleared',
};

function tableRow(row: ReportCoverage, several: boolean): Markup {
  const { host, channel, state, firstTime, lastTime, ranges, neededBy } = row;
  const ids = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return html`<tr>
    ${several && html`<td>${shortHost(host)}</td>`}
    <td>${shortChannel(channel)}</td>
    <td class="state ${state}">${states[state]}</td>
    <td>${firstTime !== null && timeTag(firstTime)}</td>
    <td>${lastTime !== null && timeTag(lastTime)}</td>
    <td>${ids.slice(0, 3).join(', ')}${ids.length > 3 && ` and ${ids.length - 3} more runs`}</td>
    <td>${neededBy.slice(0, 4).join(', ')}${neededBy.length > 4 && ` and ${neededBy.length - 4} more`}</td>
  </tr> `;
}

/** What could not be seen with the commands that get it, what is not whole, and what to know of the clocks. */
export function unseen(report: Report): Markup {
  const things = unseenThings(report);
  const clocks = clockLines(report);
  const list = (title: string, about: UnseenThing['about']): Markup => {
    const own = things.filter((thing) => thing.about === about);
    return own.length === 0
      ? html``
      : html`<h3>${title}</h3>
          <ul class="unseen">
            ${own.map(
              ({ text, command }) =>
                html`<li>
                  <p>${sentence(text)}</p>
                  ${command !== undefined && command !== '' && commandBox(command)}
                </li>`,
            )}
          </ul> `;
  };
  return html`${things.length === 0 && html`<p>Nothing that would change the answer.</p>`}
  ${list('Logs of these machines', 'log')}${list('Logs of other machines', 'elsewhere')}${list('Logs that were read and are not whole, or say nothing', 'input')}
  ${
    clocks.length > 0 &&
    html`<h3>Clocks</h3>
      <ul class="plain">
        ${clocks.map((line) => html`<li>${sentence(prose(line))}</li>`)}
      </ul>`
  } `;
}
