import { createBoardKeeper, type FollowNote, type OpenAttempt, type Standing } from '../follow.ts';
import type { Flood, LiveVerdict, ReportAttempt } from '../index.ts';
import { plainText } from '../render.ts';
import { fileName, liveView } from '../render-live.ts';
import { takeScreen } from './live-screen.ts';
import { noteText } from './note-text.ts';
import type { Streams } from './streams.ts';

/** Shows a person, or a program, what following logs gives. */
export interface FollowShow {
  verdicts(verdicts: readonly LiveVerdict[], floods: ReadonlyMap<string, Flood>): void;
  look(standing: Standing): void;
  note(source: string, note: FollowNote): void;
  /** Says what goes wrong beside the logs. */
  fault(message: string): void;
  /** Gives the screen back, and says what could not be said while it was taken. */
  close(): void;
}

/** A line for each verdict, as it comes; notes on standard error. */
export function showLines(
  { out, err }: Streams,
  line: (verdict: LiveVerdict) => string,
  quiet: boolean,
): FollowShow {
  const tell = (text: string): void => {
    if (!quiet) err.write(`rdpwhy: ${plainText(text)}\n`);
  };
  return {
    verdicts: (verdicts) => void out.write(verdicts.map((verdict) => `${line(verdict)}\n`).join('')),
    look: () => {},
    note: (source, note) => tell(`${source}: ${noteText(source, note)}`),
    fault: tell,
    close: () => {},
  };
}

export interface LiveOptions {
  readonly color: boolean;
  readonly quiet: boolean;
  /** Writes times as this person's clocks show them. */
  readonly zoned: (iso: string) => string;
  /** Whether an attempt is of the person whom somebody waits for. */
  readonly isMeant: (attempt: ReportAttempt) => boolean;
  /** How a log is called on the screen. */
  readonly nameOf: (source: string) => string;
}

/** Nobody sees more than ten pictures a second. */
const BETWEEN_PICTURES = 100;
/** Finding out how open attempts stand takes a part of the time at most. */
const PENDING_SHARE = 10;

/** A picture that changes as the logs grow. */
export function showLive(
  { out, err }: Streams,
  { color, quiet, zoned, isMeant, nameOf }: LiveOptions,
): FollowShow {
  const keeper = createBoardKeeper(isMeant);
  // What could not be said while the screen was taken is said when it is given back.
  const unsaid: string[] = [];
  let standing: Standing | undefined;
  let pending: readonly OpenAttempt[] = [];
  let pendingDue = 0;
  let drawnAt = -Infinity;
  let isClosed = false;

  const draw = (): void => {
    if (!standing) return;
    drawnAt = performance.now();
    if (standing.read < 1) {
      screen.draw([readingLine(standing.read)]);
      return;
    }
    if (drawnAt >= pendingDue) {
      pending = standing.pending();
      pendingDue = drawnAt + PENDING_SHARE * (performance.now() - drawnAt);
    }
    const { sources, records, latest } = standing;
    const board = keeper.board({ sources, records, latest, pending });
    const { columns: width = 80, rows: height = 24 } = out;
    screen.draw(liveView(board, { width, height, color, now: Date.now(), zoned }));
  };
  const screen = takeScreen(out, draw);
  screen.draw([readingLine(0)]);
  const say = (text: string): void => {
    if (!quiet) err.write(`rdpwhy: ${plainText(text)}\n`);
  };
  const tell = (shown: string, told: string): void => {
    if (isClosed) {
      say(told);
      return;
    }
    keeper.note(`${zoned(`${new Date().toISOString().slice(0, -1)}000Z`).slice(11, 19)} ${shown}`);
    if (unsaid.push(told) > MOST_UNSAID) unsaid.shift();
  };
  return {
    verdicts: (verdicts, floods) => keeper.take(verdicts, floods),
    look(now) {
      standing = now;
      if (performance.now() - drawnAt >= BETWEEN_PICTURES) draw();
    },
    note(source, note) {
      if (note.type === 'gap') keeper.gap(note.to - note.from + 1);
      if (note.type === 'unreadable') keeper.readable(source, false);
      if (note.type === 'readable' || note.type === 'gone') keeper.readable(source, true);
      const text = noteText(source, note);
      tell(`${text} (${fileName(nameOf(source))})`, `${source}: ${text}`);
    },
    fault: (message) => tell(message, message),
    close() {
      if (isClosed) return;
      isClosed = true;
      screen.close();
      for (const text of unsaid) say(text);
    },
  };
}

const MOST_UNSAID = 100;

const readingLine = (part: number): string => `Reading what is there … ${percent(part)} · Ctrl-C ends it`;

/** Never more than there is: all of it is 100 %. */
export const percent = (part: number): string => `${Math.floor(part * 100)} %`;
