import Table from 'cli-table3';
import type { Report, ReportAttempt, ReportCause } from '../../model/report.ts';
import { plainText } from '../plain-text.ts';
import { count, fit, shortTime, wrap, type Layout } from './layout.ts';

/** More rows than this are for a program to read, not for a person. */
const SHOWN = 40;

/** The attempts, newest last; floods are one line each. */
export function renderAttempts(report: Report, layout: Layout): string[] {
  if (report.attempts.length === 0) return [];
  const floods = report.causes.filter(
    (cause) => cause.prominence === 'background' && cause.class !== 'normal',
  );
  const folded = new Set(floods.flatMap((cause) => cause.attempts));
  const single = report.attempts.filter((attempt) => !folded.has(attempt.id));
  const shown = single.slice(-SHOWN);
  const left = single.length - shown.length;
  return [
    layout.paint.bold(`Attempts (times are UTC)`),
    ...floods.map((flood) => renderFlood(flood, layout)),
    ...(left > 0 ? [`   ${count(left, 'earlier attempt')} not shown; --format json has them all`] : []),
    ...(shown.length > 0 ? [table(shown, layout)] : []),
    '',
  ];
}

const renderFlood = (cause: ReportCause, { width }: Layout): string =>
  wrap(
    `${count(cause.attempts.length, 'attempt')} folded as ${cause.cause}: ` +
      (cause.clients.length === 1
        ? `all from ${cause.clients[0]}`
        : `from ${count(cause.clients.length, 'address')}`),
    width,
    '     ',
    '   ',
  );

const gap = 2;
const timeWidth = 19;
const clientWidth = 15;
const resultWidth = 9;

function table(attempts: readonly ReportAttempt[], { width }: Layout): string {
  const rest = width - 1 - gap * 4 - timeWidth - clientWidth - resultWidth;
  const accountWidth = Math.max(8, Math.floor(rest * 0.4));
  const causeWidth = Math.max(8, rest - accountWidth);
  const rows = new Table({
    head: ['   started', 'client', 'account', 'result', 'cause'],
    chars: blankChars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  });
  for (const attempt of attempts) {
    rows.push([
      `   ${shortTime(attempt.startedAt)}`.slice(-timeWidth - 3),
      fit(plainText(attempt.client?.address ?? attempt.target ?? '-'), clientWidth),
      fit(plainText(accountText(attempt)), accountWidth - 3),
      resultText(attempt),
      fit(attempt.diagnosis?.cause ?? (attempt.diagnosis ? 'undetermined' : '-'), causeWidth),
    ]);
  }
  return rows
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const accountText = ({ account }: ReportAttempt): string => {
  if (!account) return '-';
  return account.domain ? `${account.domain}\\${account.name}` : account.name;
};

function resultText(attempt: ReportAttempt): string {
  switch (attempt.outcome) {
    case 'succeeded':
      return 'worked';
    case 'failed':
      return 'failed';
    case 'open':
      return 'still open';
    case 'unknown':
      return attempt.diagnosis?.class === 'normal' ? 'client left' : 'unclear';
  }
}

const blankChars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
