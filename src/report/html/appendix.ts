import { withWords } from '../code-words.ts';
import type { EventRef, ReportInput } from '../../model/report.ts';
import { grouped } from '../grouped.ts';
import { fileName, zonesText } from '../words.ts';
import type { Citations } from './citations.ts';
import { html, type Markup } from './markup.ts';
import { tableBox, timeTag } from './parts.ts';

const MOST_INPUTS = 200;

/** The records that a page names, so that each is found again. */
export const recordTable = ({ records }: Citations): Markup =>
  html`<p class="quiet">
      In the order of time, as they stand in the logs. With the log, the event id and the record number each
      is found again in Event Viewer.
    </p>
    ${records.length > 0 && tableBox('Records cited', recordHead(records), records.map(recordRow))} `;

const recordHead = (records: readonly EventRef[]): readonly string[] => [
  `time (${zonesText(records.map(({ time }) => time))})`,
  'host',
  'log, provider, file',
  'event',
  'record',
  'what it says',
];

const recordRow = (event: EventRef, i: number): Markup =>
  html`<tr id="record-${i + 1}">
    <td><time datetime="${event.time}">${event.time.replace('T', ' ').replace('Z', '')}</time></td>
    <td>${event.host}</td>
    <td class="says">
      ${event.channel}<br /><span class="quiet"
        >${event.provider !== event.channel && html`${event.provider}<br />`}${fileName(event.input)}</span
      >
    </td>
    <td class="number">${event.eventId}</td>
    <td class="number">${event.recordId}</td>
    <td class="says">
      ${withWords(event.summary, event.codeWords)}<br /><span class="quiet"
        >${event.kind}${event.stage && `, ${event.stage}`}</span
      >
    </td>
  </tr> `;

/** The logs that were read. */
export function inputTable(all: readonly ReportInput[]): Markup {
  const rows = all.slice(0, MOST_INPUTS).map(
    ({ path, format, records, firstTime, lastTime, state, sha256 }) =>
      html`<tr>
        <td>${path}</td>
        <td>${format}</td>
        <td>${state}</td>
        <td class="number">${grouped(records.read)}</td>
        <td class="number">${grouped(records.events)}</td>
        <td class="number">${grouped(records.skipped)}</td>
        <td class="number">${grouped(records.duplicates)}</td>
        <td>${firstTime !== null && timeTag(firstTime)}</td>
        <td>${lastTime !== null && timeTag(lastTime)}</td>
        <td><code>${sha256 ?? ''}</code></td>
      </tr> `,
  );
  const zone = zonesText(all.flatMap(({ firstTime, lastTime }) => [firstTime ?? '', lastTime ?? '']));
  const head = [
    'file',
    'format',
    'state',
    'records',
    'that bear on connections',
    'unreadable',
    'copies',
    `from (${zone})`,
    `to (${zone})`,
    'SHA-256',
  ];
  return html`<h3>The logs that were read</h3>
    ${tableBox('Logs that were read', head, rows)}${all.length > rows.length && html`<p>and ${all.length - rows.length} more in the JSON</p>`} `;
}
