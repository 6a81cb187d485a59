import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { findLogs } from '../../src/input/find-logs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rdpwhy-odd-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a name that was not read as UTF-8 is not called misspelt, for it may be right', () => {
  const messageOf = (name: string) => findLogs([path.join(folder, name)]).faults[0]?.message;
  expect(messageOf('Syst\ufffdme.evtx')).toMatch(/bytes that are not UTF-8: rename it/);
  expect(messageOf('S\ufffd*.evtx')).toContain('not UTF-8');
  expect(messageOf('Systeme.evtx')).toContain('check the spelling');
});

/** Other systems have no such names. */
test.skipIf(process.platform !== 'linux')(
  'in a folder such names are told, and the others read',
  async () => {
    const odd = (name: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    writeFileSync(odd('Syst\u00e8me.evtx'), '');
    mkdirSync(odd('f\u00fcr'));
    copyFileSync('samples/healthy-day/System.evtx', path.join(folder, 'System.evtx'));
    const { report } = await analyze([folder], { packs: [] });
    expect(report.inputs.filter(({ records }) => records.read > 0)).toHaveLength(1);
    const told = report.problems.filter(({ message }) => message.includes('not UTF-8'));
    expect(told.map(({ input }) => path.basename(input)).sort()).toEqual(['Syst\ufffdme.evtx', 'f\ufffdr']);
  },
);
