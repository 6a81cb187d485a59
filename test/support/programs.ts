import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a program for this system's shell into a folder, and gives its path. */
export function program(folder: string, name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}
