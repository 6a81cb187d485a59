import { realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { findLogs } from './input/find-logs.ts';
import { STDIN } from './input/found-log.ts';

/** The file among these inputs, named or in a folder, that lies at this place already. */
export function inputAt(place: string, inputs: readonly string[]): string | undefined {
  const there = statOf(place);
  if (there === undefined) return undefined;
  return findLogs(inputs).files.find((file) => file !== STDIN && isSame(statOf(file), there));
}

/** Whether two names are of one place, where nothing need lie yet; upper and lower case may be one. */
export function isOnePlace(one: string, other: string): boolean {
  const [here, there] = [statOf(one), statOf(other)];
  if (here && there) return isSame(here, there);
  return !here && !there && placeOf(one) === placeOf(other);
}

const placeOf = (file: string): string =>
  path.join(realpathSync(path.dirname(file)), path.basename(file)).toLowerCase();

/** Two names can be of one file: by links, by upper and lower case, by `./`. */
const isSame = (a: Stats | undefined, b: Stats): boolean => a?.dev === b.dev && a.ino === b.ino;

const statOf = (file: string): Stats | undefined => statSync(file, { throwIfNoEntry: false });
