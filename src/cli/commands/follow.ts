import {
  follow,
  logFiles,
  openVerdictLog,
  StateError,
  type FollowNote,
  type FollowOptions,
  type FollowState,
  type FollowStep,
  type VerdictLog,
  type VerdictLogPlaces,
} from '../../follow.ts';
import type { Verdict } from '../../index.ts';
import { plainText, reportRenderers, verdictJson, verdictLine } from '../../render.ts';
import { deliver } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { exitCodes, UsageError, type Streams } from '../streams.ts';
import type { AnalyzeFlags } from './analyze.ts';

export interface FollowFlags extends AnalyzeFlags {
  readonly follow?: boolean;
  /** Seconds. */
  readonly settle?: number;
  /** Milliseconds. */
  readonly pollInterval?: number;
  readonly state?: string;
}

/** How a verdict is written: to the screen, and to a file by its ending. */
const lines: Readonly<Record<string, typeof verdictLine>> = { terminal: verdictLine, ndjson: verdictJson };

/** Follows logs as they grow, a line for each verdict, until Ctrl-C; then says what came of it all. */
export async function runFollow(
  paths: readonly string[],
  flags: FollowFlags,
  streams: Streams,
): Promise<number> {
  refuseOthers(flags);
  const format = flags.json === true ? 'ndjson' : (flags.format ?? 'terminal');
  const line = lineOf(format);
  const packs = await packsOf(flags.patterns);
  const outputs = openOutputs(flags);
  const stop = stopSignal(streams);
  try {
    const report = await follow(logFiles(paths), {
      ...(packs && { packs }),
      ...(flags.settle !== undefined && { settleMs: flags.settle * 1000 }),
      ...(flags.pollInterval !== undefined && { pollMs: flags.pollInterval }),
      ...outputs.options,
      signal: stop.signal,
      onVerdicts(verdicts) {
        outputs.write(verdicts);
        streams.out.write(verdicts.map((verdict) => `${line(verdict)}\n`).join(''));
      },
      onNote(source, note) {
        if (flags.quiet !== true) streams.err.write(`rdpwhy: ${plainText(`${source}: ${noteText(note)}`)}\n`);
      },
    });
    if (format === 'terminal') {
      streams.out.write('\n');
      await deliver(report, { files: [], printed: 'terminal' }, reportRenderers, flags, streams);
    }
  } finally {
    outputs.close();
    stop.release();
  }
  return exitCodes.ok;
}

/** What is for logs at rest alone would be left undone without a word. */
function refuseOthers(flags: FollowFlags): void {
  const given = notWhileFollowing.find((name) => flags[name] !== undefined && flags[name] !== false);
  const option = given?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (option !== undefined) throw new UsageError(`--${option} is not there yet while following`);
}

const notWhileFollowing = [
  'redact',
  'redactMap',
  'code',
  'at',
  'user',
  'client',
  'hash',
  'exitCode',
] as const satisfies readonly (keyof FollowFlags)[];

function lineOf(format: string): typeof verdictLine {
  const line = Object.hasOwn(lines, format) ? lines[format] : undefined;
  if (line) return line;
  throw new UsageError(`unknown format '${format}' while following; known: ${Object.keys(lines).join(', ')}`);
}

/** Ctrl-C, the end of a service, and a reader that has gone end the following; all that is known is still said. */
function stopSignal({ out }: Streams): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  out.once('error', abort);
  const release = (): void => {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  };
  return { signal: stop.signal, release };
}

interface FollowOutputs {
  readonly options: Pick<FollowOptions, 'resume' | 'willResume' | 'onStep' | 'onLook'>;
  write(verdicts: readonly Verdict[]): void;
  close(): void;
}

/** The file that verdicts go to, and the state that lets another run go on with it. */
function openOutputs({ output = [], state }: FollowFlags): FollowOutputs {
  const [file, ...more] = output;
  if (more.length > 0) throw new UsageError('while following, -o names one file');
  if (file !== undefined && !file.endsWith('.ndjson'))
    throw new UsageError(`while following, -o writes lines of JSON: name a .ndjson file, found '${file}'`);
  if (state === undefined && file === undefined) return { options: {}, write: () => {}, close: () => {} };
  const log = openLog({ ...(state !== undefined && { state }), ...(file !== undefined && { output: file }) });
  return {
    options: {
      ...(log.earlier && { resume: log.earlier }),
      willResume: state !== undefined,
      onStep(step) {
        const { records, opened } = step.intake;
        log.note(step, records.length > 0 || opened.length > 0);
      },
      onLook(now) {
        if (log.isLong) log.save(now());
      },
    },
    write: (verdicts) => log.append(verdicts.map((verdict) => `${verdictJson(verdict)}\n`).join('')),
    close: () => log.close(),
  };
}

function openLog(places: VerdictLogPlaces): VerdictLog<FollowState, FollowStep> {
  try {
    return openVerdictLog<FollowState, FollowStep>(places);
  } catch (error) {
    if (error instanceof StateError) throw new UsageError(error.message);
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(`cannot write '${places.output ?? places.state}': ${error.message}`);
  }
}

function noteText(note: FollowNote): string {
  switch (note.type) {
    case 'gap':
      return `records ${note.from} to ${note.to} were never seen: ${gapReasons[note.reason]}`;
    case 'cleared':
      return 'the log was cleared; every record before that had been read';
    case 'recreated':
      return 'another log has this name now; it is read from its beginning';
    case 'unreadable':
      return `${note.fault.message}; it is tried again`;
    case 'readable':
      return 'can be read again';
  }
}

const gapReasons: Readonly<Record<Extract<FollowNote, { type: 'gap' }>['reason'], string>> = {
  overwritten: 'newer ones were written over them between two looks',
  cleared: 'the log was cleared between two looks',
  unreadable: 'they are damaged',
};
