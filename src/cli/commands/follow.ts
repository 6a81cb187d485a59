import { follow } from '../../follow.ts';
import type { FollowNote } from '../../input/follow-file.ts';
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
}

const lines: Readonly<Record<string, typeof verdictLine>> = { terminal: verdictLine, ndjson: verdictJson };

/** Follows logs as they grow, a line for each verdict, until Ctrl-C; then says what came of it all. */
export async function runFollow(
  paths: readonly string[],
  flags: FollowFlags,
  streams: Streams,
): Promise<number> {
  const format = flags.format ?? 'terminal';
  const line = Object.hasOwn(lines, format) ? lines[format] : undefined;
  if (!line)
    throw new UsageError(
      `unknown format '${format}' while following; known: ${Object.keys(lines).join(', ')}`,
    );
  const packs = await packsOf(flags.patterns);
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  // Who reads what is printed has gone: there is nobody to go on for.
  streams.out.once('error', interrupt);
  const report = await follow(paths, {
    ...(packs && { packs }),
    ...(flags.settle !== undefined && { settleMs: flags.settle * 1000 }),
    ...(flags.pollInterval !== undefined && { pollMs: flags.pollInterval }),
    signal: stop.signal,
    onVerdicts: (verdicts) =>
      void streams.out.write(verdicts.map((verdict) => `${line(verdict)}\n`).join('')),
    onNote(path, note) {
      if (flags.quiet !== true) streams.err.write(`rdpwhy: ${plainText(`${path}: ${noteText(note)}`)}\n`);
    },
  });
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  if (format === 'terminal') {
    streams.out.write('\n');
    await deliver(report, { files: [], printed: 'terminal' }, reportRenderers, flags, streams);
  }
  return exitCodes.ok;
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
