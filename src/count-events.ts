import { createReaderMemory } from '../parsers/evtx/reader-memory.ts';
import { countPart, type CountRead } from './count-part.ts';
import type { InputFault } from './input/find-logs.ts';
import { openLogs, type OpenOptions } from './input/open-logs.ts';
import type { LogPart } from './input/log-ranges.ts';
import { canShare, planReading, type ThreadOptions } from './read-plan.ts';

/** What reading alone gives. */
export interface EventCount extends Omit<CountRead, 'fault'> {
  readonly faults: readonly InputFault[];
}

/** Reads logs as far as the analysis would, and only counts: what reading alone costs. */
export async function countEvents(
  paths: readonly string[],
  options: ThreadOptions & OpenOptions = {},
): Promise<EventCount> {
  const { logs, faults, close } = await openLogs(paths, options);
  const { threads, inputs } = planReading(logs, options);
  const parts = inputs.flatMap((input) => input.parts);
  const counts = threads === 1 ? await countHere(parts) : await countAside(parts, threads);
  close();
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

async function countAside(parts: readonly LogPart[], threads: number): Promise<CountRead[]> {
  const { startWorkers } = await import('./read-workers.ts');
  const workers = startWorkers(threads);
  try {
    const shared = parts.filter(canShare);
    const asked = shared.map((part) => workers.ask({ kind: 'count', part }));
    const counts = await countHere(parts.filter((part) => !canShare(part)));
    for (const answer of asked) counts.push(await answer());
    return counts;
  } finally {
    await workers.stop();
  }
}
