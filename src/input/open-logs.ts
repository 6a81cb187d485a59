import { sniffFormat } from '../../parsers/sniff.ts';
import { openBytes } from './bytes.ts';
import { idleChannel, type Interest } from './channel-of-log.ts';
import { findLogs, type FoundFiles, type InputFault } from './find-logs.ts';
import { STDIN, type FoundLog } from './found-log.ts';
import { HEAD_LENGTH, logKind } from './log-kind.ts';
import { contentOf, openArchive, type Content } from './open-archive.ts';
import { readHead } from './read-pieces.ts';
import { standardInput } from './standard-input.ts';

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
  /** What is odd about an archive, and keeps nothing from being read. */
  readonly remarks: readonly InputFault[];
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
  const remarks: InputFault[] = [];
  /** Come upon, as much else that is no log: told of where there is nothing else. */
  const empty: InputFault[] = [];
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
  const willRead = (head: Uint8Array): boolean => !interest || idleChannel(head, interest) === undefined;
  const enter = async (file: string, content: Content): Promise<void> => {
    const how = { add, willRead, isNamed: named.has(file), ...(password !== undefined && { password }) };
    const archive = await openArchive(file, content, how);
    closers.push(archive.close);
    faults.push(...archive.faults);
    remarks.push(...archive.remarks);
    if (archive.empty) (named.has(file) ? faults : empty).push(archive.empty);
  };
  for (const file of files) {
    try {
      if (file === STDIN) {
        const { head, pieces, archive } = await standardInput();
        const content = { head, pieces: () => pieces, isOnce: true };
        if (archive) await enter(file, contentOf(archive));
        else if (isArchive(head)) await enter(file, content);
        else logs.push({ file, open: content.pieces });
        continue;
      }
      const head = readHead(file, HEAD_LENGTH);
      if (isArchive(head)) {
        const bytes = openBytes(file);
        closers.push(bytes.close);
        await enter(file, contentOf(bytes));
      } else if (named.has(file) && logKind(file, head) !== 'collected') logs.push({ file });
      else add({ file }, head);
    } catch (error) {
      // Why a file cannot be read is told when it is read.
      if (!isOfSystem(error)) throw error;
      logs.push({ file });
    }
  }
  if (logs.length + idle.length + collected.length + faults.length === 0) faults.push(...empty);
  return { logs, idle, collected, faults, remarks, close: () => closers.forEach((close) => close()) };
}

function isArchive(head: Uint8Array): boolean {
  const format = sniffFormat(head);
  return format === 'zip' || format === 'tar' || format === 'gzip';
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'code' in error;
