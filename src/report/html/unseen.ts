import type { Report } from '../../model/report.ts';
import { clockLines } from '../clock-lines.ts';
import { unseenThings, type UnseenThing } from '../unseen-things.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { commandBox } from './parts.ts';

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
              ({ text, remedy }) =>
                html`<li>
                  <p>${sentence(text)}</p>
                  ${remedy !== undefined && commandBox(remedy.command)}
                </li>`,
            )}
          </ul> `;
  };
  return html`${things.length === 0 && html`<p>Nothing that would change the answer.</p>`}
  ${list('Logs that would tell more', 'log')}${list('Logs that were read and are not whole, or say nothing', 'input')}
  ${
    clocks.length > 0 &&
    html`<h3>Clocks</h3>
      <ul class="plain">
        ${clocks.map((line) => html`<li>${sentence(prose(line))}</li>`)}
      </ul>`
  } `;
}
