import { availableParallelism } from 'node:os';
import { readBuiltInPatterns } from './input/built-in-patterns.ts';
import { findLogs } from './input/find-logs.ts';
import { sizeOf } from './input/read-pieces.ts';
import type { Event } from './model/event.ts';
import type { PatternPack } from './model/pattern.ts';
import type { Report } from './model/report.ts';
import { channelOfFile } from './normalize/channels.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import type { InputRead } from './read-input.ts';
import { readInputs } from './read-inputs.ts';
import { version } from './version.ts';

export interface AnalyzeOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly PatternPack[];
  /** Hash every input. Default: false. */
  readonly hash?: boolean;
  /** Logs that are read at the same time. Default: one for each core but one where there is much to read. */
  readonly threads?: number;
  /** Is told how far the reading has come. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly file: string;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface Analysis {
  readonly report: Report;
  /** Named paths from which no record could be read. */
  readonly unreadable: readonly string[];
}

/** Reads logs and says why connections failed. Bad inputs become problems of the report; the rest is analysed. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const { pipeline, unreadable } = await readAll(paths, options);
  return { report: pipeline.close(), unreadable };
}

/** Reads logs and gives every event that bears on a connection, in one order. */
export async function readTimeline(
  paths: readonly string[],
  options: AnalyzeOptions = {},
): Promise<{
  readonly events: readonly Event[];
  readonly report: Report;
  readonly unreadable: readonly string[];
}> {
  const { pipeline, unreadable } = await readAll(paths, { ...options, packs: [] });
  return { events: pipeline.timeline(), report: pipeline.close(), unreadable };
}

/** The patterns that ship with the program. */
export const builtInPacks = (): readonly PatternPack[] => [JSON.parse(readBuiltInPatterns()) as PatternPack];

/** Below this a thread costs more, in starting and warming up, than it saves. */
const WORTH_THREADS = 200_000_000;
/** Each holds its own 40 MB; the disk sets the pace before there are more. */
const MAX_THREADS = 8;

/** On two cores a second thread makes 1.2 GB 10 % faster for a third more work: not worth it. */
const spareCores = (): number => Math.min(MAX_THREADS, Math.max(1, availableParallelism() - 1));

async function readAll(
  paths: readonly string[],
  options: AnalyzeOptions,
): Promise<{ pipeline: Pipeline; unreadable: readonly string[] }> {
  const pipeline = createPipeline({ version, packs: options.packs ?? builtInPacks() });
  const { files, faults } = findLogs(paths);
  const unreadable = faults.map((fault) => fault.path);
  for (const { path, ...fault } of faults) pipeline.open({ path }).problem(fault);
  const onProgress = options.onProgress;
  const bytesTotal = files.reduce((sum, file) => sum + sizeOf(file), 0);
  let bytesRead = 0;
  const onPiece = (file: string, bytes: number): void => {
    bytesRead += bytes;
    onProgress?.({ file, bytesRead, bytesTotal });
  };
  const threads = options.threads ?? (bytesTotal < WORTH_THREADS ? 1 : spareCores());
  const hash = options.hash === true;
  for await (const [file, read] of readInputs(files, { hash, threads, catalog: pipeline.catalog, onPiece })) {
    if (!addInput(pipeline, file, read)) unreadable.push(file);
  }
  return { pipeline, unreadable };
}

/** Gives the pipeline what was read of an input; says whether it was a log at all. */
function addInput(pipeline: Pipeline, file: string, read: InputRead): boolean {
  const channel = channelOfFile(file);
  const input = pipeline.open({ path: file, ...(channel === undefined ? {} : { channel }) });
  input.adopt(read);
  for (const { problem, more } of read.problems) {
    for (let i = 0; i <= more; i++) input.problem(problem);
  }
  input.end(read.tail);
  return read.readable;
}
