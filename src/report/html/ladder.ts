import type { ReportAttempt } from '../../model/report.ts';
import { stageRank, stages } from '../../model/vocabulary.ts';
import { html, type Markup } from './markup.ts';
import { resultOf } from './marks.ts';

/** How far an attempt came, stage by stage, and where it stopped. */
export function ladder(attempt: ReportAttempt): Markup {
  const rank = stageRank(attempt.reached);
  return html`<ol class="ladder ${resultOf(attempt)}">
    ${stages.map((stage, i) => {
      const records = attempt.events.filter((event) => event.stage === stage).length;
      const kind =
        i > rank ? 'ahead' : i < rank ? 'passed' : attempt.outcome === 'failed' ? 'stopped' : 'reached';
      return html`<li class="${kind}">
        <span class="stage">${stage}</span>
        <span class="how">${words[kind]}${kind !== 'ahead' && records === 0 && ', no record of it'}</span>
      </li>`;
    })}
  </ol> `;
}

const words = {
  passed: 'passed',
  stopped: 'stopped here',
  reached: 'reached',
  ahead: 'not reached',
} as const;

/** The same as eight small boxes, with the stage in words. */
export const shortLadder = (attempt: ReportAttempt): Markup =>
  html`<span class="rungs ${resultOf(attempt)}"
    ><svg viewBox="0 0 56 12" width="56" height="12" aria-hidden="true" focusable="false">
      <use href="#rungs-${attempt.reached}${attempt.outcome === 'failed' && '-stop'}" />
    </svg>
    ${attempt.reached}</span
  >`;
