import { describe, expect, test } from 'vitest';
import type { ReportDiff, StepChange } from '../../../src/model/report-diff.ts';
import type { ReportCoverage } from '../../../src/model/report.ts';
import { renderDiff } from '../../../src/report/diff-text.ts';
import { reportWith } from '../sample-report.ts';
import {
  accepted,
  at,
  attemptOf,
  coreChannel,
  coverageOf,
  diffOf,
  established,
  event,
  reportOf,
} from './make.ts';

const changeOf = (diff: ReportDiff, kind: string): StepChange | undefined =>
  diff.ladder.flatMap(({ steps }) => steps).find((step) => step.kind === kind)?.change;

const good = reportOf([
  attemptOf('a1', [accepted(1, 0), established(2, 1)], { outcome: 'succeeded', reached: 'authentication' }),
]);

/** A failing attempt that shows nothing after it was accepted, with the log as covered as stated. */
const lacking = (more: Partial<ReportCoverage>): ReportDiff =>
  diffOf(good, reportOf([attemptOf('b1', [accepted(50, 100)])], [coverageOf(more)]));

describe('a step that one side lacks', () => {
  test('is missing where its log was seen', () => {
    const diff = lacking({});
    expect(changeOf(diff, 'security-established')).toBe('missing');
    expect([diff.parting?.stage, diff.parting?.bothReach]).toEqual(['authentication', 'network']);
  });

  test.each<[string, Partial<ReportCoverage>]>([
    ['was not there', { state: 'missing', firstTime: null, lastTime: null, ranges: [] }],
    ['holds nothing', { state: 'empty', firstTime: null, lastTime: null, ranges: [] }],
    ['ends before', { lastTime: at(99) }],
    ['begins after', { firstTime: at(101) }],
    [
      'has a gap there',
      {
        ranges: [
          [1, 49],
          [60, 99],
        ],
      },
    ],
  ])('cannot be compared where its log %s', (_, more) => {
    const diff = lacking(more);
    expect(changeOf(diff, 'security-established')).toBe('not-comparable');
    expect(diff.parting).toBeNull();
    expect(diff.notComparable).toContainEqual(
      expect.objectContaining({ about: 'log', side: 'bad', channel: coreChannel }),
    );
    expect(diff.headline).toContain('cannot be compared');
  });

  test('is missing where the gap lies elsewhere', () => {
    const ranges = [
      [1, 9],
      [40, 99],
    ] as const;
    const bad = reportOf(
      [
        attemptOf('b0', [accepted(45, 90)]),
        attemptOf('b1', [accepted(50, 100)]),
        attemptOf('b2', [accepted(55, 110)]),
      ],
      [coverageOf({ ranges })],
    );
    expect(changeOf(diffOf(good, bad, '', 'b1'), 'security-established')).toBe('missing');
  });

  test("is no client's to lack where only hosts show it", () => {
    const bad = reportOf([attemptOf('b1', [], { seenBy: 'client', startedAt: at(100), endedAt: at(100) })]);
    const diff = diffOf(good, bad);
    expect(changeOf(diff, 'security-established')).toBe('not-comparable');
    expect(diff.notComparable.map(({ about }) => about)).toContain('viewpoint');
  });
});

describe('sets of attempts', () => {
  const many = (refused: number, of: number) =>
    reportOf(
      Array.from({ length: of }, (_, i) =>
        attemptOf(
          `${i}`,
          [
            accepted(10 * i, 10 * i),
            ...(i < refused
              ? [
                  event(140, 10 * i + 1, 10 * i + 1, {
                    kind: 'credentials-refused',
                    stage: 'authentication',
                    summary: 'user name or password of 10.0.0.1 refused',
                  }),
                ]
              : [established(10 * i + 2, 10 * i + 1)]),
          ],
          { reached: 'authentication' },
        ),
      ),
    );

  test.each([
    [4, 4, 'usual'],
    [3, 4, 'usual'],
    [1, 4, 'some'],
    [0, 4, undefined],
  ])('%i of %i refused part them: %s', (refused, of, strength) => {
    const diff = diffOf(many(0, 4), many(refused, of));
    expect(diff.parting?.strength).toBe(strength);
    expect(diff.parting?.step?.kind).toBe(strength === undefined ? undefined : 'credentials-refused');
  });

  test('addresses, ports and ids are no difference', () => {
    const other = reportOf([
      attemptOf('b1', [accepted(900, 90), established(901, 91)], { reached: 'authentication' }),
    ]);
    expect(diffOf(good, other).parting).toBeNull();
  });
});

test('two attempts are timed against each other, up to the desktop', () => {
  const slow = reportOf([attemptOf('b1', [accepted(1, 0), established(2, 31)])]);
  expect(diffOf(good, slow).waits).toEqual([
    { from: 'TCP connection accepted from …', to: 'security established', goodMs: 1000, badMs: 31_000 },
  ]);
  expect(diffOf(good, good).waits).toEqual([]);
});

test('an event that another version told is compared by its kind alone', () => {
  const old = reportOf([
    attemptOf('b1', [accepted(1, 0), { ...established(2, 1), summary: 'sicher' }], {
      reached: 'authentication',
    }),
  ]);
  const diff = diffOf(good, old);
  expect(changeOf(diff, 'security-established')).toBe('same');
  expect(diff.notComparable.map(({ about }) => about)).toContain('particulars');
});

test('a side without attempts is told as such', () => {
  const none = reportOf([], [coverageOf({ state: 'missing', firstTime: null, lastTime: null, ranges: [] })]);
  const diff = diffOf(good, none);
  expect(diff.headline).toMatch(/^The failing side shows no connection attempt/);
  expect(diff.notComparable).toContainEqual(expect.objectContaining({ side: 'bad', channel: coreChannel }));
  expect(renderDiff(diff)).not.toContain('Stage by stage');
});

test('log text reaches no terminal unescaped', () => {
  const diff = diffOf(reportWith('alice'), reportWith());
  // eslint-disable-next-line no-control-regex
  expect(renderDiff(diff).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(renderDiff(diff)).toContain('mallory');
  expect(
    renderDiff(diff)
      .split('\n')
      .filter((line) => line.length > 80),
  ).toEqual([]);
});

test('what a log shows of the few attempts that it covers parts no whole side', () => {
  const refused = event(140, 2, 1, {
    kind: 'credentials-refused',
    stage: 'authentication',
    channel: 'Other/Operational',
    summary: 'user name or password of 10.0.0.1 refused',
  });
  const bad = reportOf(
    [
      attemptOf('b1', [accepted(1, 0), refused], { reached: 'authentication' }),
      ...[2, 3, 4].map((i) =>
        attemptOf(`b${i}`, [accepted(100 * i, 100 * i), established(100 * i + 1, 100 * i + 1)], {
          reached: 'authentication',
        }),
      ),
    ],
    [coverageOf(), coverageOf({ channel: 'Other/Operational', lastTime: at(50) })],
  );
  const both = reportOf(good.attempts, bad.coverage);
  const diff = diffOf(both, bad);
  expect(
    diff.ladder.flatMap(({ steps }) => steps).find(({ kind }) => kind === refused.kind)?.bad,
  ).toMatchObject({
    seen: 1,
    of: 1,
    usual: 'always',
  });
  expect(diff.parting?.strength).toBe('some');
});

test('a change that the working side lived with is none of the failing side alone', () => {
  const [cause] = reportWith('RDS01').causes;
  const change = (recordId: number, seconds: number) =>
    event(19, recordId, seconds, { kind: 'update-installed', summary: 'KB1 was installed' });
  const attempts = [
    attemptOf('a1', [accepted(1, 50)], { outcome: 'succeeded' }),
    attemptOf('b1', [accepted(2, 100)]),
  ];
  const report = {
    ...reportOf(attempts),
    causes: cause
      ? [{ ...cause, attempts: ['b1'], hosts: ['RDS01'], changes: [change(8, 70), change(7, 40)] }]
      : [],
  };
  expect(diffOf(report, report, 'a1', 'b1').changes.map(({ recordId }) => recordId)).toEqual([8]);
});

test('an account without its domain is no other account, and one with another is', () => {
  const of = (domain: string, name: string) =>
    reportOf([attemptOf('c1', [accepted(1, 0)], { account: { domain, name } })]);
  const accounts = (diff: ReportDiff) => diff.traits.find(({ trait }) => trait === 'account');
  expect(accounts(diffOf(of('CORP', 'Alice'), of('', 'alice')))).toMatchObject({
    both: ['alice'],
    onlyBad: [],
  });
  expect(accounts(diffOf(of('CORP', 'alice'), of('RDS01', 'alice')))).toMatchObject({
    onlyGood: ['corp\\alice'],
    onlyBad: ['rds01\\alice'],
  });
});
