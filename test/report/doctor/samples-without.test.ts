import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analyze.ts';
import type { AskedLog, Doctor } from '../../../src/model/doctor.ts';
import type { Report } from '../../../src/model/report.ts';
import { firstLogs, offByDefault } from '../../../src/normalize/logs-to-ask-for.ts';
import { buildDoctor } from '../../../src/report/doctor/build-doctor.ts';
import { renderDoctor } from '../../../src/report/terminal/doctor.ts';
import { loadPatterns } from '../../support/load-patterns.ts';
import { samples, type SampleLog } from '../../support/sample-logs.ts';

const packs = [loadPatterns()];
const isDoctor = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schemas/doctor.schema.json', 'utf8')) as object,
);

interface Looked {
  readonly report: Report;
  readonly doctor: Doctor;
}

async function look(files: readonly string[]): Promise<Looked> {
  const { report } = await analyze(files, { packs });
  const doctor = buildDoctor(report, { firstLogs, offByDefault });
  isDoctor(JSON.parse(JSON.stringify(doctor)));
  expect(isDoctor.errors ?? []).toEqual([]);
  return { report, doctor };
}

const firstFailure = ({ causes }: Report): string | undefined =>
  causes.find(({ failure, prominence }) => failure && prominence !== 'background')?.cause;

/** Where the log is asked for: on its machine by name, or on a machine of which nothing is here. */
function asked({ doctor, report }: Looked, { host, channel }: SampleLog): readonly AskedLog[] {
  const isHere = report.hosts.some(({ name }) => name === host);
  return doctor.ask
    .filter(({ names }) => !isHere || names.includes(host))
    .flatMap(({ logs }) => logs.filter((log) => log.channel === channel && log.lack === 'missing'));
}

describe.each(samples)('$name', ({ logs }) => {
  let full: Looked;
  beforeAll(async () => {
    full = await look(logs.map(({ file }) => file));
  });

  it('lists every log that is there, with its record ids', () => {
    const found = full.doctor.found.flatMap(({ name, logs: own }) =>
      own.filter(({ ranges }) => ranges.length > 0).map(({ channel }) => `${name} ${channel}`),
    );
    expect(found.sort()).toEqual(logs.map(({ host, channel }) => `${host} ${channel}`).sort());
  });

  it('asks nobody for a log that is there', () => {
    const missing = full.doctor.ask.flatMap(({ names, logs: own }) =>
      own
        .filter(({ lack }) => lack === 'missing')
        .flatMap(({ channel }) => names.map((name) => `${name} ${channel}`)),
    );
    expect(missing.filter((one) => logs.some(({ host, channel }) => one === `${host} ${channel}`))).toEqual(
      [],
    );
  });

  const removable = logs.length > 1 ? logs : [];
  it.each(removable)('without $file asks for it where a cause hangs on it', async (gone) => {
    const rest = await look(logs.flatMap(({ file }) => (file === gone.file ? [] : [file])));
    const { doctor, report } = rest;
    const wanted = asked(rest, gone);
    const hangs =
      report.coverage.some(
        (row) => row.channel === gone.channel && row.host === gone.host && row.neededBy.length > 0,
      ) || firstFailure(report) !== firstFailure(full.report);
    if (!hangs) return;
    expect(wanted).toHaveLength(1);
    expect(wanted[0]?.command).toMatch(
      new RegExp(`^wevtutil epl "${gone.channel.replaceAll('/', '.')}" "[^"/]+\\.evtx" /ow:true$`),
    );
    if (firstFailure(report) === firstFailure(full.report)) return;
    // What was known before is not known without it: it is asked for as such, on the screen with its command.
    expect(wanted[0]?.need).toBe('answer');
    expect(doctor.verdict).not.toBe('enough');
    expect(renderDoctor(doctor)).toContain(`> ${wanted[0]?.command}`);
  });
});
