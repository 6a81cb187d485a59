import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analyze.ts';
import type { Doctor } from '../../../src/model/doctor.ts';
import type { Report, ReportElsewhere } from '../../../src/model/report.ts';
import { channels } from '../../../src/normalize/channels.ts';
import { firstLogs, offByDefault } from '../../../src/normalize/logs-to-ask-for.ts';
import { exportCommand } from '../../../src/model/export-command.ts';
import { buildDoctor } from '../../../src/report/doctor/build-doctor.ts';
import { renderDoctor } from '../../../src/report/terminal/doctor.ts';
import { accept, audit, close, logbook, type Logbook } from '../../support/events.ts';
import { hostileTexts, withText } from '../../support/hostile-text.ts';
import { inertness } from '../../support/inert.ts';
import { loadPatterns } from '../../support/load-patterns.ts';
import type { SchemaNode } from '../../support/schema-places.ts';
import { reportOn } from '../../support/reports.ts';
import { sampleReport } from '../diff/make.ts';
import { reportWith } from '../sample-report.ts';

const doctorOf = (report: Report): Doctor => buildDoctor(report, { firstLogs, offByDefault });

const reportSchema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')) as SchemaNode;

/** What a person copies to a prompt. */
const commandsOf = ({ ask }: Doctor): readonly string[] =>
  ask.flatMap(({ prepare, logs, changes }) => [
    ...prepare,
    ...logs.map(({ command }) => command),
    ...changes.flatMap(({ command, undo }) => [command, undo]),
  ]);

/** One refused connection at second 60, read from one input. */
function refusedOnce(more: (book: Logbook) => void): Report {
  const book = logbook();
  const id = accept(book, { at: 60, n: 1 });
  book.stack(61, 140, { IPString: '198.51.100.7' }, { activityId: id });
  close(book, 62, id, 14);
  more(book);
  return reportOn([book], [loadPatterns()]);
}

const securityOf = (doctor: Doctor) =>
  doctor.ask.flatMap(({ logs }) => logs).find(({ channel }) => channel === 'Security');

describe('a log that does not reach as far as the failures', () => {
  test('is not asked for again where its beginning was written over, but given more room', () => {
    const doctor = doctorOf(refusedOnce((book) => book.security(600, 4624, audit({ LogonType: 5 }))));
    expect(securityOf(doctor)).toMatchObject({ lack: 'partial', need: 'answer', command: '', attempts: 1 });
    expect(doctor.ask[0]?.changes.map(({ command }) => command)).toEqual([
      'wevtutil sl "Security" /ms:209715200',
    ]);
    expect(renderDoctor(doctor)).toContain('For the next time only');
  });

  test('is asked for again where it was saved before them', () => {
    const doctor = doctorOf(refusedOnce((book) => book.security(-600, 4624, audit({ LogonType: 5 }))));
    expect(securityOf(doctor)).toMatchObject({
      lack: 'partial',
      need: 'answer',
      command: exportCommand('Security'),
    });
    expect(doctor.ask[0]?.changes).toEqual([]);
  });
});

test('refused logons that are not audited: the command that switches that on stands apart, with the way back', () => {
  const doctor = doctorOf(
    refusedOnce((book) => {
      book.security(0, 4624, audit({ LogonType: 5 }));
      book.security(600, 4624, audit({ LogonType: 5 }));
    }),
  );
  const [change] = doctor.ask.flatMap(({ changes }) => changes);
  expect(change?.command).toMatch(/^auditpol \/set \/subcategory:"\{0CCE9215-.*\}" \/failure:enable$/);
  expect(change?.undo).toBe(change?.command.replace('enable', 'disable'));
  const text = renderDoctor(doctor);
  expect(text.indexOf('auditpol')).toBeGreaterThan(text.indexOf('these switch something on'));
});

const elsewhere = (on: ReportElsewhere['on'], channel: string, names: string[] = []): ReportElsewhere => ({
  on,
  names,
  channel,
  neededBy: ['wrong-password'],
  collect: exportCommand(channel),
});

test('machines that gave nothing: the remote computer first, each with a folder of its own', () => {
  const doctor = doctorOf({
    ...reportWith('alice'),
    coverage: [],
    elsewhere: [
      elsewhere('directory', channels.security),
      elsewhere('gateway', channels.gateway),
      elsewhere('licence-server', channels.system),
      elsewhere('client', channels.client),
      elsewhere('host', channels.system, ['RDS01']),
    ],
  });
  expect(doctor.ask.map(({ on, prepare }) => [on, ...prepare])).toEqual(
    ['host', 'client', 'gateway', 'licence-server', 'directory'].map((on) => [
      on,
      `mkdir rdpwhy-${on}`,
      `cd rdpwhy-${on}`,
    ]),
  );
  const text = renderDoctor(doctor);
  for (const place of [
    'On RDS01 (the remote computer)',
    'Where there is one',
    'the gateway: Gateway/Operational',
    'a domain controller: Security',
    '> rdpwhy collect --side server',
  ])
    expect(text).toContain(place);
});

test('a log that is off by default comes with the command that switches it on, apart', () => {
  const report = { ...reportWith('alice'), coverage: [], elsewhere: [elsewhere('client', channels.capi2)] };
  const [machine] = doctorOf(report).ask;
  expect(machine?.logs.map(({ command }) => command)).toEqual([exportCommand(channels.capi2)]);
  expect(machine?.changes).toMatchObject([
    { command: `wevtutil sl "${channels.capi2}" /e:true`, undo: `wevtutil sl "${channels.capi2}" /e:false` },
  ]);
});

test('a target that is one of the hosts is not asked for its logs as a stranger', () => {
  const report = sampleReport('firewall-public');
  expect(report.elsewhere?.map(({ on }) => on)).not.toContain('host');
  expect(doctorOf(report).ask.flatMap(({ names }) => names)).not.toContain('ws-07');
});

test('hosts of which the same is asked are told as one', () => {
  const report = sampleReport('0x904-unreadable-key');
  const copy = (name: string): Report => ({
    ...report,
    hosts: [...report.hosts, ...report.hosts.map((host) => ({ ...host, name }))],
    coverage: [...report.coverage, ...report.coverage.map((row) => ({ ...row, host: name }))],
  });
  expect(doctorOf(copy('RDS02')).ask.map(({ names }) => names)).toEqual([['RDS01.corp.example', 'RDS02']]);
});

test('without any record the first logs of server and client are asked for', async () => {
  const { report, unreadable } = await analyze(['test/report/doctor/no-such-folder'], {
    packs: [loadPatterns()],
  });
  const doctor = doctorOf(report);
  expect([doctor.verdict, unreadable.length]).toEqual(['nothing', 1]);
  expect(doctor.ask.map(({ on, logs }) => [on, logs.map(({ channel }) => channel)])).toEqual([
    ['host', [channels.stack, channels.connections, channels.sessions, channels.security, channels.system]],
    ['client', [channels.client, channels.system]],
  ]);
});

describe('text of strangers', () => {
  const reports = [
    sampleReport('gateway-refusal'),
    sampleReport('client-log-alone'),
    { ...reportWith('alice'), elsewhere: [elsewhere('host', channels.system, ['RDS01'])] },
  ].map((report) => ({ ...report, tool: reportWith().tool }));
  const check = inertness['terminal'];

  test.each(hostileTexts.map((text) => [text.slice(0, 40), text]))('does nothing: %j', (_, text) => {
    for (const report of reports) {
      const hostile = renderDoctor(doctorOf(withText(reportSchema, report, text)));
      const harmless = renderDoctor(doctorOf(withText(reportSchema, report, 'alice')));
      expect(check?.(hostile, harmless, [text])).toEqual([]);
    }
  });

  test('gets into no command that is made here', () => {
    for (const text of [
      '" & calc & "',
      '$(calc)',
      'x`calc`',
      "x' ; calc",
      'x\ncalc',
      'x|calc',
      '%COMSPEC%',
    ]) {
      expect(exportCommand(text)).toBe('');
      const [report] = reports;
      if (!report) continue;
      const named: Report = {
        ...report,
        hosts: report.hosts.map((host) => ({ ...host, name: text })),
        coverage: report.coverage.map((row) => ({ ...row, host: text })),
      };
      expect(commandsOf(doctorOf(named)).filter((command) => command.includes('calc'))).toEqual([]);
    }
  });
});

test('says that names are pseudonyms where they are', () => {
  const report = { ...reportWith('alice'), redacted: 'Names are pseudonyms' };
  expect(renderDoctor(doctorOf(report))).toContain('Names are pseudonyms');
});

test('the text fits 80 columns, but for commands, which must survive being copied', () => {
  for (const name of ['client-log-alone', 'gateway-refusal', 'healthy-day', 'firewall-public']) {
    const lines = renderDoctor(doctorOf({ ...sampleReport(name), tool: reportWith().tool })).split('\n');
    expect(lines.filter((line) => line.length > 80 && !/^ *> /.test(line))).toEqual([]);
  }
});

test('what is asked comes before what was found, and saving before switching on', () => {
  const text = renderDoctor(doctorOf(sampleReport('client-log-alone')));
  const places = [
    'before anything is restarted',
    'On rds01.corp.example',
    'wevtutil epl "System"',
    'What is here',
    'Files',
  ];
  const found = places.map((place) => text.replaceAll(/\s+/g, ' ').indexOf(place));
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

test.each([
  ['rds77', ['rds77']],
  ['localhost', ['PC33']],
  ['127.0.0.2', ['PC33']],
])('who connected to %s: the remote computer is %j', (target, names) => {
  const activityId = '11111111-2222-3333-4444-555555555555';
  const book = logbook('PC33')
    .client(0, 1024, { Value: target }, { activityId })
    .client(20, 1026, { Name: 'Disconnect Reason', Value: 516 }, { activityId });
  const { elsewhere: logs = [] } = reportOn([book], [loadPatterns()]);
  expect(new Set(logs.filter(({ on }) => on === 'host').flatMap((log) => log.names))).toEqual(new Set(names));
});
