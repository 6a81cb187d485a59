import type { Report } from '../../model/report.ts';
import { accountText, boundsLines, causeText, clientText, floodText, type Run } from '../attempt-runs.ts';
import { count, shortHost, shortTime, zonesText } from '../words.ts';
import { shortLadder } from './ladder.ts';
import { lasted } from './lasted.ts';
import { html, type Markup } from './markup.ts';
import { resultOf, resultTag } from './marks.ts';
import { tableBox, timeTag } from './parts.ts';
import type { ShownAttempts } from './shown-attempts.ts';

/** The attempts as a table: what the picture says, in words. */
export function attemptTable(report: Report, shown: ShownAttempts): Markup {
  const several = report.hosts.length > 1;
  const told = new Set(shown.told.map(({ id }) => id));
  const head = [
    `begun (${zonesText(shown.runs.map(({ first }) => first.startedAt))})`,
    ...(several ? ['host'] : []),
    'client',
    'account',
    'result',
    'came as far as',
    'cause',
    'lasted',
  ];
  const notes = [
    ...shown.floods.map(({ cause }) => `${floodText(cause)}.`),
    ...(shown.hidden.length > 0
      ? [
          `${count(shown.hidden.length, 'more attempt')} of the same kinds not shown; the JSON report has them.`,
        ]
      : []),
    ...boundsLines(report.bounds).map((line) => `${line}.`),
  ];
  return html`<h3 id="attempts">The attempts as a table</h3>
    ${
      notes.length > 0 &&
      html`<ul class="plain">
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>`
    }
    ${
      shown.runs.length > 0 &&
      tableBox(
        'Attempts',
        head,
        shown.runs.map((run) => row(run, several, told)),
      )
    }`;
}

function row({ first, attempts, heading }: Run, several: boolean, told: ReadonlySet<string>): Markup {
  const time = told.has(first.id)
    ? html`<a href="#attempt-${first.id}">${timeTag(first.startedAt)}</a>`
    : timeTag(first.startedAt);
  const last = attempts.at(-1);
  const often =
    last && last !== first
      ? html`<br /><span class="quiet"
            >${attempts.length} times, until ${shortTime(last.startedAt).slice(11)}</span
          >`
      : html``;
  return html`<tr data-row="${attempts.map(({ id }) => id).join(' ')}" data-result="${resultOf(first)}">
    <td>${time}${often}</td>
    ${several && html`<td>${shortHost(first.host)}</td>`}
    <td>${clientText(first)}</td>
    <td>${accountText(first)}</td>
    <td>${resultTag(first)}</td>
    <td>${shortLadder(first)}</td>
    <td class="cause-id">${causeText(first, heading)}</td>
    <td class="number">${lasted(first)}</td>
  </tr> `;
}
