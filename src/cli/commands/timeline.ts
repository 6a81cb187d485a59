import { plainText, readTimeline, timelineJson, timelineLine } from '../../index.ts';
import { createProgressBar } from '../progress.ts';
import { exitCodes, UsageError, write, type Streams } from '../streams.ts';

export interface TimelineFlags {
  readonly format: string;
  readonly progress: boolean;
}

const formats: Readonly<Record<string, typeof timelineLine>> = {
  terminal: timelineLine,
  ndjson: timelineJson,
};

/** Prints every event that bears on a connection, of all logs, in one order. */
export async function runTimeline(
  paths: readonly string[],
  flags: TimelineFlags,
  streams: Streams,
): Promise<number> {
  const line = Object.hasOwn(formats, flags.format) ? formats[flags.format] : undefined;
  if (!line)
    throw new UsageError(`unknown format '${flags.format}'; known: ${Object.keys(formats).join(', ')}`);
  const bar = createProgressBar(streams, flags.progress);
  const { events, report, unreadable } = await readTimeline(paths, { onProgress: bar.update });
  bar.stop();
  for (const event of events) await write(streams.out, `${line(event)}\n`);
  for (const problem of report.problems) {
    await write(streams.err, `rdpwhy: ${plainText(`${problem.input}: ${problem.message}`)}\n`);
  }
  return unreadable.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}
