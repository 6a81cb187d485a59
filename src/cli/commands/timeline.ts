import { plainText, timelineRenderers, whyNoEvent } from '../../render.ts';
import { deliver, outputsOf, zoneOf, type OutputFlags } from '../outputs.ts';
import { follow } from '../progress.ts';
import { readNarrowing, type NarrowFlags } from '../narrow-timeline.ts';
import { redactionOf, type RedactFlags } from '../redact-flags.ts';
import { exitCodes, readingOf, write, type ReadingFlags, type Streams } from '../streams.ts';

export interface TimelineFlags extends OutputFlags, RedactFlags, ReadingFlags, NarrowFlags {
  readonly progress: boolean;
  readonly raw?: boolean;
}

/** Prints every event that bears on a connection, of all logs, in one order. */
export async function runTimeline(
  paths: readonly string[],
  flags: TimelineFlags,
  streams: Streams,
): Promise<number> {
  const outputs = outputsOf(flags, timelineRenderers, paths);
  if (flags.raw === true) return countRaw(paths, flags, streams);
  const redaction = await redactionOf(flags, undefined);
  const narrowed = readNarrowing(flags, redaction?.redactor.computer ?? ((host) => host));
  const { readTimeline } = await import('../../analyze.ts');
  const { events, report, unreadable } = await follow(streams, flags, async (onProgress) =>
    readTimeline(paths, {
      onProgress,
      ...readingOf(flags),
      ...(redaction && { redactor: redaction.redactor }),
    }),
  );
  await redaction?.keep(streams);
  const part = narrowed(events, report);
  await deliver(part, outputs, timelineRenderers, flags, streams);
  for (const problem of flags.quiet === true ? [] : report.problems) {
    await write(streams.err, `rdpwhy: ${plainText(`${problem.input}: ${problem.message}`)}\n`);
  }
  if (part.length === 0 && flags.quiet !== true)
    await write(streams.err, `rdpwhy: ${await whyNoEvent(events, zoneOf(flags))}\n`);
  return unreadable.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}

/** Only reads, and says how many events there are: the cost of reading, with nothing else loaded. */
async function countRaw(paths: readonly string[], flags: TimelineFlags, streams: Streams): Promise<number> {
  const { countEvents } = await import('../../count-events.ts');
  const { events, records, faults } = await countEvents(paths, readingOf(flags));
  await write(streams.out, `${events} of ${records} records can bear on a connection\n`);
  for (const { path, message } of flags.quiet === true ? [] : faults) {
    await write(streams.err, `rdpwhy: ${plainText(`${path}: ${message}`)}\n`);
  }
  return faults.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}
