import { readBuiltInPatterns } from './input/built-in-patterns.ts';
import type { FoundLog } from './input/found-log.ts';
import { findLogs } from './input/find-logs.ts';
import { openFound, type IdleLog, type OpenOptions } from './input/open-logs.ts';
import type { Event } from './model/event.ts';
import type { PatternPack } from './model/pattern.ts';
import type { Report } from './model/report.ts';
import type { StatedSymptom } from './model/symptom.ts';
import type { Interest } from './input/channel-of-log.ts';
import { isBinaryLog } from './input/log-ranges.ts';
import { sizeOf } from './input/read-pieces.ts';
import { knownChannels, promisedChannel } from './normalize/channels.ts';
import type { Catalog } from './normalize/normalize.ts';
import type { Pack } from './packs/pack.ts';
import { reportWithPacks } from './pack/report-packs.ts';
import type { Redactor } from './redact/redactor.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import {
  feedCasePack,
  openCasePack,
  symptomInPack,
  type BadCasePack,
  type CasePack,
} from './read-case-pack.ts';
import { addCollected } from './read-collected.ts';
import { readInputs, type InputRead } from './read-inputs.ts';
import { readSideBySide } from './read-side-by-side.ts';
import { planReading, type ThreadOptions } from './read-plan.ts';
import { version } from './version.ts';

export { isSettled } from './report/asked-for.ts';

export interface AnalyzeOptions extends ThreadOptions, OpenOptions {
  /** Default: the patterns that ship with the program. */
  readonly packs?: readonly Pack[];
  /** Hash every input. Default: false. */
  readonly hash?: boolean;
  /** What the person who could not connect saw, when and who they were; `readSymptomCode` reads codes. */
  readonly symptom?: StatedSymptom;
  /** Read all logs at once in the order of time, holding only what is not over. Default: where they are large together. */
  readonly sideBySide?: boolean;
  /** So many events are held before any is let go, where logs are read side by side. Default: 100,000. */
  readonly heldEvents?: number;
  /** Puts pseudonyms in place of names and addresses everywhere; one thread then reads. `redactorFor` makes one. */
  readonly redactor?: Redactor;
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

/** Full of what bears on a connection, a log takes three to four times its size in memory. */
const WORTH_SIDE_BY_SIDE = 300_000_000;
/** Each is a file that is open until its end. */
const MOST_SIDE_BY_SIDE = 500;
/** In bytes; reading text costs many times what reading a binary log does. */
const LONG_TEXT = 32_000_000;

/** Reads logs and says why connections failed. Bad inputs become problems of the report; the rest is analysed. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions = {}): Promise<Analysis> {
  const { pipeline, packs, unreadable, close } = await readAll(paths, options);
  close();
  return { report: reportWithPacks(pipeline.close(), packs, options.redactor), unreadable };
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
  const { pipeline, unreadable, close } = await readAll(paths, { ...options, packs: [], sideBySide: false });
  close();
  return { events: pipeline.timeline(), report: pipeline.close(), unreadable };
}

/** The patterns that ship with the program. */
export const builtInPacks = (): readonly PatternPack[] => [JSON.parse(readBuiltInPatterns()) as PatternPack];

export { symptomInPack };

/** What was read, before it is judged. */
export interface ReadLogs {
  readonly pipeline: Pipeline;
  /** Case packs among the inputs. */
  readonly packs: readonly CasePack[];
  /** The logs among them. */
  readonly logs: readonly FoundLog[];
  readonly unreadable: readonly string[];
  /** Closes the archives that logs were read from. */
  readonly close: () => void;
}

/** Reads all logs and case packs into a pipeline; whoever has the result closes it. */
export async function readAll(paths: readonly string[], options: AnalyzeOptions): Promise<ReadLogs> {
  const pipeline = createPipeline({
    version,
    packs: options.packs ?? builtInPacks(),
    ...(options.symptom && { symptom: options.symptom }),
    ...(options.heldEvents !== undefined && { heldEvents: options.heldEvents }),
    ...(options.redactor && { redactor: options.redactor }),
  });
  const found = findLogs(paths);
  const { packs, bad, logs: files } = await openPacks(found.files);
  const { password } = options;
  const how = { ...(password !== undefined && { password }) };
  const opened = await openFound({ files, named: found.named }, how, interestOf(pipeline.catalog));
  const { logs, idle, close } = opened;
  const faults = [
    ...found.faults,
    ...bad.map(({ file, fault }) => ({ ...fault, path: file })),
    ...opened.faults,
  ];
  const unreadable = faults.map((fault) => fault.path);
  for (const { path, ...fault } of opened.remarks) pipeline.open({ path }).problem(fault);
  for (const { path, ...fault } of faults) {
    // A log in an archive that cannot be unpacked is missed by its name; what was never there is not.
    const log = fault.code === 'read-failed' ? promisedChannel(path) : {};
    pipeline.open({ path, ...log }).problem(fault);
  }
  for (const log of idle) addIdle(pipeline, log);
  for (const log of opened.collected) await addCollected(pipeline, log);
  for (const pack of packs) await feedCasePack(pipeline, pack, options.hash === true);
  const isLarge = areLarge(logs);
  const plan = planReading(logs, { ...options, ...threadsFor(logs, isLarge, options) });
  const { bytesTotal } = plan;
  let bytesRead = 0;
  const onPiece = (file: string, bytes: number): void => {
    bytesRead += bytes;
    options.onProgress?.({ file, bytesRead, bytesTotal });
  };
  const reading = { hash: options.hash === true, catalog: pipeline.catalog, onPiece };
  if (options.sideBySide ?? (isLarge && plan.threads === 1)) {
    const reads = await readSideBySide(pipeline, logs, reading);
    unreadable.push(...reads.filter(({ readable }) => !readable).map(({ file }) => file));
    return { pipeline, packs, logs, unreadable, close };
  }
  for await (const read of readInputs(plan, reading)) {
    addInput(pipeline, read);
    if (!read.readable) unreadable.push(read.file);
  }
  return { pipeline, packs, logs, unreadable, close };
}

/** Whether what is over had better be let go while they are read. */
const areLarge = (logs: readonly FoundLog[]): boolean =>
  logs.length <= MOST_SIDE_BY_SIDE && logs.reduce((sum, log) => sum + sizeOf(log), 0) > WORTH_SIDE_BY_SIDE;

/** Says how many threads read where nobody said it, or more than one must not. */
function threadsFor(
  logs: readonly FoundLog[],
  isLarge: boolean,
  { redactor, threads, sideBySide }: AnalyzeOptions,
): ThreadOptions {
  // What a thread of its own reads would not be in the one mapping.
  if (redactor) return { threads: 1 };
  if (threads !== undefined || sideBySide === false || !isLarge) return {};
  // Only one thread lets go of what is over while it reads. Long texts take so long to read that several are worth more.
  const isLongText = (log: FoundLog): boolean => sizeOf(log) > LONG_TEXT && !isBinaryLog(log);
  return logs.some(isLongText) ? {} : { threads: 1 };
}

/** Parts case packs from logs, as their content says. */
async function openPacks(
  files: readonly string[],
): Promise<{ packs: readonly CasePack[]; bad: readonly BadCasePack[]; logs: readonly string[] }> {
  const packs: CasePack[] = [];
  const bad: BadCasePack[] = [];
  const logs: string[] = [];
  for (const file of files) {
    const pack = await openCasePack(file);
    if (pack === undefined) logs.push(file);
    else if ('fault' in pack) bad.push(pack);
    else packs.push(pack);
  }
  return { packs, bad, logs };
}

/** What the catalog can make something of, and the channels that bear on a connection. */
function interestOf({ wantsOf }: Catalog): Interest {
  const known = new Set([...knownChannels].map((channel) => channel.toLowerCase()));
  return { ofProvider: wantsOf, inChannel: (channel) => known.has(channel.toLowerCase()) };
}

/** Says of a log that it was found and why nothing of it was read. */
function addIdle(pipeline: Pipeline, { file, channel, size }: IdleLog): void {
  const input = pipeline.open({ path: file, channel });
  input.end({ format: 'evtx', bytes: size ?? sizeOf({ file }), state: 'not-read' });
}

/** Gives the pipeline what was read of an input. */
function addInput(pipeline: Pipeline, { file, parts, tail }: InputRead): void {
  const input = pipeline.open({ path: file, ...promisedChannel(file) });
  for (const part of parts) {
    input.adopt(part);
    for (const { problem, more } of part.problems) {
      for (let i = 0; i <= more; i++) input.problem(problem);
    }
  }
  input.end(tail);
}
