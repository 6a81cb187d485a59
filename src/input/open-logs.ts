import { createReadStream } from 'node:fs';
import { sniffFormat } from '../../parsers/sniff.ts';
import { idleChannel, type Interest } from './channel-of-log.ts';
import { faultOf, findLogs, type FoundFiles, type InputFault } from './find-logs.ts';
import { STDIN, type FoundLog } from './found-log.ts';
import { gunzip } from './gunzip.ts';
import { HEAD_LENGTH, logKind } from './log-kind.ts';
import { readHead } from './read-pieces.ts';

export interface OpenOptions {
  /** Opens archives that are protected by one. */
  readonly password?: string;
}

/** What was found, by itself and in archives. */
export interface OpenedLogs {
  readonly logs: readonly FoundLog[];
  /** Logs that were come upon and hold nothing of interest, with their channel. */
  readonly idle: readonly IdleLog[];
  /** What `rdpwhy collect` wrote of the machines that logs were collected from. */
  readonly collected: readonly FoundLog[];
  readonly faults: readonly InputFault[];
  /** Closes the archives. */
  readonly close: () => void;
}

export interface IdleLog extends FoundLog {
  readonly channel: string;
}

/** Finds logs in files, folders and archives. */
export async function openLogs(paths: readonly string[], options: OpenOptions = {}): Promise<OpenedLogs> {
  const found = findLogs(paths);
  const opened = await openFound(found, options);
  return { ...opened, faults: [...found.faults, ...opened.faults] };
}

/** The same for files that were found. With an interest, logs that nobody named and that hold nothing of it are told apart. */
export async function openFound(
  { files, named }: Pick<FoundFiles, 'files' | 'named'>,
  { password }: OpenOptions = {},
  interest?: Interest,
): Promise<OpenedLogs> {
  const logs: FoundLog[] = [];
  const idle: IdleLog[] = [];
  const collected: FoundLog[] = [];
  const faults: InputFault[] = [];
  const closers: (() => void)[] = [];
  const add = (log: FoundLog, head: Uint8Array): void => {
    if (logKind(log.file, head) === 'collected') {
      collected.push(log);
      return;
    }
    const channel = interest && idleChannel(head, interest);
    if (channel === undefined) logs.push(log);
    else idle.push({ ...log, channel });
  };
  for (const file of files) {
    try {
      const head = file === STDIN ? new Uint8Array(0) : readHead(file, HEAD_LENGTH);
      const format = sniffFormat(head);
      if (format === 'zip') {
        // What reads archives is loaded when it is needed: it takes as long as the rest of the program.
        const { openArchive } = await import('./open-archive.ts');
        const archive = await openArchive(file, { add, ...(password !== undefined && { password }) });
        closers.push(archive.close);
        faults.push(...archive.faults);
      } else if (format === 'gzip') logs.push({ file, open: () => gunzip(createReadStream(file)) });
      else if (named.has(file) && logKind(file, head) !== 'collected') logs.push({ file });
      else add({ file }, head);
    } catch (error) {
      // Why a file cannot be read is told when it is read.
      if (isOfSystem(error)) logs.push({ file });
      else faults.push(archiveFault(file, error));
    }
  }
  return { logs, idle, collected, faults, close: () => closers.forEach((close) => close()) };
}

function archiveFault(file: string, error: unknown): InputFault {
  const fault = faultOf(file, error);
  return { ...fault, message: `a zip archive: ${fault.message}` };
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'code' in error;
