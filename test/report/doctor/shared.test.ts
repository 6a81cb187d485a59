import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze.ts';
import { checkedChannels, firstLogs, offByDefault } from '../../../src/normalize/logs-to-ask-for.ts';
import { exportCommand } from '../../../src/model/export-command.ts';
import { buildDoctor } from '../../../src/report/doctor/build-doctor.ts';
import { shortChannel } from '../../../src/report/build-summary.ts';
import { renderDoctor } from '../../../src/report/terminal/doctor.ts';
import { loadPatterns } from '../../support/load-patterns.ts';

/** Real logs and facts, which are not part of the project. */
const table = '../shared/knowledge/events.tsv';
const folders = ['../shared/corpus', '../shared/evalset']
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['large', 'parser'].includes(entry.name))
      .map(({ name }) => `${folder}/${name}`),
  );
const packs = [loadPatterns()];
const isDoctor = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schemas/doctor.schema.json', 'utf8')) as object,
);

describe.skipIf(folders.length === 0)('doctor on real logs (../shared, not part of the project)', () => {
  test.each(folders)('%s', async (folder) => {
    const { report } = await analyze([folder], { packs, threads: 1 });
    const doctor = buildDoctor(report, { firstLogs, offByDefault });
    isDoctor(JSON.parse(JSON.stringify(doctor)));
    expect(isDoctor.errors ?? []).toEqual([]);
    const wanted = doctor.ask.flatMap(({ logs }) => logs.filter(({ need }) => need === 'answer'));
    expect(wanted.length > 0).toBe(doctor.verdict !== 'enough');
    const text = renderDoctor(doctor);
    // Its command stands there, or its name where it would be one of many.
    const plain = text.replaceAll(/\s+/g, ' ');
    for (const { command, channel } of wanted)
      expect(plain.includes(command) || plain.includes(shortChannel(channel)), channel).toBe(true);
    // Everybody is asked for a log once, and nobody for one that is here and whole.
    const asked = doctor.ask.flatMap(({ on, names, logs }) =>
      logs.map(({ channel }) => `${on} ${names.join()} ${channel}`),
    );
    expect(new Set(asked).size).toBe(asked.length);
    for (const { channel, lack } of doctor.ask.flatMap(({ names, logs }) =>
      logs.filter(() => names.some((name) => report.hosts.some((host) => host.name === name))),
    ))
      if (lack === 'missing')
        expect(
          report.coverage.some((row) => row.channel === channel && row.state === 'missing'),
          channel,
        ).toBe(true);
  });
});

/** Of no table of events: nothing of it is read. */
const UNREAD = 'Directory Service';

test.skipIf(!existsSync(table))(
  'channels and the files they are saved to are those of the fact tables',
  () => {
    const fileOf = new Map(
      readFileSync(table, 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .map(([, , channel = '', file = '']) => [channel, file]),
    );
    for (const { channel } of [...firstLogs, ...checkedChannels].filter((log) => log.channel !== UNREAD)) {
      expect(exportCommand(channel)).toBe(
        `wevtutil epl "${channel}" "${fileOf.get(channel)?.replaceAll('%4', '-')}" /ow:true`,
      );
    }
  },
);
