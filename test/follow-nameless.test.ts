import { appendFileSync, copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { createFollower, logFiles, type FollowStep } from '../src/follow.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

/** Refusals of different people, four in each second, as forms write them that leave the record id out. */
const forms: Readonly<
  Record<string, { readonly head?: string; readonly one: (who: number, at: string) => string }>
> = {
  'nx.jsonl': {
    one: (who, at) =>
      JSON.stringify({
        EventID: 4625,
        SourceName: 'Microsoft-Windows-Security-Auditing',
        EventTime: `${at} +0000`,
        Hostname: 'RDS01',
        Channel: 'Security',
        TargetUserName: `user${who}`,
        IpAddress: `203.0.113.${who}`,
        LogonType: '10',
        Status: '0xc000006d',
        SubStatus: '0xc000006a',
      }),
  },
  'forwarded.xml': {
    one: (who, at) =>
      `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>` +
      `<Provider Name="Microsoft-Windows-Security-Auditing"/><EventID>4625</EventID>` +
      `<TimeCreated SystemTime="${at.replace(' ', 'T')}Z"/><Channel>Security</Channel><Computer>RDS01</Computer></System>` +
      `<EventData><Data Name="TargetUserName">user${who}</Data><Data Name="IpAddress">203.0.113.${who}</Data>` +
      `<Data Name="LogonType">10</Data><Data Name="Status">0xc000006d</Data><Data Name="SubStatus">0xc000006a</Data>` +
      `</EventData></Event>`,
  },
  'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.csv': {
    head: 'Level,Date and Time,Source,Event ID,Task Category',
    one: (who, at) =>
      `Warning,${at},Microsoft-Windows-RemoteDesktopServices-RdpCoreTS,140,RemoteFX module,"A connection from the client ` +
      `computer with an IP address of 203.0.113.${who} failed because the user name or password is not correct."`,
  },
};

test.each(Object.entries(forms))('every record of %s counts, though none has an id', async (name, form) => {
  const rows = Array.from({ length: 12 }, (_, i) => form.one(i + 1, `2026-03-14 09:00:0${i >> 2}`));
  const text = `${[...(form.head === undefined ? [] : [form.head]), ...rows].join('\r\n')}\r\n`;
  const file = join(folder, name);
  const run = (
    resume?: readonly FollowStep[],
  ): { verdicts: LiveVerdict[]; steps: FollowStep[]; look: () => void; end: () => number } => {
    const verdicts: LiveVerdict[] = [];
    const steps: FollowStep[] = [];
    let at = 0;
    const follower = createFollower(logFiles([folder]), {
      packs,
      onVerdicts: (said) => void verdicts.push(...said),
      onStep: (step) => void steps.push(structuredClone(step)),
      willResume: true,
      ...(resume && { resume: { steps: resume, away: 0 } }),
    });
    const look = (): void => {
      for (let i = 0; i < 100; i++) follower.look((at += 500));
    };
    return {
      verdicts,
      steps,
      look,
      end: () => follower.end().inputs.reduce((sum, { records }) => sum + records.read, 0),
    };
  };

  const first = run();
  const cut = Math.floor(text.length / 2);
  writeFileSync(file, text.slice(0, cut));
  first.look();
  appendFileSync(file, text.slice(cut));
  first.look();
  const { report } = await analyze([file], { packs, threads: 1 });
  expect(report.inputs[0]?.records.read).toBe(12);
  const expected = report.attempts.map(({ id }) => id);
  expect(new Set(expected).size).toBe(expected.length);
  const said = first.verdicts.map(({ verdictId, change }) => `${verdictId} ${change}`);
  expect(said.sort()).toEqual(expected.map((id) => `${id} new`).sort());

  // Neither a copy, nor another place, nor another run makes anything new of them; a table's name tells its channel, and stays.
  const before = first.verdicts.length;
  for (const place of ['copy', 'old']) mkdirSync(join(folder, place));
  copyFileSync(file, join(folder, 'copy', name));
  first.look();
  renameSync(file, join(folder, 'old', name));
  first.look();
  expect(first.verdicts).toHaveLength(before);
  expect(first.end()).toBe(12);
  const second = run(first.steps);
  second.look();
  expect(second.verdicts).toEqual([]);
  expect(second.end()).toBe(12);
});
