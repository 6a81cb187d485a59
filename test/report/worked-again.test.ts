import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/model/attempt.ts';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { Report, ReportCause } from '../../src/model/report.ts';
import { againText, tellHeading } from '../../src/report/cause-words.ts';
import { workedAgain } from '../../src/report/worked-again.ts';
import { attempt, event, link } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';
import { sampleReport } from './diff/make.ts';
import { reportWith } from './sample-report.ts';

const MINUTE = 60;
const success = (minute: number, name: string, own: Partial<Attempt> = {}): DiagnosedAttempt => {
  const desktop = link({ ...event('session-shell-started', minute * MINUTE), stage: 'desktop' });
  const shape = { startedAt: at(minute * MINUTE), outcome: 'succeeded', reached: 'desktop' } as const;
  return {
    attempt: attempt([desktop], { ...shape, account: { domain: '', name }, ...own }),
    diagnosis: null,
  };
};
const about = (accounts: readonly string[], hosts: readonly string[] = [HOST]) => ({
  hosts,
  accounts,
  clients: [],
});
const FAILED = at(10 * MINUTE);

describe('the first success after the last failure', () => {
  const attempts = [success(5, 'alice'), success(11, 'bob'), success(12, 'ALICE'), success(13, 'alice')];

  test('is of the one whom it befell, and not of another or of before', () => {
    const found = workedAgain(FAILED, about(['CORP\\alice']), attempts);
    expect(found?.record.time).toBe(at(12 * MINUTE));
    expect(found?.by).toMatchObject({ account: 'ALICE', whose: 'theirs' });
    expect(workedAgain(FAILED, about(['carol']), attempts)).toBeUndefined();
    expect(workedAgain(at(13 * MINUTE), about(['alice']), attempts)).toBeUndefined();
  });

  test('is the earliest of all hosts, in whatever order they stand', () => {
    const attempts = [success(14, 'alice'), success(12, 'alice', { host: 'RDS02' })];
    expect(workedAgain(FAILED, about(['alice'], [HOST, 'RDS02']), attempts)?.record.time).toBe(
      at(12 * MINUTE),
    );
  });

  test('is of any of several, and says that it is not of all', () => {
    expect(workedAgain(FAILED, about(['bob', 'carol']), attempts)?.by).toMatchObject({
      account: 'bob',
      whose: 'any',
    });
  });

  test('is of the client where nobody is named, and of anybody where a host itself failed', () => {
    const client = { address: '10.0.0.9' };
    const others = [success(11, 'bob'), success(12, 'alice', { client })];
    const named = { ...about([]), clients: ['10.0.0.9'] };
    expect(workedAgain(FAILED, named, others)?.record.time).toBe(at(12 * MINUTE));
    expect(workedAgain(FAILED, about([]), others)?.record.time).toBe(at(11 * MINUTE));
  });

  test('is on a host of the cause, or was seen by it on the way', () => {
    const view = { host: 'RDG01', as: 'gateway', id: 'x', by: 'activity-id', offset: 0 } as const;
    const through = [success(11, 'alice'), success(12, 'alice', { otherViews: [view] })];
    expect(workedAgain(FAILED, about(['alice'], ['RDG01']), through)?.record.time).toBe(at(12 * MINUTE));
  });
});

const firstOf = ({ causes }: Report): ReportCause => {
  const cause = causes.find(({ failure }) => failure);
  if (!cause) throw new Error('no cause');
  return cause;
};

describe('the words on it', () => {
  test('of the samples: it was the password, and another name for the host', () => {
    const password = firstOf(sampleReport('wrong-password-nla-win10'));
    expect(password.nextSuccessBy).toMatchObject({ account: 'bob', whose: 'theirs' });
    expect(againText(password)).toContain('perhaps nothing needs to be done any more');
    expect(tellHeading(password)).toBe('Tell the user if it happens again');
    const refused = firstOf(sampleReport('gateway-refusal'));
    expect(againText(refused)).toMatch(/to rds01\.corp\.example\); target RDS01, .*may still be refused/);
  });

  test('of the samples: a session that broke off is followed by the next, which mends nothing', () => {
    const dropped = firstOf(sampleReport('network-drop'));
    expect(dropped.cause).toBe('network-drop-during-session');
    expect(dropped).not.toHaveProperty('nextSuccess');
  });

  test('of one among several leave it open whether it is over', () => {
    const cause = firstOf(reportWith('alice'));
    const theirs = { ...cause, people: [] };
    expect(againText({ ...theirs, nextSuccessBy: { account: 'alice', whose: 'any' } })).toContain(
      'whether it still fails for anybody',
    );
    const { nextSuccess: _, ...never } = theirs;
    expect(againText(never)).toBeUndefined();
    expect(tellHeading(never)).toBe('Tell the user');
  });
});
