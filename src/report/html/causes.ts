import type { Check, Remedy } from '../../model/pattern.ts';
import type { EventRef, Report, ReportCause } from '../../model/report.ts';
import {
  againText,
  alternativesText,
  breaksText,
  clockNote,
  factHeading,
  factLines,
  historyText,
  peopleLines,
  placeText,
  standing,
  tellHeading,
} from '../cause-words.ts';
import { updateTexts } from '../known-updates.ts';
import { noCauseText } from '../of-others.ts';
import { backgroundLines, toldCauses } from '../told-causes.ts';
import { unexplained } from '../unexplained.ts';
import { count } from '../words.ts';
import { stepNotes } from './answer.ts';
import type { Citations } from './citations.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { sureTags } from './marks.ts';
import { commandBox, copyButton, recordList } from './parts.ts';

/** So many records of a cause are shown at once; the rest opens. */
const SHOWN_RECORDS = 5;
/** More than these are for a program; the list ends with how many there are. */
const MOST_RECORDS = 200;

/** The ranked causes, the first of them open, and what is not explained. */
export function* causes(report: Report, citations: Citations): Generator<Markup, void, undefined> {
  const { told, background, isAskedOpen } = toldCauses(report);
  const open = notExplained(report, citations);
  if (isAskedOpen) yield open;
  for (const [i, cause] of told.entries()) yield causePart(report, cause, i + 1, citations);
  if (!isAskedOpen) yield open;
  if (told.length === 0 && open.markup === '') yield html`<p>${prose(noCauseText(report))}</p> `;
  if (background.length > 0) {
    yield html`<h3>In the background</h3>
      <ul class="plain">
        ${backgroundLines(background).map((line) => html`<li>${line}</li>`)}
      </ul> `;
  }
}

const causePart = (report: Report, cause: ReportCause, place: number, citations: Citations): Markup =>
  html`<details class="cause" id="cause-${place}" ${place === 1 && open}>
    <summary>
      <span class="place">${place}</span>
      <h3>${prose(cause.title)}</h3>
      <p class="quiet">
        ${sureTags(cause)} · ${standing(report, cause).slice(1).join(' · ')} ·
        <code>${cause.cause}</code>
      </p>
    </summary>
    <div class="cause-body">
      <div class="acts">
        <p class="why">${prose(cause.explanation)}</p>
        ${note(breaksText(report, cause))}${people(cause)}
        ${note(againText(cause))}${steps(cause.remedies)}${note(clockNote(cause))} ${checks(cause.checks)}
      </div>
      <div class="proof">
        ${evidence('The records that show it', cause.evidence, citations)}
        ${evidence('What speaks against it', cause.contradicting, citations)}
        ${facts(cause)}${alternatives(report, cause)}${history(cause, citations)}${named(cause)}
        ${place > 1 && tellTheUser(cause)} ${references(cause.references)}
      </div>
    </div>
  </details> `;

const note = (text: string | undefined): Markup =>
  text === undefined ? html`` : html`<p class="note">${prose(text)}</p>`;

/** So many are named; the JSON has them all. */
const MOST_PEOPLE = 20;

/** Whom it befell, where records without an attempt name several. */
function people(cause: ReportCause): Markup {
  const lines = peopleLines(cause);
  if (lines.length === 0) return html``;
  const left = lines.length - MOST_PEOPLE;
  return html`<ul class="plain">
    ${lines.slice(0, MOST_PEOPLE).map((text) => html`<li>${text}</li>`)}
    ${left > 0 && html`<li>and ${left} more in the JSON</li>`}
  </ul> `;
}

/** Of the first cause it stands at the top of the page. */
const tellTheUser = (cause: ReportCause): Markup =>
  html`<h4>${tellHeading(cause)}</h4>
    ${copyButton('sentence')}
    <blockquote><p>${prose(cause.tellTheUser)}</p></blockquote>`;

const open: Markup = html` open`;

const steps = (remedies: readonly Remedy[]): Markup =>
  remedies.length === 0
    ? html``
    : html`<h4>What to do, safest first</h4>
        <ol class="steps">
          ${remedies.map(step)}
        </ol> `;

const step = (remedy: Remedy): Markup =>
  html`<li>
    <p>${prose(remedy.text)}</p>
    <p class="quiet${remedy.risk !== 'safe' && ' risky'}">${stepNotes(remedy)}</p>
    ${remedy.command !== undefined && commandBox(remedy.command, remedy.shell)}
    ${line('Check', remedy.verify)}${line('Undo', remedy.undo)}
    ${
      remedy.undoCommand !== undefined &&
      html`<p class="note"><strong>Undo with</strong></p>
        ${commandBox(remedy.undoCommand, remedy.shell)}`
    }
  </li> `;

const line = (name: string, text: string | undefined): Markup =>
  text === undefined ? html`` : html`<p class="note"><strong>${name}</strong> ${prose(text)}</p>`;

const checks = (all: readonly Check[]): Markup =>
  all.length === 0
    ? html``
    : html`<h4>To be sure</h4>
        <ul class="checks">
          ${all.map(
            (check) =>
              html`<li>
                <p>${prose(check.text)} <span class="quiet">${placeText(check.runOn)}</span></p>
                ${check.command !== undefined && commandBox(check.command, check.shell)}
                <dl>
                  <dt>Yes</dt>
                  <dd>${prose(check.ifTrue)}</dd>
                  <dt>No</dt>
                  <dd>${prose(check.ifFalse)}</dd>
                </dl>
              </li>`,
          )}
        </ul> `;

function evidence(title: string, events: readonly EventRef[], citations: Citations): Markup {
  if (events.length === 0) return html``;
  const rest = events.slice(SHOWN_RECORDS, MOST_RECORDS);
  const left = events.length - SHOWN_RECORDS - rest.length;
  return html`<h4>${title}</h4>
    ${recordList(events.slice(0, SHOWN_RECORDS), citations)}
    ${
      rest.length > 0 &&
      html`<details class="more">
        <summary>${count(rest.length, 'more record')}</summary>
        ${recordList(rest, citations)}${left > 0 && html`<p class="quiet">and ${left} more in the JSON</p>`}
      </details>`
    } `;
}

function facts(cause: ReportCause): Markup {
  const lines = factLines(cause);
  if (lines.length === 0) return html``;
  return html`<h4>${factHeading}</h4>
    <ul class="plain">
      ${lines.map((text) => html`<li>${text}</li>`)}
    </ul> `;
}

function alternatives(report: Report, cause: ReportCause): Markup {
  const text = alternativesText(report, cause);
  return text === undefined
    ? html``
    : html`<h4>What else it could be</h4>
        <p>${text}</p> `;
}

function history(cause: ReportCause, citations: Citations): Markup {
  const text = historyText(cause);
  if (text === undefined) return html``;
  return html`<h4>What changed since it last worked</h4>
    <p>${cause.changes.length === 0 ? sentence(text) : text}</p>
    ${cause.changes.length > 0 && recordList(cause.changes, citations)}
    ${updateTexts(cause).map((known) => html`<p>${known}</p>`)} `;
}

/** So many names are listed; the JSON has them all. */
const SHOWN_NAMES = 30;

function named({ clients, accounts }: ReportCause): Markup {
  const list = (title: string, names: readonly string[]): Markup =>
    names.length < 2
      ? html``
      : html`<details class="more">
          <summary>${title}: ${names.length}</summary>
          <p class="names">
            ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES && ` and ${names.length - SHOWN_NAMES} more`}
          </p>
        </details>`;
  return html`${list('Clients', clients)}${list('Accounts', accounts)}`;
}

/** Only what is an address of the web becomes a link: packs are written by strangers. */
const references = (all: readonly string[]): Markup =>
  all.length === 0
    ? html``
    : html`<details class="more">
        <summary>Sources</summary>
        <ul class="plain">
          ${all.map((reference) =>
            /^https?:\/\//i.test(reference)
              ? html`<li><a href="${reference}" rel="noopener noreferrer">${reference}</a></li>`
              : html`<li>${reference}</li>`,
          )}
        </ul>
      </details> `;

function notExplained(report: Report, citations: Citations): Markup {
  const { attempts, groups, deciders } = unexplained(report);
  if (attempts === 0) return html``;
  return html`<section class="open-question">
    <h3>Not explained: ${count(attempts, 'failed attempt')}</h3>
    ${groups.map(
      ({ text, records }) =>
        html`<p>${text}</p>
          ${recordList(records, citations)}`,
    )}
    ${deciders !== undefined && html`<p>${deciders}</p>`}
  </section> `;
}
