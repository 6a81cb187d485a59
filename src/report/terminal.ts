import { notices } from './notices.ts';
import type { Report } from '../model/report.ts';
import { circumstances, outcomeWords } from './circumstances.ts';
import { renderAttempts } from './terminal/attempts.ts';
import { renderCauses } from './terminal/causes.ts';
import { renderClocks } from './terminal/clocks.ts';
import { createLayout, wrap } from './terminal/layout.ts';
import { renderOverview } from './terminal/overview.ts';
import { renderPassages } from './terminal/passages.ts';
import { renderUnseen } from './terminal/unseen.ts';

export interface TerminalOptions {
  /** Columns. Default: 80. */
  readonly width?: number;
  /** Default: false. */
  readonly color?: boolean;
}

/** Renders a report for a terminal: what was stated and the answer first, then what could not be seen, then the attempts. */
export function renderTerminal(report: Report, options: TerminalOptions = {}): string {
  const layout = createLayout(options.width ?? 80, options.color ?? false);
  return [
    ...(report.symptom ? [wrap(report.symptom.text, layout.width), ''] : []),
    layout.paint.bold(wrap(report.summary.headline, layout.width)),
    layout.paint.dim(wrap([outcomeWords(report), ...circumstances(report)].join(' · '), layout.width)),
    ...notices(report).map((text) => layout.paint.dim(wrap(text, layout.width))),
    '',
    ...renderOverview(report, layout),
    ...renderCauses(report, layout),
    ...renderPassages(report, layout),
    ...renderUnseen(report, layout),
    ...renderClocks(report, layout),
    ...renderAttempts(report, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
