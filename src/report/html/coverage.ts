import type { Report, ReportCoverage } from '../../model/report.ts';
import { shortChannel } from '../build-summary.ts';
import { foundWords } from '../found-words.ts';
import { count, shortHost, zonesText } from '../words.ts';
import { coveragePicture } from './coverage-picture.ts';
import { html, type Markup } from './markup.ts';
import { tableBox, timeTag } from './parts.ts';

const MOST_ROWS = 300;

/** Which log covers which time, as a picture and as a table. */
export function coverage(report: Report): Markup {
  const several = report.hosts.length > 1;
  const rows = report.coverage.slice(0, MOST_ROWS);
  const zone = zonesText(rows.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']));
  const head = [
    ...(several ? ['host'] : []),
    'log',
    'state',
    `from (${zone})`,
    `to (${zone})`,
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

const states: Readonly<Record<ReportCoverage['state'], string>> = {
  seen: 'seen',
  empty: 'holds no record',
  missing: 'not among the inputs',
  cleared: 'was cleared',
};

function tableRow(row: ReportCoverage, several: boolean): Markup {
  const { host, channel, state, found, unread, firstTime, lastTime, ranges, neededBy } = row;
  const ids = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return html`<tr>
    ${several && html`<td>${shortHost(host)}</td>`}
    <td>${shortChannel(channel)}</td>
    <td class="state ${state}">
      ${unread === undefined ? states[state] : `could not be read: ${unread}`}${found !== undefined && `: ${foundWords[found]}`}
    </td>
    <td>${firstTime !== null && timeTag(firstTime)}</td>
    <td>${lastTime !== null && timeTag(lastTime)}</td>
    <td>${ids.slice(0, 3).join(', ')}${ids.length > 3 && ` and ${ids.length - 3} more runs`}</td>
    <td>${neededBy.slice(0, 4).join(', ')}${neededBy.length > 4 && ` and ${neededBy.length - 4} more`}</td>
  </tr> `;
}
