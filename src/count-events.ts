import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import { countPart, type CountRead } from './count-part.ts';
import { findLogs, STDIN, type InputFault } from './input/find-logs.ts';
import type { LogPart } from './input/log-ranges.ts';
import { planReading, type ThreadOptions } from './read-plan.ts';

/** What reading alone gives. */
export interface EventCount extends Omit<CountRead, 'fault'> {
  readonly faults: readonly InputFault[];
}

/** Reads logs as far as the analysis would, and only counts: what reading alone costs. */
export async function countEvents(
  paths: readonly string[],
  options: ThreadOptions = {},
): Promise<EventCount> {
  const { files, faults } = findLogs(paths);
  const { threads, inputs } = planReading(files, options);
  const parts = inputs.flatMap((input) => input.parts);
  const counts = threads === 1 ? await countHere(parts) : await countAside(parts, threads);
  const broken = new Map(counts.map(({ fault }) => [fault?.path, fault]));
  return {
    events: counts.reduce((sum, { events }) => sum + events, 0),
    records: counts.reduce((sum, { records }) => sum + records, 0),
    faults: [...faults, ...[...broken.values()].filter((fault) => fault !== undefined)],
  };
}

async function countHere(parts: readonly LogPart[]): Promise<CountRead[]> {
  const memory = createReaderMemory();
  const counts: CountRead[] = [];
  for (const part of parts) counts.push(await countPart(part, memory));
  return counts;
}

/** Standard input can be read in this thread only. */
async function countAside(parts: readonly LogPart[], threads: number): Promise<CountRead[]> {
  const { startWorkers } = await import('./read-workers.ts');
  const workers = startWorkers(threads);
  try {
    const shared = parts.filter(({ file }) => file !== STDIN);
    const asked = shared.map(async (part) => workers.ask({ kind: 'count', part }));
    const here = await countHere(parts.filter(({ file }) => file === STDIN));
    return [...(await Promise.all(asked)), ...here];
  } finally {
    await workers.stop();
  }
}
