import type { ReportAttempt } from '../../model/report.ts';
import { stageRank, stages } from '../../model/vocabulary.ts';
import { accountText, causeText, clientText, resultText } from '../attempt-runs.ts';
import { timeText } from '../words.ts';
import { heightOf, percent, type Lane } from './lanes.ts';
import { html, type Markup } from './markup.ts';
import { resultOf } from './marks.ts';
import type { TimeScale } from './time-scale.ts';

/** Where a bar leads: the attempt that is told in its place; undefined: none is. */
export type ToldFor = (attempt: ReportAttempt) => string | undefined;

/** A row for each stage, the desktop at the top; the bars of all attempts are drawn with the last, over the others. */
export const stageLanes = (
  attempts: readonly ReportAttempt[],
  scale: TimeScale,
  toldFor: ToldFor,
): readonly Lane[] =>
  stages.toReversed().map((stage, i) => ({
    label: stage,
    size: 'stage',
    kind: 'stage',
    ...(i === stages.length - 1 && {
      draw: (y) => html`${attempts.map((attempt) => bar(attempt, scale, y + heightOf('stage'), toldFor))}`,
    }),
  }));

function bar(attempt: ReportAttempt, scale: TimeScale, bottom: number, toldFor: ToldFor): Markup {
  const result = resultOf(attempt);
  const top = bottom - (stageRank(attempt.reached) + 0.5) * heightOf('stage');
  const [from, to] = [scale.x(attempt.startedAt), scale.x(attempt.endedAt)];
  const x = percent(from);
  const shape = html`<title>${barTitle(attempt)}</title>
    <rect x="${x}" y="${top - 5}" width="${percent(Math.max(to - from, 0))}" height="10" class="span" />
    <line x1="${x}" x2="${x}" y1="${bottom}" y2="${top}" class="stem" />
    <use href="#mark-${result}" x="${x}" y="${top}" />`;
  const told = toldFor(attempt);
  return told === undefined
    ? html`<g class="bar ${result}" data-of="${attempt.id}">${shape}</g> `
    : html`<a href="#attempt-${told}" tabindex="-1" class="bar ${result}" data-of="${attempt.id}"
        >${shape}</a
      > `;
}

const barTitle = (attempt: ReportAttempt): string =>
  `${timeText(attempt.startedAt)}: ${clientText(attempt)}, ${accountText(attempt)}: ${resultText(attempt)} at ${attempt.reached}, ${causeText(attempt)}`;
