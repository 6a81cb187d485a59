import { withWords } from '../code-words.ts';
import type { EventRef } from '../../model/report.ts';
import { recordName } from '../cause-words.ts';
import { shortTime } from '../words.ts';
import type { Citations } from './citations.ts';
import { html, linesOf, raw, type Markup } from './markup.ts';

/** A time of the logs, which is UTC, to the second. */
export const timeTag = (iso: string): Markup => html`<time datetime="${iso}">${shortTime(iso)}</time>`;

/** Records, each with the way to all that is known of it. */
export const recordList = (events: readonly EventRef[], citations: Citations): Markup =>
  html`<ul class="records">
    ${events.map((event) => recordItem(event, citations))}
  </ul> `;

const recordItem = (event: EventRef, citations: Citations): Markup =>
  html`<li>
    ${timeTag(event.time)} ${recordTag(event, citations)}
    <span class="said">${withWords(event.summary, event.codeWords)}</span>
  </li>`;

/** Which record it is, as a link where the list at the end holds it. */
export function recordTag(event: EventRef, citations: Citations): Markup {
  const anchor = citations.anchorOf(event);
  return anchor === undefined
    ? html`<span class="record">${recordName(event)}</span>`
    : html`<a class="record" href="#${anchor}">${recordName(event)}</a>`;
}

const shells = { powershell: 'PowerShell', cmd: 'Command Prompt' } as const;

/** A command to copy; nothing in it is broken or added, so that it survives being copied. */
export const commandBox = (command: string, shell?: keyof typeof shells): Markup =>
  html`<div class="command">
    <p class="shell">${shell === undefined ? 'Command' : shells[shell]}</p>
    ${copyButton('command')}
    <pre><code>${linesOf(command.trim())}</code></pre>
  </div> `;

/** Copies what stands in the next element; shown where scripts run. */
export const copyButton = (what: string): Markup =>
  html`<button type="button" class="copy" hidden aria-label="Copy the ${what}">Copy</button>`;

/** A table that scrolls within itself where the page is narrow. */
export const tableBox = (label: string, head: readonly string[], rows: readonly Markup[]): Markup =>
  html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((words) => html`<th scope="col">${words}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;

/** A part of the page with its heading, written piece by piece. */
export function* section(
  id: string,
  title: string,
  body: Iterable<Markup>,
): Generator<Markup, void, undefined> {
  yield raw`<section>`;
  yield html`<h2 id="${id}">${title}</h2> `;
  yield* body;
  yield raw`</section>\n`;
}
