import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openVerdictLog } from '../../src/input/verdict-log.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-log-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  ['moved away', (output: string) => renameSync(output, `${output}.1`), ''],
  ['cut', (output: string) => writeFileSync(output, 'one\n'), 'one\n'],
])('an output that was %s goes on at its own end', (_, change, left) => {
  const places = { state: join(folder, 'state'), output: join(folder, 'out.ndjson') };
  const first = openVerdictLog<string, string>(places);
  first.note('a', true);
  first.append('one\ntwo\nthree\n');
  first.note('b', true);
  first.close();
  change(places.output);
  for (const line of ['four\n', 'five\n']) {
    const next = openVerdictLog<string, string>(places);
    next.append(line);
    next.note('c', true);
    next.close();
  }
  expect(readFileSync(places.output, 'utf8')).toBe(`${left}four\nfive\n`);
});
