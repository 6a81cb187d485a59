import { createHash } from 'node:crypto';
import type { LogStatus, ParseItem, ParseProblem } from '../parsers/index.ts';
import { readBuiltInPatterns } from './input/built-in-patterns.ts';
import { findLogs } from './input/find-logs.ts';
import { nodePlatform } from './input/platform.ts';
import { readLog } from './input/read-log.ts';
import { sizeOf } from './input/read-pieces.ts';
import type { Event } from './model/event.ts';
import type { PatternPack } from './model/pattern.ts';
import type { Report } from './model/report.ts';
import { channelOfFile } from './normalize/channels.ts';
import type { Problem } from './report/problem-list.ts';
import { createPipeline, type Pipeline, type PipelineInput } from './pipeline.ts';
import { version } from './version.ts';

export interface AnalyzeOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly PatternPack[];
  /** Hash every input. Default: false. */
  readonly hash?: boolean;
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

async function readAll(
  paths: readonly string[],
  options: AnalyzeOptions,
): Promise<{ pipeline: Pipeline; unreadable: readonly string[] }> {
  const pipeline = createPipeline({ version, packs: options.packs ?? builtInPacks() });
  const { files, faults } = findLogs(paths);
  const unreadable = faults.map((fault) => fault.path);
  for (const { path, ...fault } of faults) pipeline.open({ path }).problem(fault);
  const bytesTotal = files.reduce((sum, file) => sum + sizeOf(file), 0);
  let bytesRead = 0;
  for (const file of files) {
    const onPiece = (bytes: number): void => {
      bytesRead += bytes;
      options.onProgress?.({ file, bytesRead, bytesTotal });
    };
    const readable = await readInput(pipeline, file, options.hash === true, onPiece);
    if (!readable) unreadable.push(file);
  }
  return { pipeline, unreadable };
}

/** Reads one input through the pipeline; says whether it was a log at all. */
async function readInput(
  pipeline: Pipeline,
  file: string,
  hash: boolean,
  onPiece: (bytes: number) => void,
): Promise<boolean> {
  const channel = channelOfFile(file);
  const input = pipeline.open({ path: file, ...(channel === undefined ? {} : { channel }) });
  const { wants, eventIds } = pipeline.catalog;
  const digest = hash ? createHash('sha256') : undefined;
  let bytes = 0;
  const { status, fault } = await readLog(
    file,
    { want: wants, wantedIds: eventIds, observe: input.observe, platform: nodePlatform },
    {
      piece(piece) {
        bytes += piece.length;
        digest?.update(piece);
        onPiece(piece.length);
      },
      take: (items) => pushAll(input, items),
    },
  );
  if (fault) input.problem({ code: fault.code, message: fault.message });
  return endInput(input, status, bytes, digest?.digest('hex'));
}

function pushAll(input: PipelineInput, items: Iterable<ParseItem>): void {
  for (const item of items) {
    if (item.type === 'event') input.push(item.event);
    else input.problem(worded(item.problem));
  }
}

/** A parse problem in one line: what was being read, then what was wrong with it. */
function worded({ code, reading, detail, offset, recordId }: ParseProblem): Problem {
  const message = `${reading}: ${detail}`;
  return { code, message, offset, ...(recordId === undefined ? {} : { recordId }) };
}

function endInput(
  input: PipelineInput,
  status: LogStatus,
  bytes: number,
  sha256: string | undefined,
): boolean {
  const { format, state, records, integrity } = status;
  const checked = integrity === undefined ? {} : { integrity };
  input.end({ format, bytes, state, ...(sha256 === undefined ? {} : { sha256 }), ...checked });
  return format !== 'unknown' && (records > 0 || state === 'empty');
}
