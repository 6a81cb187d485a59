import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { expandGlobs } from '../../src/expand-globs.ts';
import { rdpwhy } from '../support/built-program.ts';
import { folderForAll } from '../support/temporary-folder.ts';

let folder = '';
const at = (name: string): string => path.join(folder, name);
folderForAll((made) => (folder = made));
beforeAll(() => {
  const files = [
    'a/Security.evtx',
    'a/System.evtx',
    'a/deep/er/System.evtx',
    'a/deep/notes.txt',
    'b/Microsoft-Windows-TerminalServices-LocalSessionManager%4Operational.evtx',
    'case (1) [new]/System.evtx',
    'case1.zip',
    'System[1].evtx',
    'System1.evtx',
  ];
  for (const file of files) {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), '');
  }
});

test.each([
  ['**/System.evtx', ['a/System.evtx', 'a/deep/er/System.evtx', 'case (1) [new]/System.evtx']],
  ['a/*.evtx', ['a/Security.evtx', 'a/System.evtx']],
  ['b/*%4*.evtx', ['b/Microsoft-Windows-TerminalServices-LocalSessionManager%4Operational.evtx']],
  ['System?.evtx', ['System1.evtx']],
  ['{a,b}/S*.evtx', ['a/Security.evtx', 'a/System.evtx']],
  ['case*', ['case (1) [new]', 'case1.zip']],
  ['case (1)*/*.evtx', ['case (1) [new]/System.evtx']],
  ['case (1) [new]/*.evtx', ['case (1) [new]/System.evtx']],
  // A folder stands for what is below it.
  ['a/**', ['a']],
  ['a/**/*', ['a']],
  ['a/*', ['a/Security.evtx', 'a/System.evtx', 'a/deep']],
  // It exists as it is named.
  ['System[1].evtx', ['System[1].evtx']],
  ['nothing/**/*.evtx', ['nothing/**/*.evtx']],
])('%s', async (pattern, expected) => {
  expect(await expandGlobs([at(pattern), '-', '0x904'])).toEqual([...expected.map(at), '-', '0x904']);
});

test('patterns that begin nowhere begin in the current folder', async () => {
  expect(await expandGlobs(['samples/0x904*/S*.evtx'])).toEqual([
    path.join('samples', '0x904-unreadable-key', 'Security.evtx'),
    path.join('samples', '0x904-unreadable-key', 'System.evtx'),
  ]);
});

test('the program takes them where the shell does not, and says where nothing matches', () => {
  const folderOf = 'samples/0x904-unreadable-key';
  expect(rdpwhy(`${folderOf}/*.evtx`, '--json').stdout).toBe(rdpwhy(folderOf, '--json').stdout);
  const { status, stderr } = rdpwhy('samples/**/nothing*.evtx');
  expect(status).toBe(3);
  expect(stderr).toBe(
    'rdpwhy: samples/**/nothing*.evtx: no file or folder matches this pattern: check the spelling\n',
  );
});
