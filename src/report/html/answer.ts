import type { Remedy } from '../../model/pattern.ts';
import type { Report, ReportCause, ReportSymptom } from '../../model/report.ts';
import { actsText, sideAbout, sideText } from '../actor-words.ts';
import { causeOverview, overviewHeading } from '../cause-overview.ts';
import { againText, remedyNotes, standing, tellHeading } from '../cause-words.ts';
import { circumstances, outcomeWords } from '../circumstances.ts';
import { timeText } from '../words.ts';
import { notices } from '../notices.ts';
import { toldCauses } from '../told-causes.ts';
import { unseenThings } from '../unseen-things.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { sureTags } from './marks.ts';
import { commandBox, copyButton, tableBox } from './parts.ts';

/** The first screen: what happened, whose side it is on, what to do now, and what to tell the user. */
export function answer(report: Report): Markup {
  const { told } = toldCauses(report);
  const first = told[0];
  return html`<section class="answer" aria-labelledby="headline">
    ${report.symptom && stated(report.symptom)}
    <p class="verdict">
      <span class="outcome ${report.summary.outcome}">${outcomeWords(report)}</span
      >${first && html` ${sureTags(first)}`}
    </p>
    <h1 id="headline">${prose(report.summary.headline)}</h1>
    <p class="facts">${circumstances(report).join(' · ')}</p>
    ${notices(report).map((text) => html`<p class="quiet">${prose(text)}</p>`)}
    <div class="cards${!first && ' two'}">${first ? causeCards(report, first) : quietCards(report)}</div>
    ${overview(report)}
  </section> `;
}

function stated({ code, extended, at, user, client, text, fits }: ReportSymptom): Markup {
  const parts = [
    code === undefined ? '' : `code ${code}${extended === undefined ? '' : ` / ${extended}`}`,
    at === undefined ? '' : `at ${timeText(at)}`,
    user === undefined ? '' : `user ${user}`,
    client === undefined ? '' : `client ${client}`,
  ].filter((part) => part !== '');
  const fit = { yes: 'fits', no: 'does not fit', unknown: 'speaks neither for nor against' }[fits];
  return html`<div class="stated">
    <p class="eyebrow">What was stated: ${parts.join(', ')}${code !== undefined && ` · the code ${fit}`}</p>
    <p>${prose(text)}</p>
  </div>`;
}

const causeCards = (report: Report, cause: ReportCause): Markup => html`
  <section class="card">
    <h2>Whose side</h2>
    <p class="big">${sideText(cause.actor, cause.confidence)}</p>
    <p class="quiet">${sentence(capital(sideAbout(cause.actor)))}</p>
    <ul class="who-when">
      ${standing(report, cause)
        .slice(cause.byConfidence ? 0 : 1)
        .map((fact) => html`<li>${fact}</li>`)}
    </ul>
  </section>
  ${firstStep(cause)}
  <section class="card say">
    <h2>${tellHeading(cause)}</h2>
    ${copyButton('sentence')}
    <blockquote><p>${prose(cause.tellTheUser)}</p></blockquote>
  </section>
`;

function firstStep(cause: ReportCause): Markup {
  const { remedies } = cause;
  const again = againText(cause);
  const step = remedies.find(({ risk }) => risk === 'safe') ?? remedies[0];
  if (!step) return html``;
  return html`<section class="card do">
    <h2>Do this first</h2>
    ${again !== undefined && html`<p>${prose(again)}</p>`}
    <p class="big">${prose(step.text)}</p>
    ${step.command !== undefined && commandBox(step.command, step.shell)}
    <p class="quiet">${stepNotes(step)}. <a href="#cause-1">All steps</a></p>
  </section>`;
}

/** Where, at what risk and by whom. */
export const stepNotes = (step: Remedy): string =>
  capital([...remedyNotes(step), `by ${actsText(step.actor)}`].join(', '));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where no cause is known: which log would tell most. */
function quietCards(report: Report): Markup {
  const isQuiet = report.summary.outcome === 'no-failures';
  const log = unseenThings(report).find(({ about, remedy }) => about === 'log' && remedy !== undefined);
  const next = log
    ? html`<p class="big">${sentence(log.text)}</p>
        ${commandBox(log.remedy?.command ?? '')}`
    : html`<p class="big">
        ${isQuiet ? 'Nothing: there is nothing to repair in what these logs show.' : 'See below how far the attempts came.'}
      </p>`;
  return html`
    <section class="card">
      <h2>Whose side</h2>
      <p class="big">${isQuiet ? 'Nobody’s: no failure was seen' : 'These logs do not say'}</p>
    </section>
    <section class="card do">
      <h2>Do this first</h2>
      ${next}
      <p class="quiet">
        ${isQuiet ? 'Where somebody could not connect all the same, the client’s own log and the gateway’s would show it.' : 'The logs that would tell most are below; rdpwhy doctor PATH has the commands for all.'}
        <a href="#unseen">What could not be seen</a>
      </p>
    </section>
  `;
}

/** What else was found; of many causes on many machines a table, each with a link to the whole of it. */
function overview(report: Report): Markup {
  const rows = causeOverview(report);
  if (rows.length === 0) return others(toldCauses(report).told.slice(1));
  return html`<h2>${overviewHeading}</h2>
    ${tableBox(
      overviewHeading,
      ['Cause', 'Host', 'Times'],
      rows.map(
        ({ place, title, hosts, failures }) =>
          html`<tr>
            <td><a href="#cause-${place}">${prose(title)}</a></td>
            <td>${hosts}</td>
            <td>${failures}</td>
          </tr>`,
      ),
    )}`;
}

const others = (causes: readonly ReportCause[]): Markup =>
  causes.length === 0
    ? html``
    : html`<p class="also">
        <strong>Also found:</strong>
        ${causes.slice(0, SHOWN_OTHERS).map((cause, i) => html`<a href="#cause-${i + 2}">${prose(cause.title)}</a>${i + 1 < Math.min(causes.length, SHOWN_OTHERS) && ' · '}`)}${causes.length > SHOWN_OTHERS && html` <a href="#causes">and ${causes.length - SHOWN_OTHERS} more</a>`}
      </p> `;

const SHOWN_OTHERS = 4;
