import { readStatedCode } from '../../src/explain/stated-code.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { ChannelCoverage } from '../../src/model/coverage.ts';
import type { Event } from '../../src/model/event.ts';
import type { DiagnosedAttempt } from '../../src/model/diagnosis.ts';
import type { Pattern } from '../../src/model/pattern.ts';
import type { ReportCause, ReportCoverage, ReportPassage, ReportSymptom } from '../../src/model/report.ts';
import type { StatedSymptom } from '../../src/model/symptom.ts';
import { formatMicros } from '../../src/model/time.ts';
import type { CauseClass } from '../../src/model/vocabulary.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { buildCauses } from '../../src/report/build-causes.ts';
import { buildSymptom } from '../../src/report/build-symptom.ts';
import { attempt, pattern } from '../diagnose/make.ts';
import { at, HOST } from '../support/events.ts';

const classes: Readonly<Record<string, CauseClass>> = {
  'wrong-password': 'credentials',
  'account-locked-out': 'account',
  'rdp-cert-private-key-unreadable': 'tls-certificate',
  'rds-grace-expired-no-license-server': 'licensing',
  'session-replaced': 'session-state',
  'termservice-stopped': 'service',
  'client-canceled': 'normal',
};
const patterns = new Map(Object.entries(classes).map(([id, of]) => [id, pattern(id, { class: of })]));

/** A stated code, as it is read from a command line. */
export const code = (text: string): Pick<StatedSymptom, 'code'> => {
  const read = readStatedCode(text, {
    patterns: [...patterns.values()],
    rows: catalogRows,
    fill: (one) => one,
  });
  if (!read) throw new Error(`${text} is no code`);
  return { code: read };
};

/** A stated time, so many seconds after the start. */
export const time = (seconds: number): Pick<StatedSymptom, 'at'> => ({
  at: () => [at(seconds), at(seconds)],
});

/** An attempt by its id, so many seconds after the start. */
export function tried(
  id: string,
  seconds: number,
  cause: string | null,
  more: Partial<Attempt> = {},
): DiagnosedAttempt {
  const one = attempt([], { id, startedAt: at(seconds), endedAt: at(seconds + 2), ...more });
  if (more.outcome === 'succeeded' && cause === null) return { attempt: one, diagnosis: null };
  const diagnosis = {
    cause,
    class: classes[cause ?? ''] ?? ('other' as const),
    confidence: 'likely' as const,
    headline: cause ?? 'nobody knows',
    evidence: [],
    contradicting: [],
    alternatives: [],
    notEvaluated: [],
  };
  return { attempt: one, diagnosis };
}

export const coverage = [
  {
    host: HOST,
    channel: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational',
    state: 'seen',
    firstTime: formatMicros(at(-36_000)),
    lastTime: formatMicros(at(36_000)),
    ranges: [],
    neededBy: [],
    collect: '',
  },
] as const;

/** A log of which so much was seen without a gap; each run by its seconds after the start. */
export const coveredBy = (
  channel: string,
  ...runs: readonly (readonly [number, number])[]
): ChannelCoverage => ({
  host: HOST,
  channel,
  state: 'seen',
  records: runs.length,
  ranges: runs.map(([from, to], i) => ({
    first: 10 * i + 1,
    last: 10 * i + 9,
    firstTime: at(from),
    lastTime: at(to),
  })),
  firstTime: at(runs[0]?.[0] ?? 0),
  lastTime: at(runs.at(-1)?.[1] ?? 0),
});

const covered = [coveredBy(coverage[0].channel, [-36_000, 36_000])];

/** What a stated symptom means beside these attempts. */
export function symptomOf(
  stated: StatedSymptom,
  attempts: readonly DiagnosedAttempt[],
  more: {
    folded?: readonly DiagnosedAttempt[];
    /** What folds them; else a flood. */
    foldedAs?: Pattern['prominence'];
    causes?: readonly ReportCause[];
    passages?: readonly ReportPassage[];
    coverage?: readonly ReportCoverage[];
    covered?: readonly ChannelCoverage[];
    /** Records of no attempt. */
    apart?: readonly Event[];
  } = {},
): ReportSymptom {
  const flood = pattern('flood', { folds: true, prominence: more.foldedAs ?? 'background' });
  const folding = {
    host: HOST,
    pattern: flood,
    confidence: 'certain',
    evidence: [],
    contradicting: [],
  } as const;
  const hostDiagnoses = more.folded ? [{ ...folding, attempts: more.folded }] : [];
  const causes = more.causes ?? causesOf({ attempts, hostDiagnoses, patterns: known(flood) });
  const { apart = [], ...others } = more;
  return buildSymptom(stated, {
    attempts,
    hostDiagnoses,
    causes,
    coverage,
    covered,
    passages: [],
    hostRecords: () => apart,
    ...others,
  });
}
export const causesOf = (parts: Partial<Parameters<typeof buildCauses>[0]>) =>
  buildCauses({
    attempts: [],
    unlisted: new Set(),
    hostDiagnoses: [],
    patterns,
    fill: String,
    hostEvents: () => [],
    hostOf: String,
    ...parts,
  });
const known = (one: Pattern): ReadonlyMap<string, Pattern> => new Map([...patterns, [one.id, one]]);

export const alice = { account: { domain: 'CORP', name: 'alice' } };
export const bob = { account: { domain: 'CORP', name: 'bob' } };
export const from = (address: string, name?: string) => ({
  client: { address, ...(name === undefined ? {} : { name }) },
});
