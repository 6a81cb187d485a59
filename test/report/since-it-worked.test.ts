import { describe, expect, test } from 'vitest';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import { historyText } from '../../src/report/cause-words.ts';
import { sinceItWorked } from '../../src/report/since-it-worked.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { attempt, event, link } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';
import { sampleReport } from './diff/make.ts';
import { reportWith } from './sample-report.ts';

const HOUR = 3600;
const success = (seconds: number): DiagnosedAttempt => {
  const desktop = link({ ...event('session-shell-started', seconds), stage: 'desktop' });
  const one = { startedAt: at(seconds), outcome: 'succeeded', reached: 'desktop' } as const;
  return { attempt: attempt([desktop], one), diagnosis: null };
};
const kindsOf = (events: readonly { readonly kind: string }[]): string[] => events.map(({ kind }) => kind);
const look = (
  attempts: readonly DiagnosedAttempt[],
  events: readonly ReturnType<typeof event>[],
  failure = 10 * HOUR,
) => sinceItWorked(at(failure), [HOST], attempts, () => events);

describe('who it last worked for', () => {
  const of = (name: string, seconds: number): DiagnosedAttempt => {
    const one = success(seconds);
    return { ...one, attempt: { ...one.attempt, account: { domain: '', name } } };
  };
  const isAlice = ({ account }: DiagnosedAttempt['attempt']): boolean => account?.name === 'alice';
  const restarted = event('system-started', 2 * HOUR);
  const lookFor = (attempts: readonly DiagnosedAttempt[]) =>
    sinceItWorked(at(10 * HOUR), [HOST], attempts, () => [restarted], isAlice);

  test('is the one whom the cause is about, though others got in later', () => {
    const { lastSuccess, by } = lookFor([of('alice', 0), of('bob', 5 * HOUR)]);
    expect({ time: lastSuccess?.time, by }).toMatchObject({
      time: at(0),
      by: { account: 'alice', whose: 'theirs' },
    });
  });

  test('is somebody else, and says so, where that one never got in; what changed is then of a day', () => {
    const { by, changes } = lookFor([of('bob', 5 * HOUR)]);
    expect(by).toMatchObject({ account: 'bob', whose: 'others' });
    expect(changes).toEqual([restarted]);
  });
});

describe('what changed since it last worked', () => {
  test('is told from the last success to the first failure, the most telling first', () => {
    const events = [
      event('firewall-rule-deleted', -HOUR),
      event('update-installed', HOUR),
      event('system-started', 2 * HOUR),
      event('certificate-renewed', 3 * HOUR),
      event('policy-applied', 4 * HOUR),
      event('listener-ready', 5 * HOUR),
      event('firewall-rule-changed', 11 * HOUR),
    ];
    const { lastSuccess, changes } = look([success(-2 * HOUR), success(0)], events);
    expect(lastSuccess?.time).toBe(at(0));
    expect(kindsOf(changes)).toEqual([
      'certificate-renewed',
      'policy-applied',
      'update-installed',
      'system-started',
    ]);
  });

  test.each([
    'update-installed',
    'update-waiting-for-restart',
    'policy-applied',
    'system-started',
    'certificate-created',
    'certificate-renewed',
    'certificate-expired',
    'firewall-rule-added',
    'firewall-rule-changed',
    'firewall-rule-deleted',
    'firewall-profile-changed',
    'network-profile-changed',
    'clock-changed',
    'service-start-type-changed',
    'audit-policy-changed',
    'remote-user-added',
    'remote-user-removed',
    'group-member-removed',
    'logon-right-removed',
    'listener-settings-changed',
    'session-host-role-absent',
  ])('%s is a change', (kind) => {
    expect(kindsOf(look([success(0)], [event(kind, HOUR)]).changes)).toEqual([kind]);
  });

  test.each([
    [{ setBy: '+0 s' }, 0],
    [{ setBy: '-9 s' }, 0],
    [{ setBy: '-10 s' }, 1],
    [{ setBy: '-9 min 00 s' }, 1],
    [{ offsetSeconds: -3 }, 0],
    [{ offsetSeconds: 4294967296 }, 1],
    [{ oldTime: 'unreadable', newTime: 'unreadable' }, 1],
  ])('a clock set by %j is told %d times', (facts, times) => {
    expect(look([success(0)], [event('clock-changed', HOUR, facts)]).changes).toHaveLength(times);
  });

  test.each(['logon-failed', 'listener-ready', 'tls-key-unreadable', 'unheard-of'])('%s is none', (kind) => {
    expect(look([success(0)], [event(kind, HOUR)]).changes).toEqual([]);
  });

  test('without an earlier success is told of the day before', () => {
    const events = [event('update-installed', -15 * HOUR), event('policy-applied', -13 * HOUR)];
    const { lastSuccess, changes } = look([success(11 * HOUR)], events);
    expect(lastSuccess).toBeUndefined();
    expect(kindsOf(changes)).toEqual(['policy-applied']);
  });

  test('is not said to be nothing where a record of the cause itself tells of what did', () => {
    const [cause] = sampleReport('license-grace-over').causes;
    const { lastSuccess, firstTime = '', evidence = [], changes = [] } = cause ?? {};
    const between = evidence.filter(({ time }) => time > (lastSuccess?.time ?? '') && time < firstTime);
    expect([between.map(({ kind }) => kind), changes]).toEqual([['license-grace-over'], []]);
    const text = cause && historyText(cause);
    expect(text).toContain('no change of settings or software');
    expect(text).not.toContain('nothing');
  });

  test('does not look at the success of another host', () => {
    const other = success(0);
    const elsewhere = { ...other, attempt: { ...other.attempt, host: 'OTHER' } };
    expect(look([elsewhere], []).lastSuccess).toBeUndefined();
  });

  test('is bounded: the latest three of a kind, twenty in all', () => {
    const policies = Array.from({ length: 500 }, (_, i) => event('policy-applied', i + 1));
    expect(look([success(0)], policies).changes.map(({ time }) => time)).toEqual([at(500), at(499), at(498)]);
    const kinds = ['clock-changed', 'update-installed', 'system-started', 'policy-applied', 'log-cleared'];
    const rdp = ['certificate-created', 'firewall-rule-added', 'remote-user-added', 'service-crashed'];
    const many = [...kinds, ...rdp].flatMap((kind) => [1, 2, 3, 4].map((second) => event(kind, second)));
    const { changes } = look([success(0)], many);
    expect(changes).toHaveLength(20);
    expect(new Set(kindsOf(changes.slice(0, 12)))).toEqual(new Set(rdp));
  });
});

describe('the terminal', () => {
  const evil = '\u001b[31mKB\u202e1\u0007\n2';
  const report = reportWith(evil);
  const [cause] = report.causes;
  const change = cause?.evidence[0];
  if (!cause || !change) throw new Error('no cause');
  const changes = Array.from({ length: 7 }, () => change);

  test.each([
    ['with', { ...cause, lastSuccess: change, changes }],
    ['without', { ...cause, changes }],
  ])('shows five, %s a success, and lets no text of a log act', (_, shown) => {
    const text = renderTerminal({ ...report, causes: [shown] });
    const none = renderTerminal({ ...report, causes: [{ ...shown, changes: [] }] });
    const lines = (of: string): number => of.split('#7:').length;
    expect(lines(text) - lines(none)).toBe(5);
    expect(text).toContain('and 2 more in the JSON');
    // oxlint-disable-next-line no-control-regex
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  test('says nothing where there is neither a success nor a change', () => {
    const { lastSuccess, lastSuccessBy, ...never } = cause;
    expect([lastSuccess, lastSuccessBy]).not.toContain(undefined);
    const text = renderTerminal({ ...report, causes: [{ ...never, changes: [] }] });
    expect(text).not.toContain('last worked');
    expect(text).not.toContain('no success before');
  });
});
