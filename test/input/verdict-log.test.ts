import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openVerdictLog, type VerdictLogPlaces } from '../../src/input/verdict-log.ts';
import { folderForEach } from '../support/temporary-folder.ts';

let folder = '';
folderForEach((made) => (folder = made));

const at = (name: string): string => join(folder, name);

/** Runs once: notes a step, then writes these lines of it. */
function run(places: VerdictLogPlaces, text: string): boolean {
  const log = openVerdictLog<string, string>(places);
  log.note('step', true);
  log.append(text);
  log.close();
  return log.hasOthers;
}

const output = (): string => readFileSync(at('out.ndjson'), 'utf8');

test('a run without a state adds to what is there, and says that something was', () => {
  expect(run({ output: at('out.ndjson') }, 'one\n')).toBe(false);
  expect(run({ output: at('out.ndjson') }, 'two\n')).toBe(true);
  expect(output()).toBe('one\ntwo\n');
});

test('a line that was not written to its end is ended', () => {
  writeFileSync(at('out.ndjson'), 'one\ntw');
  run({ output: at('out.ndjson') }, 'three\n');
  expect(output()).toBe('one\ntw\nthree\n');
});

test('a state that knows nothing of the output leaves it as it is', () => {
  const places = { state: at('state'), output: at('out.ndjson') };
  writeFileSync(at('out.ndjson'), 'before\n');
  expect(run(places, 'one\n')).toBe(true);
  // What came after the last step was noted is said again.
  expect(run(places, 'one\n')).toBe(false);
  expect(output()).toBe('before\none\n');
  writeFileSync(at('other.ndjson'), 'of others\n');
  expect(run({ ...places, output: at('other.ndjson') }, 'two\n')).toBe(true);
  expect(readFileSync(at('other.ndjson'), 'utf8')).toBe('of others\ntwo\n');
  expect(output()).toBe('before\none\n');
});

test('a state of another version is refused, for what it lacks would be taken for nothing', () => {
  const places = { state: at('state'), output: at('out.ndjson') };
  run(places, 'one\n');
  const file = readFileSync(at('state'), 'latin1');
  expect(file).toMatch(/^rdpwhy state 6\n/);
  writeFileSync(at('state'), file.replace('state 6', 'state 5'), 'latin1');
  expect(() => run(places, 'two\n')).toThrow('is no state of this version of the program');
  expect(output()).toBe('one\n');
});

test('an output that was rotated begins anew, without a gap', () => {
  const places = { state: at('state'), output: at('out.ndjson') };
  run(places, 'one\n');
  const log = openVerdictLog<string, string>(places);
  log.append('one\n');
  log.note('step', true);
  log.close();
  renameSync(at('out.ndjson'), at('out.1.ndjson'));
  run(places, 'two\n');
  expect(output()).toBe('two\n');
  expect(existsSync(at('out.1.ndjson'))).toBe(true);
});

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
