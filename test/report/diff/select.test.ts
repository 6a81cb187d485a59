import { describe, expect, test } from 'vitest';
import { readReport } from '../../../src/report/diff/read-report.ts';
import { readSelector } from '../../../src/report/diff/read-selector.ts';
import { selectAttempts } from '../../../src/report/diff/select.ts';
import { reportWith } from '../sample-report.ts';
import { accepted, attemptOf, reportOf, sampleReport } from './make.ts';

describe('a selector', () => {
  test.each([
    ['1F2e', { attempt: '1f2e' }],
    ['user=alice&day=2026-11-20', { user: 'alice', day: '2026-11-20' }],
    ['user=CORP\\alice & host=RDS01', { user: 'CORP\\alice', host: 'RDS01' }],
    ['client=fe80::1', { client: 'fe80::1' }],
    ['outcome=failed', { outcome: 'failed' }],
  ])('%s', (text, selector) => expect(readSelector(text)).toEqual(selector));

  test.each([
    ['', 'expected an attempt'],
    ['alice', 'expected an attempt'],
    ['usr=alice', "did you mean 'user'"],
    ['user=', 'expected a value after user='],
    ['day=yesterday', 'expected a day such as'],
    ['day=2026-02-31', 'expected a day such as'],
    ['outcome=bad', 'outcome=worked or outcome=failed'],
    ['user=a&user=b', 'expected user once'],
  ])('refuses %j', (text, message) => expect(readSelector(text)).toContain(message));
});

test('a selector has the zone of its day, where that is not UTC', () => {
  const day = '2026-11-20';
  expect(readSelector(`day=${day}`, 'Europe/Berlin')).toEqual({ day, zone: 'Europe/Berlin' });
  expect(readSelector(`day=${day}`, 'UTC')).toEqual({ day });
  expect(readSelector('user=alice', 'Europe/Berlin')).toEqual({ user: 'alice' });
});

describe('the attempts selected', () => {
  const healthy = sampleReport('healthy-day');
  const ids = (text: string, zone?: string): readonly string[] => {
    const selector = readSelector(text, zone);
    const found = typeof selector === 'string' ? { mistake: selector } : selectAttempts(healthy, selector);
    return 'mistake' in found ? [found.mistake] : found.attempts.map(({ id }) => id);
  };
  const all = healthy.attempts.map(({ id }) => id);

  test('by any part, and by several', () => {
    expect(ids('host=rds03')).toEqual(all);
    expect(ids('day=2024-06-18')).toEqual(all);
    expect(ids('user=alice@corp.example').length).toBe(3);
    expect(ids('user=alice&client=10.20.30.11').length).toBe(2);
    expect(ids(all[2] ?? '')).toEqual([all[2]]);
  });

  test('by a day of a zone', () => {
    // There the third begins at 22:42, the fourth at 00:31.
    expect(ids('day=2024-06-17', 'Pacific/Honolulu')).toEqual(all.slice(0, 3));
    expect(ids('day=2024-06-18', 'Pacific/Honolulu')).toEqual(all.slice(3));
    expect(ids('day=2024-06-19', 'Pacific/Honolulu')[0]).toContain(
      'on 2024-06-19 (Pacific/Honolulu); there are on 2024-06-17, 2024-06-18',
    );
    // The logs begin at 23:02 of that day.
    expect(ids('day=2024-06-17', '-06:00')).toEqual([]);
    expect(ids('day=2024-06-17')[0]).toContain('(UTC)');
  });

  test.each([
    ['user=alcie', "did you mean 'alice'?"],
    ['user=zoe', 'alice, bob, carol'],
    ['client=10.0.0.9', 'LT-ALICE'],
    ['host=DC01', 'RDS03.corp.example'],
    ['day=2020-01-01', '2024-06-18'],
    ['outcome=failed', 'no attempt failed'],
    ['user=bob&client=10.20.30.11', 'all parts of the selector'],
  ])('%s says what there is instead', (text, message) => expect(ids(text)[0]).toContain(message));

  test('an attempt without a name is theirs by their address, and counted as such', () => {
    const alice = { account: { domain: 'CORP', name: 'alice' } };
    const bob = { account: { domain: 'CORP', name: 'bob' } };
    const bad = reportOf([
      attemptOf('b1', [accepted(1, 0)]),
      attemptOf('b2', [accepted(2, 1)], bob),
      attemptOf('b3', [accepted(3, 2)], { client: { address: '10.0.0.9' } }),
    ]);
    const good = reportOf([attemptOf('a1', [accepted(1, 0)], alice)]);
    expect(selectAttempts(bad, { user: 'alice' })).toHaveProperty('mistake');
    const found = selectAttempts(bad, { user: 'alice' }, [good]);
    expect(found).toMatchObject({ attempts: [{ id: 'b1' }], byAddressAlone: 1 });
  });
});

describe('a saved report', () => {
  test('is taken as it is', () => expect(readReport(reportWith('alice'))).toEqual(reportWith('alice')));

  const { attempts, ...headless } = reportWith('alice');
  const [first] = attempts;
  test.each<[unknown, string]>([
    [null, 'is no report'],
    [[], 'is no report'],
    [{ schemaVersion: 2 }, 'another version'],
    [headless, 'it has no attempts'],
    [{ ...headless, attempts: [null] }, 'attempts[0]'],
    [{ ...headless, attempts: [{ ...first, reached: 'moon' }] }, 'attempts[0]'],
    [{ ...headless, attempts: [{ ...first, events: [{ kind: 1 }] }] }, 'attempts[0]'],
    [{ ...headless, attempts: [{ ...first, client: { address: '::1', name: 7 } }] }, 'attempts[0]'],
    [{ ...headless, attempts: [{ ...first, diagnosis: { evidence: [] } }] }, 'attempts[0]'],
    [{ ...reportWith('alice'), coverage: [{ host: 'x' }] }, 'coverage[0]'],
  ])('with something else in it is refused (%#)', (value, message) => {
    expect(readReport(value)).toContain(message);
  });
});
