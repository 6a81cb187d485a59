import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

const make = (): string => mkdtempSync(join(tmpdir(), 'rdpwhy-'));
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Makes a folder before each test and takes it away behind it; said before hooks that need it. */
export function folderForEach(use: (folder: string) => void): void {
  let folder = '';
  beforeEach(() => use((folder = make())));
  afterEach(() => remove(folder));
}

/** Makes a folder before all tests of a file or group and takes it away behind them; said before hooks that need it. */
export function folderForAll(use: (folder: string) => void): void {
  let folder = '';
  beforeAll(() => use((folder = make())));
  afterAll(() => remove(folder));
}
