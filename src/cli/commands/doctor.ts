import { checkLogs } from '../../doctor.ts';
import { doctorRenderers, plainText } from '../../render.ts';
import { deliver, outputsOf, type OutputFlags } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { exitCodes, threadsOf, write, type Streams } from '../streams.ts';

export interface DoctorFlags extends OutputFlags {
  readonly patterns?: readonly string[];
  readonly threads?: number;
  readonly progress: boolean;
  readonly quiet?: boolean;
}

/** Says what the logs are, what is missing for a full answer, and how to get it. */
export async function runDoctor(
  paths: readonly string[],
  flags: DoctorFlags,
  streams: Streams,
): Promise<number> {
  const outputs = outputsOf(flags, doctorRenderers);
  const packs = await packsOf(flags.patterns);
  const { doctor, unreadable } = await follow(streams, flags, async (onProgress) =>
    checkLogs(paths, { onProgress, ...threadsOf(flags), ...(packs && { packs }) }),
  );
  await deliver(doctor, outputs, doctorRenderers, flags, streams);
  for (const path of flags.quiet === true ? [] : unreadable) {
    const problem = doctor.problems.find(({ input }) => input === path);
    await write(streams.err, `rdpwhy: ${plainText(`${path}: ${problem?.message ?? 'could not be read'}`)}\n`);
  }
  return unreadable.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}
