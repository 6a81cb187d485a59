import { expect, test } from 'vitest';
import { createBoardKeeper } from '../../src/live/live-board.ts';
import type { ReportAttempt, ReportCause } from '../../src/model/report.ts';
import { formatMicros, micros, MINUTE } from '../../src/model/time.ts';
import type { HostVerdict, Verdict } from '../../src/model/verdict.ts';

const BEGIN = Date.UTC(2026, 0, 1) * 1000;
/** So many are held; more are counted only. */
const HELD = 20_000;

/** The n-th attempt, a minute after the one before. */
function verdict(n: number, outcome: ReportAttempt['outcome'], change: Verdict['change'] = 'new'): Verdict {
  const time = formatMicros(micros(BEGIN + n * MINUTE));
  const diagnosis = { cause: 'wrong-password', class: 'credentials', headline: `Headline ${n}` };
  const attempt = {
    id: `a${n}`,
    host: 'RDS01',
    outcome,
    startedAt: time,
    endedAt: time,
    account: { name: `user${n % 30}` },
    diagnosis: outcome === 'failed' ? diagnosis : null,
  } as unknown as ReportAttempt;
  return { type: 'verdict', verdictId: attempt.id, attempt, revision: change === 'new' ? 1 : 2, change };
}

const facts = { sources: 1, records: 1, pending: [] };

test('an attempt that is not held any more is not counted again when it is revised', () => {
  const keeper = createBoardKeeper(() => false);
  const all = Array.from({ length: HELD + 5 }, (_, n) => verdict(n, 'succeeded'));
  keeper.take(all, new Map());
  keeper.take(
    [verdict(0, 'failed', 'revised'), verdict(1, 'succeeded', 'withdrawn'), verdict(9, 'failed', 'revised')],
    new Map(),
  );
  expect(keeper.board({ ...facts, latest: BEGIN }).counts).toEqual({
    failed: 1,
    worked: HELD + 4,
    unclear: 0,
    folded: 0,
    open: 0,
  });
});

test('a cause shows whom it befell last, how often in the last hour, and its latest words', () => {
  const keeper = createBoardKeeper(({ id }) => id === 'a149');
  keeper.take(
    Array.from({ length: 150 }, (_, n) => verdict(n, 'failed')),
    new Map(),
  );
  const latest = BEGIN + 149 * MINUTE;
  for (const board of [keeper.board({ ...facts, latest }), keeper.board({ ...facts, latest })]) {
    expect(board.causes).toHaveLength(1);
    expect(board.causes[0]).toMatchObject({
      title: 'Headline 149',
      total: 150,
      lastHour: 61,
      isFlood: false,
    });
    expect(board.causes[0]?.people).toEqual(Array.from({ length: 20 }, (_, i) => `user${(149 - i) % 30}`));
    expect(board.attempts.filter(({ isMeant }) => isMeant).map(({ attempt }) => attempt.id)).toEqual([
      'a149',
    ]);
  }
});

test('what is held of an attempt is without its records', () => {
  const keeper = createBoardKeeper(() => false);
  const one = verdict(0, 'failed');
  const attempt = { ...one.attempt, events: [{}], links: [{}] } as unknown as ReportAttempt;
  keeper.take([{ ...one, attempt }], new Map());
  const [shown] = keeper.board({ ...facts, latest: BEGIN }).attempts;
  expect(shown?.attempt).toMatchObject({ id: 'a0', events: [], links: [], diagnosis: { evidence: [] } });
});

test('what attempts have together is counted above what each has, and a flood once', () => {
  const keeper = createBoardKeeper(() => false);
  const group = (n: number, host: string, more: Partial<ReportCause> = {}): HostVerdict => {
    const lastTime = formatMicros(micros(BEGIN + n * MINUTE));
    const cause = {
      cause: 'sessions-broke-together',
      title: 'It broke',
      scope: 'host',
      failure: true,
      attemptCount: 4,
      attempts: ['a', 'b', 'c', 'd'],
      lastTime,
      ...more,
    } as unknown as ReportCause;
    return { type: 'host-verdict', verdictId: `g${n}${host}`, revision: 1, change: 'new', host, cause };
  };
  const flood = { ...group(101, 'RDS01', { cause: 'password-brute-force' }), verdictId: 'flood' };
  const ofEach = { ...group(102, 'RDS01', { cause: 'wrong-password', scope: 'attempt' }), verdictId: 'each' };
  keeper.take(
    [
      ...Array.from({ length: 9 }, (_, n) => verdict(100 + n, 'failed')),
      group(0, 'RDS01'),
      group(100, 'RDS02'),
      group(100, 'RDS01'),
      flood,
      ofEach,
    ],
    new Map([['flood', { cause: 'password-brute-force', title: 'Guesses' }]]),
  );
  const { causes } = keeper.board({ ...facts, latest: BEGIN + 110 * MINUTE });
  expect(causes.map(({ title, lastHour, total, hosts }) => [title, lastHour, total, hosts])).toEqual([
    ['It broke', 8, 12, ['RDS01', 'RDS02']],
    ['Headline 108', 9, 9, undefined],
  ]);
  keeper.take([{ ...group(100, 'RDS02'), change: 'withdrawn', revision: 2 }], new Map());
  expect(keeper.board({ ...facts, latest: BEGIN + 110 * MINUTE }).causes[0]?.hosts).toEqual(['RDS01']);
});
