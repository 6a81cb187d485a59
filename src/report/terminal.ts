import { grouped } from './grouped.ts';
import type { Report, ReportOutcome } from '../model/report.ts';
import { renderAttempts } from './terminal/attempts.ts';
import { renderCauses } from './terminal/causes.ts';
import { renderClocks } from './terminal/clocks.ts';
import { count, createLayout, timeSpan, wrap } from './terminal/layout.ts';
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
    layout.paint.dim(wrap(circumstances(report), layout.width)),
    ...(report.redacted === undefined ? [] : [layout.paint.dim(wrap(report.redacted, layout.width))]),
    '',
    ...renderCauses(report, layout),
    ...renderUnseen(report, layout),
    ...renderClocks(report, layout),
    ...renderAttempts(report, layout),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const outcomeText: Readonly<Record<ReportOutcome, string>> = {
  'failures-explained': 'every failure seen is explained',
  'failures-partly-explained': 'some failures explained',
  'failures-unexplained': 'failures not explained',
  'no-failures': 'no failure in what was seen',
  'insufficient-evidence': 'not enough evidence',
};

/** Where the best answer is only a possibility, nothing is explained yet. */
function outcomeWords({ summary, causes }: Report): string {
  const isGuess =
    summary.outcome === 'failures-explained' &&
    causes.every(({ failure, confidence }) => !failure || confidence === 'possible');
  return isGuess ? 'possible explanations only' : outcomeText[summary.outcome];
}

function circumstances(report: Report): string {
  const times = report.attempts.flatMap((attempt) => [attempt.startedAt, attempt.endedAt]).sort();
  const [first, last] = [times[0], times.at(-1)];
  return [
    outcomeWords(report),
    attemptCounts(report),
    hostText(report),
    count(report.inputs.length, 'log'),
    ...(first !== undefined && last !== undefined ? [timeSpan(first, last)] : []),
  ].join(' · ');
}

function attemptCounts({ summary: { attempts } }: Report): string {
  if (attempts.total === 0) return 'no connection record';
  const left = attempts.unknown > 0 ? [`${grouped(attempts.unknown)} unclear or left by the client`] : [];
  const open = attempts.open > 0 ? [`${grouped(attempts.open)} still open`] : [];
  const counts = [
    `${grouped(attempts.failed)} failed`,
    `${grouped(attempts.succeeded)} worked`,
    ...left,
    ...open,
  ];
  return `${count(attempts.total, 'attempt')}: ${counts.join(', ')}`;
}

const hostText = (report: Report): string =>
  report.hosts.length === 1 ? `host ${report.hosts[0]?.name}` : count(report.hosts.length, 'host');
