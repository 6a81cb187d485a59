import type { ReportAttempt, ReportCause } from '../../model/report.ts';
import type { Confidence } from '../../model/vocabulary.ts';
import { confidences, stages } from '../../model/vocabulary.ts';
import { resultText } from '../attempt-runs.ts';
import { partText, sureParts } from '../sureness.ts';
import { html, type Markup } from './markup.ts';

/** What came of an attempt, as a picture tells it: by shape and colour, and never by colour alone. */
export type Result = 'failed' | 'worked' | 'open' | 'unclear' | 'left';

/** The result of an attempt. */
export function resultOf(attempt: ReportAttempt): Result {
  switch (attempt.outcome) {
    case 'succeeded':
      return 'worked';
    case 'failed':
      return 'failed';
    case 'open':
      return 'open';
    case 'unknown':
      return attempt.diagnosis?.class === 'normal' ? 'left' : 'unclear';
  }
}

/** The results in the words of their legend. */
export const resultWords: Readonly<Record<Result, string>> = {
  failed: 'failed',
  worked: 'worked',
  open: 'still open',
  unclear: 'unclear',
  left: 'client left',
};

const markShapes = html`<g id="mark-failed">
    <circle r="6" class="disc" />
    <path d="M-2.6-2.6 2.6 2.6M2.6-2.6-2.6 2.6" class="sign" />
  </g>
  <g id="mark-worked">
    <circle r="6" class="disc" />
    <path d="M-2.9.2-.9 2.4 3-2.2" class="sign" />
  </g>
  <g id="mark-open"><circle r="4.6" class="ring" /></g>
  <g id="mark-unclear">
    <path d="M0-6 6 0 0 6-6 0z" class="disc" />
    <path d="M0-2.6V.6M0 2.4v.3" class="sign" />
  </g>
  <g id="mark-left">
    <rect x="-5" y="-5" width="10" height="10" rx="1.5" class="disc" />
    <path d="M-2.6 0h5.2" class="sign" />
  </g>
  <g id="mark-change"><path d="M0-5 5 4H-5z" class="disc" /></g>
  <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path d="M0 0v6" class="hatch-line" />
  </pattern>`;

/** The mark of a result, for running text. */
export const resultMark = (result: Result): Markup =>
  html`<svg
    class="mark ${result}"
    viewBox="-7 -7 14 14"
    width="14"
    height="14"
    aria-hidden="true"
    focusable="false"
  >
    <use href="#mark-${result}" />
  </svg>`;

/** The mark of an attempt's result with its words. */
export const resultTag = (attempt: ReportAttempt): Markup =>
  html`<span class="result ${resultOf(attempt)}"
    >${resultMark(resultOf(attempt))} ${resultText(attempt)}</span
  >`;

/** How sure something is: the word, and as many bars of three. */
export const confidenceTag = (confidence: Confidence): Markup =>
  html`<span class="sure"
    ><svg viewBox="0 0 14 12" width="14" height="12" aria-hidden="true" focusable="false">
      <use href="#sure-${confidence}" />
    </svg>
    ${confidence}</span
  >`;

/** The same of a cause, and of what where it is not equally sure of all. */
export const sureTags = (cause: ReportCause): Markup =>
  html`${sureParts(cause).map((part, i) => html`${i > 0 && '; '}${confidenceTag(part.confidence)}${partText(part, cause)}`)}`;

const sureShapes = confidences.map(
  (confidence, sure) =>
    html`<g id="sure-${confidence}">
      ${confidences.map((_, i) => html`<rect x="${i * 5}" y="${8 - i * 4}" width="3.5" height="${4 + i * 4}" rx="1" class="${i <= sure ? 'sure-on' : 'sure-off'}" />`)}
    </g>`,
);

/** The stages as boxes, as many of them filled as were reached; the last one tall where it stopped there. */
const rungShapes = stages.flatMap((stage, rank) =>
  [false, true].map(
    (isStop) =>
      html`<g id="rungs-${stage}${isStop && '-stop'}">
        ${stages.map((_, i) => {
          const isTall = isStop && i === rank;
          return html`<rect
            x="${i * 7}"
            y="${isTall ? 0 : 2}"
            width="5.5"
            height="${isTall ? 12 : 8}"
            rx="1"
            class="rung ${i > rank ? 'ahead' : i === rank ? 'here' : 'passed'}"
          />`;
        })}
      </g>`,
  ),
);

/** The shapes that all pictures of a page use; marks are 12 by 12 around their middle. */
export const shapes: Markup = html`<svg
  class="shapes"
  width="0"
  height="0"
  aria-hidden="true"
  focusable="false"
>
  <defs>${markShapes} ${sureShapes} ${rungShapes}</defs>
</svg> `;
