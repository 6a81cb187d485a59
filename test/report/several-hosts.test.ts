import { describe, expect, test } from 'vitest';
import type { ReportDiff } from '../../src/model/report-diff.ts';
import type { Report, ReportCause } from '../../src/model/report.ts';
import { renderCsv } from '../../src/report/csv.ts';
import { historyText } from '../../src/report/cause-words.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { audit, logbook, type Logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';
import { renderDiff } from '../../src/report/diff-text.ts';
import { diffOf, sampleReport } from './diff/make.ts';

const [LESS, MORE] = ['RDS01.corp.example', 'RDS02.corp.example'];
const pack = loadPatterns();

/** Windows names the reason, or says only that name or password are wrong. */
const refused = (book: Logbook, seconds: number, account: string, subStatus: string): Logbook =>
  book.security(
    seconds,
    4625,
    audit({ TargetUserName: account, SubStatus: subStatus, LogonType: 10, IpAddress: '198.51.100.7' }),
  );

const causeOf = ({ causes }: Report, id: string): ReportCause => {
  const cause = causes.find((one) => one.cause === id);
  if (!cause) throw new Error(`no ${id} among ${causes.map((one) => one.cause).join()}`);
  return cause;
};
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('a cause of attempts that is surer on one host than on another', () => {
  const unsure = refused(refused(logbook(LESS), 0, 'alice', '0x0'), 60, 'alice', '0x0');
  const report = reportOn([unsure, refused(logbook(MORE), 600, 'bob', '0xc000006a')], [pack]);
  const cause = causeOf(report, 'wrong-password');

  test('says how sure it is where', () => {
    expect(cause.byConfidence).toMatchObject([
      { confidence: 'likely', attemptCount: 1, hosts: [MORE] },
      { confidence: 'possible', attemptCount: 2, hosts: [LESS] },
    ]);
    expect(flat(renderTerminal(report))).toContain(
      `likely for 1 on ${MORE}; possible for 2 on ${LESS} · 3 attempts`,
    );
    expect(flat(renderMarkdown(report).replaceAll('\\', ''))).toContain('likely for 1 on');
    expect(flat([...renderHtml(report)].join('').replaceAll(/<[^>]*>/g, ' '))).toContain(
      `likely for 1 on ${MORE}; possible for 2 on ${LESS}`,
    );
  });

  test('keeps its doubt in the headline, and in the words on the whole', () => {
    expect(report.summary.headline).toBe(
      `The password was wrong (3 of 3 failed attempts; for 2 on ${LESS} only possibly)`,
    );
    const text = flat(renderTerminal(report));
    expect(text).toContain('some failures explained, others only possibly');
    expect(text).not.toContain('every failure');
  });

  test('is worded for those of whom it is sure, and shows their records first', () => {
    expect(cause.explanation).toContain(String.raw`the password given for CORP\bob.`);
    expect(cause.explanation).not.toContain('alice');
    expect(cause.evidence.map(({ host }) => host)).toEqual([MORE, LESS, LESS]);
  });

  const healthy = reportOn([logbook(MORE)], [pack]);

  test('is told by a comparison with the same doubt', () => {
    const diff = diffOf(healthy, report, '', 'outcome=failed');
    expect(diff.causes).toMatchObject([
      {
        cause: 'wrong-password',
        confidence: 'likely',
        byConfidence: [
          { confidence: 'likely', attemptCount: 1, hosts: [MORE] },
          { confidence: 'possible', attemptCount: 2, hosts: [LESS] },
        ],
      },
    ]);
    const text = flat(renderDiff(diff));
    expect(text).toContain(
      `(wrong-password, likely for 1 on ${MORE}; possible for 2 on ${LESS}; 3 attempts)`,
    );
    expect(text).toContain(`Only there: The password was wrong (for 2 on ${LESS} only possibly)`);
  });

  test.each([
    ['user=alice', 'possible'],
    ['user=bob', 'likely'],
  ])('is as sure in a comparison as it is of the attempts that are compared: %s', (selector, confidence) => {
    const onOne = reportOn(
      [refused(refused(logbook(LESS), 0, 'alice', '0x0'), 60, 'bob', '0xc000006a')],
      [pack],
    );
    const [{ byConfidence, ...one } = {}] = diffOf(healthy, onOne, '', selector).causes;
    expect([one, byConfidence]).toMatchObject([{ cause: 'wrong-password', confidence }, undefined]);
  });

  test('is as sure as it is of each side where both have it', () => {
    expect(diffOf(report, report, 'user=bob', 'user=alice').causes[0]).toMatchObject({
      on: 'both',
      confidence: 'likely',
      byConfidence: [
        { confidence: 'likely', attemptCount: 1 },
        { confidence: 'possible', attemptCount: 2 },
      ],
    });
  });

  test('is one thing where it is as sure everywhere', () => {
    const sure = refused(logbook(LESS), 0, 'alice', '0xc000006a');
    const same = reportOn([sure, refused(logbook(MORE), 600, 'bob', '0xc000006a')], [pack]);
    expect(causeOf(same, 'wrong-password')).not.toHaveProperty('byConfidence');
    expect(flat(renderTerminal(same))).toContain('every failure seen is explained');
  });
});

describe('a cause of hosts themselves that is surer on one of them', () => {
  // The service's own cause would be the surer one where it is only possible.
  const wrapper = {
    ...pack,
    patterns: pack.patterns.filter(({ id }) => id === 'rdp-wrapper-broken-by-update'),
  };
  const crash = ['svchost.exe_TermService', '1', '1', 'rdpwrap.dll', '1.6.2.0', '1', 'c0000005', '1', '1'];
  const report = reportOn(
    [
      logbook(LESS).sessions(0, 17, { Param1: '0x8007041d' }),
      logbook(MORE).add({
        provider: 'Application Error',
        channel: 'Application',
        eventId: 1000,
        at: 3600,
        fields: crash,
      }),
    ],
    [wrapper],
  );
  const cause = causeOf(report, 'rdp-wrapper-broken-by-update');

  test('names the host of which it is sure, and says which it may be as well', () => {
    expect(cause.explanation).toContain(`service of ${MORE} crashes`);
    expect(flat(renderTerminal(report))).toContain(`likely on ${MORE}; possible on ${LESS} ·`);
    expect(report.summary.headline).toContain(`(on ${LESS} only possibly)`);
  });

  test('is a failure of each in a comparison, as sure as it is there and with its own records', () => {
    const ownOf = ({ outside = [] }: ReportDiff) => outside.filter((one) => one.cause === cause.cause);
    const diff = diffOf(reportOn([logbook(MORE)], [wrapper]), report);
    expect(ownOf(diff)).toMatchObject([
      {
        confidence: 'likely',
        hosts: [MORE],
        evidence: [{ host: MORE }],
        firstTime: '2026-03-01T11:00:00.000000Z',
      },
      { confidence: 'possible', hosts: [LESS], evidence: [{ host: LESS }] },
    ]);
    expect(diff.headline).toContain(`${MORE} itself failed`);
    expect(ownOf(diffOf(report, report, 'host=RDS02', 'host=RDS01'))).toMatchObject([
      { side: 'bad', confidence: 'possible', hosts: [LESS] },
      { side: 'good', confidence: 'likely', hosts: [MORE] },
    ]);
  });

  test('is a row for each confidence in a spreadsheet, with its own time and record', () => {
    const rows = [...renderCsv(report)].filter((row) => row.includes('rdp-wrapper-broken'));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/RDS02\.corp\.example,2026-03-01 11:00:00,.*,likely,.*Application 1000/);
    expect(rows[1]).toMatch(/RDS01\.corp\.example,2026-03-01 10:00:00,.*,possible,.*17 #/);
  });
});

test('a cause that holds for more attempts stands first, however many it may have besides', () => {
  const unsure = logbook(LESS);
  for (let n = 0; n < 4; n++) refused(unsure, n * 60, 'alice', '0x0');
  const sure = refused(logbook(MORE), 600, 'bob', '0xc000006a');
  for (const n of [0, 1]) refused(sure, 1200 + n * 60, 'carol', '0xc0000234');
  const { causes } = reportOn([unsure, sure], [pack]);
  expect(causes.map(({ cause, attemptCount }) => [cause, attemptCount])).toEqual([
    ['account-locked-out', 2],
    ['wrong-password', 5],
  ]);
});

test('of all hosts of a cause one where it worked before is found, and named', () => {
  const cause = causeOf(sampleReport('license-cal-type'), 'rds-cals-exhausted-or-wrong-type');
  expect(cause.hosts).toEqual(['LIC01.corp.example', 'RDS05.corp.example']);
  expect(historyText(cause)).toContain(
    'alice from 10.20.30.11 got in at RDS05.corp.example, on 2024-05-14 07:58:42',
  );
});

test('logs that were not there are named with their machine where another gave its own', () => {
  const gone = logbook(LESS).sessions(0, 21, { User: 'x', SessionID: 2, Address: 'LOCAL' });
  const other = logbook(MORE).add({ provider: 'Microsoft-Windows-Kernel-General', eventId: 12, at: 5 });
  expect(reportOn([gone], [pack]).summary.headline).toMatch(/not there: [^;]*Security, System$/);
  expect(reportOn([gone, other], [pack]).summary.headline).toMatch(
    /Security and System of RDS01\.corp\.example/,
  );
});
