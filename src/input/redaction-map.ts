import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Reads the text of a private mapping; undefined where there is none yet. */
export const readMapText = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** Writes it for its owner alone, in one go: a run that is interrupted leaves the old one as it was. */
export function writeMapText(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
  renameSync(beside, file);
}
