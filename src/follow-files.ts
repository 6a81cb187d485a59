import { findLogs, type InputFault } from './input/find-logs.ts';
import { followPath } from './input/follow-stream.ts';
import { createKeptFiles } from './input/kept-files.ts';
import type { FindSources } from './input/live-source.ts';
import { isArchiveName } from './input/log-kind.ts';
import { isOnNetwork } from './input/network-path.ts';

/** Milliseconds between two looks at files of this machine. */
export const POLL_MS = 500;
const NETWORK_POLL_MS = 2000;

/**
 * Finds logs among files and in folders; where these are asked for, by what they are then.
 *
 * @param onPacked Is told once of archives, for what is packed does not grow and is not followed.
 */
export function logFiles(
  paths: readonly string[] | (() => readonly string[]),
  onPacked: (archives: readonly string[]) => void = () => {},
): FindSources {
  const kept = createKeptFiles();
  const told = new Set<string>();
  const now = typeof paths === 'function' ? paths : () => paths;
  return () => {
    const { files } = findLogs(now());
    const packed = files.filter((path) => isArchiveName(path) && !told.has(path));
    for (const path of packed) told.add(path);
    if (packed.length > 0) onPacked(packed);
    return files
      .filter((path) => !isArchiveName(path))
      .map((path) => ({ name: path, open: (sink, cursor) => followPath(path, sink, cursor, kept) }));
  };
}

/** The paths that give nothing to follow yet, with why. */
export const missingPaths = (paths: readonly string[]): readonly InputFault[] => findLogs(paths).faults;

/** How often logs in these places are looked at, in milliseconds: on another machine's disk every look has its price. */
export const pollInterval = (paths: readonly string[]): number =>
  paths.some(isOnNetwork) ? NETWORK_POLL_MS : POLL_MS;
