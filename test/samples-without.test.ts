import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Report, ReportCause } from '../src/model/report.ts';
import { shortChannel } from '../src/report/build-summary.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { samples } from './support/sample-logs.ts';

const packs = [loadPatterns()];
const reportOn = async (files: readonly string[]): Promise<Report> =>
  (await analyze(files, { packs })).report;

/** What the stories tell of: the first cause, and how many attempts it names. Written before any report was read. */
const truths: Readonly<Record<string, readonly [cause: string, attempts: number]>> = {
  '0x904-unreadable-key': ['rdp-cert-private-key-unreadable', 12],
  'credssp-mismatch': ['credssp-oracle-remediation', 3],
  'wrong-password-nla-win10': ['wrong-password', 3],
  'license-grace-over': ['rds-grace-expired-no-license-server', 5],
  'license-cal-type': ['rds-cals-exhausted-or-wrong-type', 4],
  'console-holds-seat': ['console-user-holds-seat', 3],
  'wrong-password-nla-2012r2': ['wrong-password', 4],
  'tls-version-disabled': ['tls-version-disabled', 6],
  'rdp-wrapper-after-update': ['rdp-wrapper-broken-by-update', 3],
  'network-drop': ['network-drop-during-session', 3],
  'firewall-public': ['network-profile-public', 0],
  'gateway-refusal': ['rdg-rap-denied', 0],
  'client-log-alone': ['no-connection-reached-server', 3],
};

describe.each(samples)('$name', ({ name, logs }) => {
  let full: Report;
  beforeAll(async () => {
    full = await reportOn(logs.map(({ file }) => file));
  });

  it('with all its logs has its cause first, or no failure', () => {
    const first = full.causes.find((cause) => cause.failure && cause.prominence !== 'background');
    expect(first && [first.cause, first.attempts.length]).toEqual(truths[name]);
  });

  const removable = logs.length > 1 ? logs : [];
  it.each(removable)(
    'without $file names that log, or still finds what it found',
    async ({ file, channel }) => {
      const report = await reportOn(logs.map((log) => log.file).filter((other) => other !== file));
      const failures = full.causes.filter((cause) => cause.failure && isKnown(report, cause));
      expect(failures.filter(({ cause }) => !isAnswered(report, cause, channel))).toEqual([]);
      if (report.summary.outcome === 'no-failures' && full.summary.outcome !== 'no-failures') {
        expect(report.summary.headline).toContain(shortChannel(channel));
      }
    },
  );

  it.each(removable)('without $file what it would decide is open, not ruled out', async (gone) => {
    const report = await reportOn(logs.map((log) => log.file).filter((other) => other !== gone.file));
    const machine = report.hosts.find(({ name }) => name === gone.host);
    if (!machine?.roles.includes('server')) return;
    const open = report.coverage.find(
      ({ host, channel, state }) => host === gone.host && channel === gone.channel && state === 'missing',
    );
    const ruledOut = decidedOn(gone.channel).filter((cause) => !open?.neededBy.includes(cause));
    expect(ruledOut).toEqual([]);
  });
});

/** Every cause whose deciding record is in that log of the machine that was connected to. */
const decidedOn = (channel: string): readonly string[] =>
  packs
    .flatMap(({ patterns }) => patterns)
    .filter(({ decidedBy }) => decidedBy.some((log) => log.on === 'host' && log.channel === channel))
    .map(({ id }) => id);

/** Of a machine whose only log is gone nobody can know that it tried; others may tell of the failure. */
const isKnown = (report: Report, cause: ReportCause): boolean =>
  report.causes.every((found) => !found.failure) ||
  cause.hosts.some((host) => report.hosts.some(({ name }) => name === host));

/** Found, or said to hang on the missing log. */
function isAnswered(report: Report, cause: string, channel: string): boolean {
  return (
    report.causes.some((found) => found.cause === cause) ||
    report.summary.headline.includes(shortChannel(channel)) ||
    report.coverage.some(
      (row) => row.channel === channel && row.state === 'missing' && row.neededBy.includes(cause),
    ) ||
    report.attempts.some(({ diagnosis }) =>
      diagnosis?.notEvaluated.some((open) => open.cause === cause && open.missing.includes(channel)),
    )
  );
}
