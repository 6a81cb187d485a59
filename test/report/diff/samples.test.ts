import { describe, expect, test } from 'vitest';
import { renderDiff } from '../../../src/report/diff-text.ts';
import { diffOf, sampleReport } from './make.ts';

/** Where the stories of the samples part, by what really happened in them. */
const stories: readonly [
  sample: string,
  good: string,
  bad: string,
  stage: string,
  kind: string,
  cause: string,
][] = [
  [
    'wrong-password-nla-win10',
    'outcome=worked',
    'outcome=failed',
    'authentication',
    'logon-failed',
    'wrong-password',
  ],
  [
    'wrong-password-nla-2012r2',
    'outcome=worked',
    'outcome=failed',
    'authentication',
    'logon-failed',
    'wrong-password',
  ],
  [
    '0x904-unreadable-key',
    'day=2024-03-12',
    'day=2024-03-13',
    'tls',
    'tls-key-unreadable',
    'rdp-cert-private-key-unreadable',
  ],
  [
    'tls-version-disabled',
    'outcome=worked',
    'outcome=failed',
    'tls',
    'tls-credential-failed',
    'tls-version-disabled',
  ],
  [
    'credssp-mismatch',
    'outcome=worked',
    'outcome=failed',
    'negotiation',
    'credssp-version-refused',
    'credssp-oracle-remediation',
  ],
  ['network-drop', 'user=bob', 'user=alice', 'desktop', 'read-failed', 'network-drop-during-session'],
  [
    'rdp-wrapper-after-update',
    'outcome=worked',
    'outcome=failed',
    'authentication',
    'authentication-passed',
    'rdp-wrapper-broken-by-update',
  ],
  [
    'client-log-alone',
    'outcome=worked',
    'outcome=failed',
    'network',
    'client-disconnected',
    'no-connection-reached-server',
  ],
  [
    'console-holds-seat',
    'outcome=worked',
    'outcome=failed',
    'session',
    'session-arbitration-ended',
    'console-user-holds-seat',
  ],
  [
    'license-grace-over',
    'user=carol',
    'user=bob',
    'licensing',
    'connection-ended',
    'rds-grace-expired-no-license-server',
  ],
];

describe('where the stories of the samples part', () => {
  test.each(stories)('%s: %s against %s', (sample, good, bad, stage, kind, cause) => {
    const report = sampleReport(sample);
    const diff = diffOf(report, report, good, bad);
    expect([diff.parting?.stage, diff.parting?.step?.kind]).toEqual([stage, kind]);
    expect(diff.causes.find(({ on, failure }) => on === 'bad' && failure)?.cause).toBe(cause);
    const lines = renderDiff(diff).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  test('the same against itself differs in nothing', () => {
    const report = sampleReport('healthy-day');
    const diff = diffOf(report, report);
    expect(diff.parting).toBeNull();
    expect(diff.ladder.some(({ differs }) => differs)).toBe(false);
    expect(diff.notComparable.map(({ about }) => about)).toContain('selection');
  });

  test('a difference that stops nobody stands beside the one that does', () => {
    const report = sampleReport('network-drop');
    const { parting } = diffOf(report, report, 'user=bob', 'user=alice');
    expect(parting?.earlier?.stage).toBe('authorization');
    expect(parting?.earlier?.step.kind).toBe('logon-succeeded');
  });

  test('tells what changed before, and not what the working side lived with', () => {
    const report = sampleReport('0x904-unreadable-key');
    const kinds = (good: string, bad: string): string[] =>
      diffOf(report, report, good, bad).changes.map(({ kind }) => kind);
    expect(kinds('day=2024-03-12', 'day=2024-03-13')).toContain('update-installed');
    expect(kinds('day=2024-03-13', 'day=2024-03-12')).toEqual([]);
  });

  test('two runs over the same reports give the same bytes', () => {
    const diff = () =>
      diffOf(sampleReport('healthy-day'), sampleReport('network-drop'), '', 'outcome=failed');
    expect(JSON.stringify(diff())).toBe(JSON.stringify(diff()));
    expect(renderDiff(diff())).toBe(renderDiff(diff()));
  });
});
