import type { CoverageView } from '../model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis, NotEvaluated } from '../model/diagnosis.ts';
import { isFlood, type Pattern, type RunOn } from '../model/pattern.ts';
import { hostCauses, type SignScene } from './host-signs.ts';
import { matchTallies, type TallyScene } from './match-tallies.ts';

/** What the host patterns look at. */
export interface HostScene extends SignScene {
  readonly attempts: readonly DiagnosedAttempt[];
}

/** Runs the host signs and tallies of all patterns; those that build on others' clients come after them. */
export function diagnoseHost(scene: HostScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  const found = hostCauses(scene, patterns);
  return withoutSuperseded([...found, ...tallyCauses(scene, patterns)], () => causesAmong(scene.attempts));
}

/** Runs the tallies of all patterns alone: what holds by several attempts, which come in order of their start. */
export function tallyCauses(scene: TallyScene, patterns: readonly Pattern[]): HostDiagnosis[] {
  const found: HostDiagnosis[] = [];
  const dependent = (pattern: Pattern): boolean => pattern.tallies.some((tally) => tally.clientOf.length > 0);
  for (const pattern of [...patterns].sort((a, b) => Number(dependent(a)) - Number(dependent(b)))) {
    const byTally = matchTallies(pattern, scene, found);
    if (byTally) found.push(byTally);
  }
  return found;
}

/**
 * A cause without attempts of its own gives way where the more specific one was found on the same host.
 *
 * @param ofAttempts Gives the causes of the host's attempts; asked only where one of them may be the more specific.
 */
export function withoutSuperseded(
  found: readonly HostDiagnosis[],
  ofAttempts: () => ReadonlySet<string>,
): HostDiagnosis[] {
  const ofHost = new Set(found.map(({ pattern }) => pattern.id));
  return found.filter(
    ({ pattern: { yieldsTo }, attempts }) =>
      attempts.length > 0 ||
      yieldsTo.length === 0 ||
      !yieldsTo.some((cause) => ofHost.has(cause) || ofAttempts().has(cause)),
  );
}

/** The causes that some attempts have. */
export const causesAmong = (attempts: readonly DiagnosedAttempt[]): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ diagnosis }) => diagnosis?.cause ?? []));

/** The floods that a host's attempts are part of, where there are that many; they come in order of their start. */
export const hostFloods = (scene: TallyScene, patterns: readonly Pattern[]): HostDiagnosis[] =>
  patterns.flatMap((pattern) => (isFlood(pattern) ? (matchTallies(pattern, scene, []) ?? []) : []));

/** The causes that nobody can rule out on a machine, for their deciding log was not there. */
export function undecidedCauses(
  { host, machines }: { readonly host: string; readonly machines: readonly RunOn[] },
  patterns: readonly Pattern[],
  { hasChannel }: Pick<CoverageView, 'hasChannel'>,
): NotEvaluated[] {
  return patterns.flatMap((pattern) => {
    const missing = pattern.decidedBy
      .filter(({ on, channel }) => machines.includes(on) && !hasChannel(host, channel))
      .map(({ channel }) => channel);
    return missing.length === 0 ? [] : [{ cause: pattern.id, missing }];
  });
}
