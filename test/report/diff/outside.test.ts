import { describe, expect, test } from 'vitest';
import type { Report, ReportCause, ReportPerson } from '../../../src/model/report.ts';
import { readReport } from '../../../src/report/diff/read-report.ts';
import { renderDiffCsv } from '../../../src/report/diff-csv.ts';
import { renderDiffHtml } from '../../../src/report/diff-html.ts';
import { renderDiffMarkdown } from '../../../src/report/diff-markdown.ts';
import { renderDiffNdjson } from '../../../src/report/diff-ndjson.ts';
import { renderDiff } from '../../../src/report/diff-text.ts';
import { accepted, at, attemptOf, diffOf, event, reportOf, sampleReport } from './make.ts';

const gateway = sampleReport('gateway-refusal');
const refusal = 'bob was refused 5 times at the gateway: The gateway';

describe("a gateway's refusals, which are of no attempt", () => {
  const diff = diffOf(gateway, gateway, 'user=alice', 'user=bob');

  test('part the one who got in from the one who did not', () => {
    expect(diff.headline).toContain(`alice got in; ${refusal}`);
    expect(diff.headline).toContain('No stage of their attempts differs');
    expect(diff.causes[0]).toMatchObject({ cause: 'rdg-rap-denied', on: 'bad', bad: 0, badRecords: 5 });
    expect(diff.outside).toMatchObject([
      { side: 'bad', cause: 'rdg-rap-denied', on: 'bad', at: 'gateway', records: 5, peopleCount: 1 },
    ]);
    expect(diff.outside?.[0]?.evidence.map(({ recordId }) => recordId)).toEqual([
      40533, 40537, 40541, 40545, 40549,
    ]);
    expect(diff.traits.find(({ trait }) => trait === 'target')?.onlyBad).toEqual(['RDS01']);
    expect(diff.changes).toEqual([]);
  });

  test('have no stage, which is said', () => {
    const [note, ...others] = diff.notComparable.filter(({ about }) => about === 'selection');
    expect(note?.text).toContain('no stage can be told');
    expect(others).toEqual([]);
    // Both came through the gateway later, and what it wrote of that is in their attempts.
    expect(diff.notComparable.filter(({ channel }) => channel?.includes('Gateway'))).toEqual([]);
  });

  test('are the failing side of a report in which no attempt failed', () => {
    const split = diffOf(gateway, gateway, 'outcome=worked', 'outcome=failed');
    expect(split.headline).toContain(`alice and bob got in; ${refusal}`);
    expect([split.bad.attempts.total, split.outside?.length]).toEqual([0, 1]);
    expect(split.bad).toMatchObject({
      firstTime: '2024-12-03T08:15:21.147124Z',
      lastTime: '2024-12-03T08:58:31.335399Z',
    });
    expect(split.notComparable.filter(({ about }) => about === 'log')).toEqual([]);
    const own = diffOf(gateway, gateway, 'user=bob&outcome=worked', 'user=bob&outcome=failed');
    expect(own.headline).toContain('bob got in, and was refused 5 times');
  });

  test.each([
    ['client=203.0.113.44', 5],
    ['day=2024-12-03', 5],
    ['host=RDG01', 5],
    ['host=RDS01', 5],
    ['user=CORP\\bob&outcome=failed', 5],
    ['outcome=worked', undefined],
    ['user=alice', undefined],
    ['client=10.20.30.5', undefined],
    ['f1ea2f8b', undefined],
  ])('are of those whom their records name: %s', (selector, records) => {
    expect(diffOf(gateway, gateway, 'user=alice', selector).outside?.[0]?.records).toBe(records);
  });

  test('are of the days of a zone', () => {
    const on = (day: string) =>
      diffOf(gateway, gateway, 'user=alice', `day=${day}`, 'Pacific/Honolulu').outside?.[0]?.records;
    expect(on('2024-12-02')).toBe(5);
    expect(on('2024-12-03')).toBe(undefined);
  });

  test('are no reason to take a selector that fits nobody', () => {
    expect(() => diffOf(gateway, gateway, '', 'user=alice&outcome=failed')).toThrow('no attempt failed');
    expect(() => diffOf(gateway, gateway, '', 'user=bbo')).toThrow("did you mean 'bob'");
  });

  test('of the working side are told, and are no failure of the other', () => {
    const turned = diffOf(gateway, gateway, 'user=bob', 'user=alice');
    expect(turned.headline).toMatch(/^No stage differs .* On the working side, in records of no attempt: /);
    expect(turned.causes.find(({ cause }) => cause === 'rdg-rap-denied')).toMatchObject({
      on: 'good',
      goodRecords: 5,
    });
  });

  test('stand in every form of the comparison', () => {
    const forms = [
      renderDiff(diff),
      renderDiffMarkdown(diff),
      [...renderDiffHtml(diff)].join(''),
      [...renderDiffCsv(diff)].join(''),
      [...renderDiffNdjson(diff)].join(''),
    ];
    for (const form of forms) {
      expect(form).toContain('rdg-rap-denied');
      expect(form).toContain('40533');
    }
    expect(forms[0]?.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

const [known] = gateway.causes;
const person = (account: string, records: number, first: number, last: number): ReportPerson => ({
  account: `CORP\\${account}`,
  client: '203.0.113.1',
  records,
  firstTime: at(first),
  lastTime: at(last),
});
const refused = (account: string, recordId: number, seconds: number) =>
  event(301, recordId, seconds, {
    host: 'RDG01',
    kind: 'gateway-target-refused',
    summary: `the gateway refused ${account} the way to RDS01: 23002`,
  });
const withCause = (more: Partial<ReportCause>, attempts = [worked]): Report => ({
  ...reportOf(attempts),
  causes: known ? [{ ...known, hosts: ['RDG01'], changes: [], ...more }] : [],
});
const worked = attemptOf('a1', [accepted(1, 600)], {
  outcome: 'succeeded',
  reached: 'desktop',
  account: { domain: 'CORP', name: 'carol' },
});

describe('records that show a failure', () => {
  test('are those that name the person, and no other whose name begins alike', () => {
    const report = withCause({
      people: [person('bob', 2, 1, 9), person('bobby', 1, 3, 3), person('bob.smith', 1, 4, 4)],
      evidence: [
        refused('bob', 1, 1),
        refused('bobby', 2, 3),
        refused('bob.smith', 3, 4),
        refused('bob', 4, 9),
      ],
    });
    const diff = diffOf(report, report, 'user=carol', 'user=bob');
    expect(diff.outside?.[0]?.evidence.map(({ recordId }) => recordId)).toEqual([1, 4]);
    expect(diff.headline).toContain('carol got in; bob was refused 2 times');
  });

  test('count as refusals only where all are of one kind', () => {
    const other = { ...refused('bob', 2, 9), kind: 'gateway-user-refused' };
    const report = withCause({ people: [person('bob', 2, 1, 9)], evidence: [refused('bob', 1, 1), other] });
    expect(diffOf(report, report, 'user=carol', 'user=bob').headline).toContain(
      'bob failed on RDG01 by 2 records of no attempt: ',
    );
  });

  test('of one user with many targets are of one user, and of many people of as many', () => {
    const headline = (nameOf: (i: number) => string): string => {
      const people = Array.from({ length: 25 }, (_, i) => ({
        ...person(nameOf(i), 1, i, i),
        target: `RDS${i}`,
      }));
      const report = withCause({ people, evidence: [refused('bob', 1, 1)] });
      return diffOf(report, report, 'user=carol', 'outcome=failed').headline;
    };
    expect(headline(() => 'bob')).toContain('; bob was refused 25 times');
    expect(headline((i) => `user${i}`)).toContain('; 25 people ');
  });

  test('of both sides are no difference', () => {
    const report = withCause({
      people: [person('bob', 2, 1, 9), person('carol', 1, 3, 3)],
      evidence: [refused('bob', 1, 1), refused('carol', 2, 3), refused('bob', 4, 9)],
    });
    const diff = diffOf(report, report, 'user=carol', 'user=bob');
    expect(diff.headline).toContain('On both sides, in records of no attempt: ');
    expect(diff.causes[0]).toMatchObject({ on: 'both', goodRecords: 1, badRecords: 2 });
  });

  test('are counted by the day where the report shows them all, and told with their times where not', () => {
    const late = (recordId: number) => ({
      ...refused('bob', recordId, 1),
      time: '2026-03-02T08:00:00.000000Z',
    });
    const span = { ...person('bob', 3, 1, 1), lastTime: late(3).time };
    const evidence = [refused('bob', 1, 1), late(2), late(3)];
    const outsideOn = (day: string, more: Partial<ReportCause>) =>
      diffOf(withCause(more), withCause(more), 'user=carol', `user=bob&day=${day}`).outside?.[0];
    expect(outsideOn('2026-03-02', { people: [span], evidence })).toMatchObject({
      records: 2,
      firstTime: late(2).time,
    });
    const cut = { people: [{ ...span, records: 30 }], evidence };
    expect(outsideOn('2026-03-02', cut)).toMatchObject({
      records: 30,
      firstTime: at(1),
      lastTime: late(3).time,
    });
  });
});

describe("a host's own failure", () => {
  const own = (confidence: ReportCause['confidence'], attempts = [worked]): Report => {
    const { people: _, ...cause } = withCause({}, attempts).causes[0] ?? {};
    return {
      ...reportOf(attempts),
      causes: [
        {
          ...(cause as ReportCause),
          title: 'The service stopped',
          confidence,
          hosts: ['RDS01'],
          firstTime: at(0),
          lastTime: at(700),
          evidence: [event(7034, 5, 0, {})],
        },
      ],
    };
  };

  test.each([
    ['certain', 'RDS01 itself failed: The service stopped'],
    ['possible', 'RDS01 itself may have failed: The service stopped'],
  ] as const)('that is %s is the failing side where nothing else failed', (confidence, text) => {
    const healthy = reportOf([worked]);
    const diff = diffOf(healthy, own(confidence), '', 'outcome=failed');
    expect(diff.headline).toContain(`carol got in; ${text}`);
    expect(diff.bad).toMatchObject({ hosts: ['RDS01'], attempts: { total: 0 } });
  });

  test('is on the side that worked, too, where somebody got in while it lasted', () => {
    const on = (report: Report) => diffOf(report, report, 'outcome=worked', 'outcome=failed').causes[0]?.on;
    expect(on(own('likely'))).toBe('both');
    expect(on(own('likely', [{ ...worked, startedAt: at(800) }]))).toBe('bad');
  });

  test('is of the days of a zone, too', () => {
    const failedOn = (zone: string) =>
      diffOf(reportOf([worked]), own('likely'), '', 'outcome=failed&day=2026-03-02', zone).outside;
    expect(failedOn('+14:00')).toHaveLength(1);
    expect(() => failedOn('+13:00')).toThrow('no attempt on 2026-03-02 (+13:00)');
  });

  test('does not push aside the stage at which attempts are seen to fail', () => {
    const failed = attemptOf('b1', [accepted(2, 300)], { reached: 'network' });
    const good = reportOf([
      attemptOf(
        'a1',
        [accepted(1, 0), event(98, 2, 1, { kind: 'security-established', stage: 'authentication' })],
        {
          outcome: 'succeeded',
          reached: 'authentication',
        },
      ),
    ]);
    const { headline, notComparable } = diffOf(good, own('certain', [failed]));
    expect(headline).toMatch(
      /^Both reach the network .* Besides, in records of no attempt: The service stopped/,
    );
    expect(notComparable).toContainEqual(expect.objectContaining({ about: 'remains', side: 'bad' }));
  });
});

test('a saved report with people of another form is refused', () => {
  const [cause] = gateway.causes;
  const spoiled = { ...gateway, causes: [{ ...cause, people: [{ account: 'bob' }] }] };
  expect(readReport(spoiled)).toContain('causes[0]');
});
