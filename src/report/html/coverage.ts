import type { Report, ReportCoverage } from '../../model/report.ts';
import { isCore, shortChannel } from '../build-summary.ts';
import { clockLines } from '../clock-lines.ts';
import { unseenThings, type UnseenThing } from '../unseen-things.ts';
import { count, shortHost, shortTime } from '../words.ts';
import { FINE, heightOf, percent, picture, stretched, type Lane } from './lanes.ts';
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
    ${coveragePicture(report, several)}
    <details class="more">
      <summary>The same as a table: ${count(report.coverage.length, 'log')}</summary>
      ${tableBox(
        'Coverage',
        head,
        rows.map((row) => tableRow(row, several)),
      )}${more > 0 && html`<p>and ${more} more in the JSON</p>`}
    </details> `;
}

function coveragePicture(report: Report, several: boolean): Markup {
  const rows = report.coverage
    .filter(({ channel, state }) => state !== 'missing' || isCore(channel))
    .slice(0, MOST_LANES);
  const failed = report.attempts
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ startedAt }) => startedAt);
  const scale = createTimeScale(
    [...rows.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']), ...failed],
    { isFolded: false },
  );
  if (!scale) return html``;
  const lanes: readonly Lane[] = [
    ...(failed.length > 0 ? [failureLane(failed, scale)] : []),
    ...rows.map((row): Lane => ({
      label: `${several ? `${shortHost(row.host)} ` : ''}${shortChannel(row.channel).replace('/Operational', '')}`,
      size: 'lane',
      kind: 'log',
      draw: (y) => band(row, scale, y),
    })),
  ];
  return picture(
    lanes,
    scale,
    html`A bar is the time that a log covers; a hatched row is a log that is not among the inputs or holds
    nothing.${failed.length > 0 && ' The dashes at the top are the failed attempts.'}`,
  );
}

const failureLane = (failed: readonly string[], { x }: TimeScale): Lane => ({
  label: 'failed attempts',
  size: 'lane',
  kind: 'change',
  draw: (y) => {
    const places = new Set(failed.map((time) => Math.round((x(time) / 100) * FINE)));
    const path = [...places]
      .sort((a, b) => a - b)
      .map((at) => `M${at} 4v${heightOf('lane') - 8}`)
      .join('');
    return stretched(y, 'lane', [
      html`<path d="${path}" class="failures" vector-effect="non-scaling-stroke" />`,
    ]);
  },
});

function band(row: ReportCoverage, { x }: TimeScale, y: number): Markup {
  const { firstTime, lastTime, state } = row;
  if (firstTime === null || lastTime === null || state === 'missing') {
    return html`<rect x="0" y="${y + 4}" width="100%" height="16" class="uncovered" /><text
        x="50%"
        y="${y + 16}"
        class="band-text"
        >${state === 'empty' ? 'holds no record' : 'not among the inputs'}</text
      >`;
  }
  const [from, to] = [x(firstTime), x(lastTime)];
  const words = [
    ...(state === 'cleared' ? ['was cleared'] : []),
    ...(row.ranges.length > 1 ? [`${row.ranges.length - 1} gaps`] : []),
  ].join(', ');
  return html`<g
    ><title>${shortTime(firstTime)} – ${shortTime(lastTime)} UTC</title
    ><rect
      x="${percent(from)}"
      y="${y + 4}"
      width="${percent(Math.max(to - from, 0.3))}"
      height="16"
      rx="2"
      class="covered full"
    />${words !== '' && html`<text x="${percent((from + to) / 2)}" y="${y + 16}" class="band-text">${words}</text>`}</g
  >`;
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
