import { withWords } from '../code-words.ts';
import type { EventRef, LinkStrength, Report, ReportAttempt, ReportCause } from '../../model/report.ts';
import type { LinkKind } from '../../model/vocabulary.ts';
import { accountText, causeText, clientText, headingFindings } from '../attempt-runs.ts';
import { signedDuration } from '../../model/signed-duration.ts';
import { count, shortHost, zonesText } from '../words.ts';
import { refKey, type Citations } from './citations.ts';
import { ladder, shortLadder } from './ladder.ts';
import { lasted } from './lasted.ts';
import { html, prose, sentence, type Markup } from './markup.ts';
import { confidenceTag, resultOf, resultTag } from './marks.ts';
import { recordTag, tableBox, timeTag } from './parts.ts';
import type { ShownAttempts } from './shown-attempts.ts';

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
  const findings = headingFindings(report);
  for (const attempt of shown.told) {
    const isMeant = attempt.id === report.symptom?.matched;
    yield story(attempt, isMeant, findings.get(attempt.id), citations);
  }
}

const story = (
  attempt: ReportAttempt,
  isMeant: boolean,
  heading: ReportCause | undefined,
  citations: Citations,
): Markup =>
  html`<details
    class="story"
    data-row="${attempt.id}"
    data-result="${resultOf(attempt)}"
    ${isMeant && html` open`}
  >
    <summary>
      ${resultTag(attempt)} ${timeTag(attempt.startedAt)}
      <span class="who"
        >${[clientText(attempt), accountText(attempt), shortHost(attempt.host)].filter((who) => who !== '-').join(' · ')}</span
      >
      ${shortLadder(attempt)} <span class="cause-id">${causeText(attempt, heading)}</span>
    </summary>
    <div class="story-body" id="attempt-${attempt.id}">
      ${isMeant && html`<p><strong>This is the attempt that was stated.</strong></p>`}
      ${ladder(attempt)}${heading && html`<p><strong>Part of what heads this report: ${sentence(heading.title)}</strong></p>`}${diagnosis(attempt, heading)}${particulars(attempt)}${records(attempt, citations)}
    </div>
  </details> `;

function diagnosis({ diagnosis: said }: ReportAttempt, heading: ReportCause | undefined): Markup {
  if (!said) return heading ? html`` : html`<p>It worked; there is nothing to explain.</p> `;
  return html`<p>${confidenceTag(said.confidence)} ${sentence(said.headline)}</p>
    ${said.alternatives.length > 0 && html`<p>Also possible: ${said.alternatives.map(({ cause, why }, i) => html`${i > 0 && '; '}<code>${cause}</code> (${prose(why)})`)}.</p>`}
    ${said.notEvaluated.length > 0 && html`<p class="quiet">Could not be judged, for want of logs: ${namesOf(said.notEvaluated)}.</p>`} `;
}

/** So many causes are named; the JSON has them all. */
const NAMED = 8;

const namesOf = (causes: readonly { readonly cause: string }[]): string =>
  causes
    .slice(0, NAMED)
    .map(({ cause }) => cause)
    .join(', ') + (causes.length > NAMED ? ` and ${causes.length - NAMED} more` : '');

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
    ['clock set meanwhile by', clockSetMs === undefined ? undefined : signedDuration(clockSetMs * 1000)],
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

/** A session of a day has thousands of records: the first, the last and all evidence are shown. */
const FIRST_RECORDS = 40;
const LAST_RECORDS = 20;

function records(attempt: ReportAttempt, citations: Citations): Markup {
  const { events, links, diagnosis: said } = attempt;
  if (events.length === 0) return html`<p class="quiet">Its records are not held one by one.</p> `;
  const ties = new Map(links.map(({ event, by, strength }) => [event, tieText(by, strength)]));
  const proof = new Set([...(said?.evidence ?? []), ...(said?.contradicting ?? [])].map(refKey));
  const rows = events.flatMap((event, i) => {
    const isProof = proof.has(refKey(event));
    const isShown = isProof || i < FIRST_RECORDS || i >= events.length - LAST_RECORDS;
    return isShown ? [recordRow(event, attempt, isProof, ties.get(i), citations)] : [];
  });
  const left = events.length - rows.length;
  const head = [
    `time (${zonesText(events.map(({ time }) => time))})`,
    'record',
    'what it says',
    'stage',
    'tied by',
  ];
  return html`${tableBox('Records of this attempt', head, rows)}${left > 0 && html`<p class="quiet">and ${count(left, 'more record')} in the JSON</p>`} `;
}

const recordRow = (
  event: EventRef,
  { host, startedAt }: ReportAttempt,
  isProof: boolean,
  tie: string | undefined,
  citations: Citations,
): Markup =>
  html`<tr ${isProof && html`class="proof-row"`}>
    <td>${clockTag(event.time, startedAt)}</td>
    <td class="nowrap">
      ${recordTag(event, citations)}${event.host !== host && html`<br /><span class="quiet">${shortHost(event.host)}</span>`}
    </td>
    <td class="says">
      ${isProof && html`<strong class="flag">evidence</strong> `}${withWords(event.summary, event.codeWords)}
    </td>
    <td>${event.stage}</td>
    <td>${tie}</td>
  </tr> `;

/** To the millisecond; the day only where it is another than the attempt's. */
const clockTag = (iso: string, startedAt: string): Markup =>
  html`<time datetime="${iso}"
    >${iso.slice(0, 10) === startedAt.slice(0, 10) ? iso.slice(11, 23) : iso.slice(0, 23).replace('T', ' ')}</time
  >`;

const tieText = (by: LinkKind, strength: LinkStrength): string =>
  `${by.replaceAll('-', ' ')}${strength === 'exact' ? '' : ` (${strength})`}`;
