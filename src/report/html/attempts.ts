import { durationText } from '../clock-skew.ts';
import type { LinkStrength, Report, ReportAttempt } from '../../model/report.ts';
import { accountText, boundsLines, causeText, clientText, floodText, type Run } from '../attempt-runs.ts';
import { count, shortHost, shortTime } from '../words.ts';
import type { Citations } from './citations.ts';
import { ladder, shortLadder } from './ladder.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { confidenceTag, resultOf, resultTag } from './marks.ts';
import { recordTag, tableBox, timeTag } from './parts.ts';
import type { ShownAttempts } from './shown-attempts.ts';

/** The attempts as a table: what the picture says, in words. */
export function attemptTable(report: Report, shown: ShownAttempts): Markup {
  const several = report.hosts.length > 1;
  const told = new Set(shown.told.map(({ id }) => id));
  const head = [
    'begun (UTC)',
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

function row({ first, attempts }: Run, several: boolean, told: ReadonlySet<string>): Markup {
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
    <td class="cause-id">${causeText(first)}</td>
    <td class="number">${lasted(first)}</td>
  </tr> `;
}

const lasted = ({ durationMs }: ReportAttempt): string =>
  durationMs === null
    ? 'unknown'
    : durationMs < 10_000
      ? `${(durationMs / 1000).toFixed(1)} s`
      : durationText(durationMs * 1000).slice(1);

/** Attempts one by one: the ladder, what is said of them, and their records. */
export function* attemptStories(
  report: Report,
  shown: ShownAttempts,
  citations: Citations,
): Generator<Markup, void, undefined> {
  const listed = report.attempts.length;
  const some = `${shown.told.length} of ${count(listed, 'listed attempt')}: the first and the last of each run and kind. `;
  yield html`<p class="quiet">
    ${shown.told.length < listed && some}Each opens to its stages and records.
  </p> `;
  for (const attempt of shown.told) yield story(attempt, attempt.id === report.symptom?.matched, citations);
}

const story = (attempt: ReportAttempt, isMeant: boolean, citations: Citations): Markup =>
  html`<details
    class="story"
    data-row="${attempt.id}"
    data-result="${resultOf(attempt)}"
    ${isMeant && html` open`}
  >
    <summary>
      ${resultTag(attempt)} ${timeTag(attempt.startedAt)}
      <span class="who"
        >${[clientText(attempt), accountText(attempt), shortHost(attempt.host)].join(' · ')}</span
      >
      ${shortLadder(attempt)} <span class="cause-id">${causeText(attempt)}</span>
    </summary>
    <div class="story-body" id="attempt-${attempt.id}">
      ${isMeant && html`<p><strong>This is the attempt that was stated.</strong></p>`}
      ${ladder(attempt)}${diagnosis(attempt)}${particulars(attempt)}${records(attempt, citations)}
    </div>
  </details> `;

function diagnosis({ diagnosis: said }: ReportAttempt): Markup {
  if (!said) return html`<p>It worked; there is nothing to explain.</p> `;
  return html`<p>${confidenceTag(said.confidence)} ${sentence(said.headline)}</p>
    ${said.alternatives.length > 0 && html`<p>Also possible: ${said.alternatives.map(({ cause, why }, i) => html`${i > 0 && '; '}<code>${cause}</code> (${prose(why)})`)}.</p>`}
    ${said.notEvaluated.length > 0 && html`<p class="quiet">Could not be judged, for want of logs: ${said.notEvaluated.map(({ cause }) => cause).join(', ')}.</p>`} `;
}

function particulars(attempt: ReportAttempt): Markup {
  const {
    client,
    account,
    target,
    transport,
    connectionName,
    sessionId,
    clockSetMs,
    alsoSeenBy = [],
    mayBe = [],
  } = attempt;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['attempt', attempt.id],
    ['told by', attempt.seenBy === 'client' ? `the client’s logs (${attempt.host})` : attempt.host],
    ['lasted', lasted(attempt)],
    [
      'client',
      client &&
        [
          client.address + (client.port === undefined ? '' : ` port ${client.port}`),
          ...(client.name === undefined ? [] : [client.name]),
        ].join(', '),
    ],
    ['account', account && (account.domain === '' ? account.name : `${account.domain}\\${account.name}`)],
    ['asked for', target],
    ['transport', transport],
    ['connection', connectionName],
    ['session', sessionId === undefined ? undefined : String(sessionId)],
    ['clock set meanwhile by', clockSetMs === undefined ? undefined : durationText(clockSetMs * 1000)],
    [
      'also in the logs of',
      alsoSeenBy.length === 0
        ? undefined
        : alsoSeenBy.map(({ host, as, strength }) => `${host} (${as}, ${strength})`).join(', '),
    ],
    ['may be the same try as', mayBe.length === 0 ? undefined : mayBe.join(', ')],
  ];
  return html`<dl class="pairs">
    ${pairs.map(
      ([name, value]) =>
        value !== undefined &&
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl> `;
}

/** So many records of one attempt are shown; a session of a day has thousands. */
const MOST_RECORDS = 60;

function records(attempt: ReportAttempt, citations: Citations): Markup {
  const { events, links, diagnosis: said } = attempt;
  if (events.length === 0) return html`<p class="quiet">Its records are not held one by one.</p> `;
  const ties = new Map(links.map(({ event, by, strength }) => [event, tieText(by, strength)]));
  const proof = new Set(
    [...(said?.evidence ?? []), ...(said?.contradicting ?? [])].map(
      ({ input, recordId }) => `${input}\n${recordId}`,
    ),
  );
  const rows = events.slice(0, MOST_RECORDS).map((event, i) => {
    const isProof = proof.has(`${event.input}\n${event.recordId}`);
    return html`<tr${isProof && html` class="proof-row"`}><td>${timeTag(event.time)}</td><td>${recordTag(event, citations)}${event.host !== attempt.host && html`<br /><span class="quiet">${shortHost(event.host)}</span>`}</td><td>${event.stage ?? ''}</td><td>${isProof && html`<strong class="flag">evidence</strong> `}${event.summary}</td><td>${ties.get(i) ?? ''}</td></tr>\n`;
  });
  const left = events.length - rows.length;
  return html`${tableBox('Records of this attempt', ['time (UTC)', 'record', 'stage', 'what it says', 'tied by'], rows)}${left > 0 && html`<p class="quiet">and ${count(left, 'more record')} in the JSON</p>`} `;
}

const tieText = (by: string, strength: LinkStrength): string =>
  `${by.replaceAll('-', ' ')}${strength === 'exact' ? '' : ` (${strength})`}`;
