import type { LiveAttempt, LiveBoard, LiveCause, LiveCounts } from '../model/live-board.ts';
import type { ReportAttempt } from '../model/report.ts';
import { formatMicros, micros, MILLISECOND } from '../model/time.ts';
import { accountText, clientText, clockText, resultText, sharedClock } from './attempt-runs.ts';
import { grouped } from './grouped.ts';
import type { Zoned } from './in-zone.ts';
import { plainText } from './plain-text.ts';
import { cellsOf, column, fit } from './terminal/cells.ts';
import { createLayout, type Layout } from './terminal/layout.ts';
import { count, durationText, shortHost, shortTime, timeText } from './words.ts';

/** The screen that a view is drawn for. */
export interface LiveScreen {
  readonly width: number;
  readonly height: number;
  readonly color: boolean;
  /** The time of the machine that shows it, in milliseconds since 1970. */
  readonly now: number;
  /** Writes times as this person's clocks show them. */
  readonly zoned: Zoned;
}

/** Draws what is followed: no more lines than the screen has, none wider than it. The attempts' newest is last. */
export function liveView(board: LiveBoard, screen: LiveScreen): readonly string[] {
  const { width, height } = screen;
  const layout = createLayout(width, screen.color);
  const status = statusLines(board, screen).map((line) => layout.paint.dim(line));
  const notes = board.notes.slice(height < TALL ? -1 : -3);
  const foot = [...notes.map((note) => layout.paint.yellow(line(note, width))), ...status];
  const head = height < foot.length + SMALL ? [] : headLines(board, screen, layout);
  const rest = Math.max(0, height - head.length - foot.length);
  // What the attempts do not need is there for the causes.
  const most = Math.max(Math.floor(rest / 3), rest - board.attempts.length - 1);
  const causes = causeLines(board.causes, most, layout);
  const attempts = attemptLines(board, rest - causes.length, screen, layout);
  const blank = Array.from({ length: rest - causes.length - attempts.length }, () => '');
  return [...head, ...causes, ...attempts, ...blank, ...foot].slice(-height);
}

/** A screen with fewer lines above its foot shows attempts and nothing else. */
const SMALL = 6;
/** One with more than this has room for several notes. */
const TALL = 40;
const GAP = '  ';
/** Numbers that stand farther from their words than this are not found. */
const WIDEST = 120;

/** Text of whatever origin, safe to print and no wider than that. */
const line = (text: string, width: number): string => fit(plainText(text), width);
const cell = (text: string, width: number): string => column(plainText(text), width);

function headLines(
  { counts, sources }: LiveBoard,
  { now, width, zoned }: LiveScreen,
  { paint }: Layout,
): string[] {
  const clock = timeText(zoned(formatMicros(micros(now * MILLISECOND))));
  const title = sources === 0 ? 'No logs to follow yet' : `Following ${count(sources, 'log')}`;
  return [
    paint.bold(`${cell(title, width - clock.length)}${line(clock, width)}`),
    line(countsText(counts), width),
    '',
  ];
}

const countsText = ({ failed, worked, unclear, open, folded }: LiveCounts): string =>
  [
    `${grouped(failed)} failed`,
    `${grouped(worked)} worked`,
    ...(unclear > 0 ? [`${grouped(unclear)} unclear`] : []),
    `${grouped(open)} open`,
    ...(folded > 0 ? [`${grouped(folded)} in floods`] : []),
  ].join(' · ');

/** As many of the causes as `most` lines hold, with a heading and an empty line. */
function causeLines(causes: readonly LiveCause[], most: number, { width, paint }: Layout): string[] {
  const shown = causes.slice(0, Math.max(0, most - 2));
  if (shown.length === 0) return [];
  const hidden = causes.length - shown.length;
  const heading = hidden === 0 ? 'Causes' : `Causes, the first ${shown.length} of ${causes.length}`;
  const columns = ['last hour', 'in all'] as const;
  const room = Math.max(0, Math.min(width, WIDEST) - columns.join(GAP).length - GAP.length);
  return [
    paint.bold(line(`${cell(heading, room)}${GAP}${columns.join(GAP)}`, width)),
    ...shown.map((cause) => {
      // What holds of a host is there until it is withdrawn, and is no number of tries.
      const holds = cause.hosts !== undefined && cause.total === 0;
      const counts = holds ? ['now', ''] : [grouped(cause.lastHour), grouped(cause.total)];
      const numbers = counts.map((text, i) => text.padStart(columns[i]?.length ?? 0));
      const text = line(`${cell(causeText(cause), room)}${GAP}${numbers.join(GAP)}`, width);
      return cause.isFlood ? paint.dim(text) : text;
    }),
    '',
  ];
}

function causeText({ title, isFlood, people, hosts }: LiveCause): string {
  const [latest, ...others] = hosts?.map(shortHost) ?? people;
  const more = others.length === 0 ? '' : ` and ${others.length >= 19 ? 'many' : others.length} more`;
  const who = latest === undefined || isFlood ? '' : `: ${latest}${more}`;
  return ` ${isFlood ? 'Flood: ' : ''}${title}${who}`;
}

/** As many of the attempts as fit below a heading. */
function attemptLines(
  { attempts }: LiveBoard,
  room: number,
  { zoned }: LiveScreen,
  layout: Layout,
): string[] {
  const { width, paint } = layout;
  if (room < 1) return [];
  if (attempts.length === 0) return [line('No attempt to connect yet.', width)];
  const severalHosts = new Set(attempts.map(({ attempt }) => attempt.host)).size > 1;
  const columns = columnsOf(width, severalHosts);
  const begun = (row: LiveAttempt): string => zoned(row.attempt.startedAt);
  if (room === 1) return rows(attempts.slice(-1), columns, (row) => shortTime(begun(row)).slice(11), layout);
  const shown = attempts.slice(-(room - 1));
  const clock = sharedClock(shown.map(begun));
  const part = shown.length < attempts.length ? `, the last ${shown.length}` : '';
  const heading = paint.bold(line(`Attempts${clock.heading}${part}`, width));
  return [heading, ...rows(shown, columns, (row) => clockText(begun(row), clock), layout)];
}

/** What stands between time and result, and how wide it is at most. */
interface Column {
  readonly text: (attempt: ReportAttempt) => string;
  readonly widest: number;
}

const host: Column = { text: ({ host }) => shortHost(host), widest: 12 };
const client: Column = { text: clientText, widest: 15 };
const account: Column = { text: accountText, widest: 14 };
/** Where there is no room for both. */
const who: Column = {
  text: (attempt) => attempt.account?.name ?? clientText(attempt),
  widest: 15,
};

function columnsOf(width: number, severalHosts: boolean): readonly Column[] {
  if (width < 60) return [];
  if (!severalHosts) return [client, account];
  return width < 100 ? [host, who] : [host, client, account];
}

function rows(
  shown: readonly LiveAttempt[],
  columns: readonly Column[],
  clockOf: (row: LiveAttempt) => string,
  { width, paint }: Layout,
): string[] {
  const needed = (texts: readonly string[]): number =>
    Math.max(...texts.map((text) => cellsOf(plainText(text))));
  const widths = columns.map(({ text, widest }) =>
    Math.min(widest, needed(shown.map(({ attempt }) => text(attempt)))),
  );
  const resultWidth = needed(shown.map(resultOf));
  return shown.map((row) => {
    const { attempt, isMeant } = row;
    const cells = columns.map(({ text }, i) => cell(text(attempt), widths[i] ?? 0) + GAP);
    const begin = `${isMeant ? '>' : ' '}${clockOf(row)}${GAP}`;
    const before = fit(`${begin}${cells.join('')}`, width);
    const mark = fit(cell(resultOf(row), resultWidth), width - cellsOf(before));
    const why = line(`${GAP}${whyText(row)}`, width - cellsOf(before) - cellsOf(mark));
    return `${isMeant ? paint.bold(before) : before}${colorOf(row, paint)(mark)}${why}`;
  });
}

const resultOf = ({ attempt, revision }: LiveAttempt): string =>
  revision === 0 ? 'open' : resultText(attempt);

function colorOf({ attempt, revision }: LiveAttempt, paint: Layout['paint']): (text: string) => string {
  if (revision === 0) return paint.yellow;
  switch (attempt.outcome) {
    case 'failed':
      return paint.red;
    case 'succeeded':
      return paint.green;
    case 'open':
    case 'unknown':
      return paint.dim;
  }
}

/** Why it came out so; of an attempt that is not judged yet, how it looks so far. */
function whyText({ attempt, revision }: LiveAttempt): string {
  const { diagnosis, reached } = attempt;
  if (revision === 0) return `so far: ${diagnosis?.headline ?? `reached ${reached}`}`;
  const doubt = diagnosis?.confidence === 'possible' ? ', possibly' : '';
  return `${diagnosis?.headline ?? ''}${doubt}${revision > 1 ? ' (changed)' : ''}`;
}

/** How far the following is, and how it is ended; over two lines where one is too short. */
function statusLines(board: LiveBoard, { now, width, zoned }: LiveScreen): string[] {
  const { unreadable, records, gaps, missing } = board;
  const parts = [
    lagText(board, now, zoned),
    count(records, 'record'),
    ...(unreadable > 0 ? [`${count(unreadable, 'log')} unreadable`] : []),
    gaps === 0 ? 'no gaps' : `${count(gaps, 'gap')} of ${count(missing, 'record')}`,
    'Ctrl-C ends it',
  ];
  const all = parts.join(' · ');
  if (cellsOf(all) <= width) return [all];
  const last = parts.pop() ?? '';
  return [line(parts.join(' · '), width), line(last, width)];
}

function lagText({ latest }: LiveBoard, now: number, zoned: Zoned): string {
  if (latest === undefined) return 'no record yet';
  const ms = now - latest / MILLISECOND;
  if (ms >= 2 * DAY) return `latest record ${grouped(Math.floor(ms / DAY))} days ago`;
  const clock = shortTime(zoned(formatMicros(latest))).slice(11);
  if (ms < -AHEAD) return `latest record ${clock}, its clock is ${durationText(-ms)} ahead`;
  return `latest record ${clock}, ${durationText(Math.max(0, ms))} ago`;
}

/** Two clocks are never the same. */
const AHEAD = 5000;
const DAY = 86_400_000;
