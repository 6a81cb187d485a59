import { checkLogs, checkMachine } from '../../doctor.ts';
import { doctorRenderers, machineRenderers, plainText } from '../../render.ts';
import { deliver, outputsOf, type OutputFlags } from '../outputs.ts';
import { packsOf } from '../packs.ts';
import { follow } from '../progress.ts';
import { exitCodes, readingOf, UsageError, write, type ReadingFlags, type Streams } from '../streams.ts';

export interface DoctorFlags extends OutputFlags, ReadingFlags {
  readonly patterns?: readonly string[];
  readonly progress: boolean;
  readonly quiet?: boolean;
  readonly live?: boolean;
}

/** Says what the logs are, what is missing for a full answer, and how to get it. */
export async function runDoctor(
  paths: readonly string[],
  flags: DoctorFlags,
  streams: Streams,
): Promise<number> {
  if (flags.live === true) return runLive(paths, flags, streams);
  if (paths.length === 0) throw new UsageError('expected logs or a folder of them, or --live on Windows');
  const outputs = outputsOf(flags, doctorRenderers, paths);
  const packs = await packsOf(flags.patterns);
  const { doctor, unreadable } = await follow(streams, flags, async (onProgress) =>
    checkLogs(paths, { onProgress, ...readingOf(flags), ...(packs && { packs }) }),
  );
  await deliver(doctor, outputs, doctorRenderers, flags, streams);
  for (const path of flags.quiet === true ? [] : unreadable) {
    const problem = doctor.problems.find(({ input }) => input === path);
    await write(streams.err, `rdpwhy: ${plainText(`${path}: ${problem?.message ?? 'could not be read'}`)}\n`);
  }
  return unreadable.length > 0 ? exitCodes.unreadable : exitCodes.ok;
}

/** Says what this machine logs. */
async function runLive(paths: readonly string[], flags: DoctorFlags, streams: Streams): Promise<number> {
  if (paths.length > 0) throw new UsageError('--live asks this machine about its own logs and takes no path');
  if (process.platform !== 'win32')
    throw new UsageError(
      '--live asks Windows about its own logs, and this is not Windows: run it on the machine in question, or give the logs it saved: rdpwhy doctor ./logs',
    );
  const outputs = outputsOf(flags, machineRenderers, []);
  await deliver(await checkMachine(), outputs, machineRenderers, flags, streams);
  return exitCodes.ok;
}
