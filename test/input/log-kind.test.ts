import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findLogs } from '../../src/input/find-logs.ts';
import { HEAD_LENGTH, logKind } from '../../src/input/log-kind.ts';
import { formWriters } from '../support/forms/index.ts';
import { jsonWriters } from '../support/json/index.ts';
import { tellScenarios } from '../support/scenarios/index.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const [scenario] = tellScenarios();
const events = [...(scenario?.logs.values() ?? [])][0]?.slice(0, 20) ?? [];
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
let folder = '';

folderForAll((made) => (folder = made));

test.each([...formWriters])('%s is known by its content', (_, write) => {
  expect(logKind('export.txt', write(events).subarray(0, HEAD_LENGTH))).toBe('log');
});

test.each([...jsonWriters])('JSON as %s writes it is known by its content', (_, write) => {
  expect(logKind('export.txt', utf8(write(events)).subarray(0, HEAD_LENGTH))).toBe('log');
});

test.each([
  'Name,Id,ProcessName,CPU\r\nx,4,System,1.5\r\n',
  '"Name","DisplayName","Status","StartType"\r\n"TermService","Remote Desktop Services","Running","Manual"\r\n',
  'Date,Time,Source,Event\r\n1/31/2024 3:04:05 PM,x,y,z\r\n',
  'time;level;text\n2024-01-31 15:04:05;info;started\n',
  'Image Name\tPID\tSession\nsvchost.exe\t1234\t0\n',
  'Windows IP Configuration\r\n\r\n   Host Name . . . : RDS01\r\n',
  '',
])('a table or text that is no log is left alone: %s', (text) => {
  expect(logKind('some.csv', utf8(text))).toBe('other');
});

test('of a folder, tables beside the same log in a better form are left alone', () => {
  const write = (name: string, form: string): void =>
    writeFileSync(path.join(folder, name), formWriters.get(form)?.(events) ?? '');
  mkdirSync(path.join(folder, 'other'));
  write('System.evtx', '.evtx');
  write('System.csv', 'Event Viewer, CSV');
  write('System.txt', 'Event Viewer, text');
  write('other/System.csv', 'Event Viewer, CSV');
  write('other/events.clixml', 'Get-WinEvent, Export-Clixml');
  writeFileSync(path.join(folder, 'services.csv'), 'Name,Status\r\nTermService,Running\r\n');
  expect(findLogs([folder]).files.map((file) => path.relative(folder, file).replaceAll('\\', '/'))).toEqual([
    'System.evtx',
    'other/System.csv',
    'other/events.clixml',
  ]);
  const named = path.join(folder, 'System.csv');
  expect(findLogs([named]).files).toEqual([named]);
});
