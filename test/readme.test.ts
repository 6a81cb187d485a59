import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { checkLogs } from '../src/doctor.ts';
import { renderDoctor } from '../src/report/terminal/doctor.ts';
import { renderTerminal } from '../src/report/terminal.ts';
import { loadPatterns } from './support/load-patterns.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the README', () => {
  test('shows the report that the program gives, but for the places marked as left out', async () => {
    const block = /```\n\$ rdpwhy (\S+)\n([\s\S]*?)```/.exec(readme);
    const { report } = await analyze([block?.[1] ?? ''], { packs: [loadPatterns()] });
    const printed = renderTerminal(report);
    const parts = (block?.[2] ?? '').split(/^ *…\n/m).map((part) => part.trim());
    expect(parts.length).toBeGreaterThan(1);
    const places = parts.map((part) => printed.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('shows what doctor says of a sample without its audit', async () => {
    const block = /```\n\$ rdpwhy doctor \S+\n([\s\S]*?)```/.exec(readme)?.[1];
    const folder = 'samples/wrong-password-nla-win10';
    const logs = readdirSync(folder).filter((name) => name.endsWith('.evtx') && name !== 'Security.evtx');
    const { doctor } = await checkLogs(
      logs.map((name) => `${folder}/${name}`),
      { packs: [loadPatterns()] },
    );
    expect(renderDoctor(doctor).startsWith(block ?? '?')).toBe(true);
  });

  test('shows what diff says of a sample', () => {
    const [, args = '', block = '?'] = /```\n\$ rdpwhy (diff \S+)\n([\s\S]*?)```/.exec(readme) ?? [];
    const { stdout } = spawnSync(process.execPath, ['bin/rdpwhy.js', ...args.split(' ')], {
      encoding: 'utf8',
    });
    expect(stdout.startsWith(block)).toBe(true);
  });

  test('says of the answers what was measured', () => {
    const accuracy = readFileSync('docs/ACCURACY.md', 'utf8');
    /** A figure of the table, and between which it lies when the hosts are drawn anew. */
    const percents = (row: string): readonly number[] => {
      const figure = new RegExp(`\\| ${row}[^|]*\\| ([\\d.]+) %[^|]*\\| ([\\d.]+) to ([\\d.]+) %`);
      return (figure.exec(accuracy) ?? []).slice(1).map(Number);
    };
    const [likely, possible] = [percents('of causes called likely'), percents('of causes called possible')];
    const lost = percents('failures without evidence').map((percent) => 100 - percent);
    const inWords = ([figure = NaN, least = NaN, most = NaN]: readonly number[], what = ''): string =>
      `${Math.round(figure)} of 100${what} (${Math.round(Math.min(least, most))} to ${Math.round(Math.max(least, most))})`;
    expect(readme.replaceAll(/\s+/g, ' ')).toContain(
      `\`likely\` is right in ${inWords(likely)} and \`possible\` in ${inWords(possible)}; where the deciding log is gone, ` +
        `${inWords(lost, ' failures')} get a wrong cause`,
    );
  });

  test('counts the causes', () => {
    expect(readme).toContain(`${loadPatterns().patterns.length} causes are known`);
  });
});
