import { byStart } from '../model/by-start.ts';
import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import { groupBy } from '../model/group-by.ts';
import type { Pattern } from '../model/pattern.ts';
import { surer } from '../model/vocabulary.ts';
import { clientsIn, hostsIn } from './ended-together.ts';
import { isOfAllHosts, matchTallies, partOfTally, type TallyScene } from './match-tallies.ts';

/**
 * Runs the tallies that count the attempts of all hosts together: a host of many has too few of its own. What holds is said of
 * each host, with its own attempts.
 */
export function acrossHosts(
  { attempts, wasSeen }: Omit<TallyScene, 'host'>,
  patterns: readonly Pattern[],
): readonly HostDiagnosis[] {
  const asked = patterns.filter(({ tallies }) => tallies.some(isOfAllHosts));
  const scene = { attempts: concerned(attempts, asked), wasSeen };
  if (hostsIn(scene.attempts).size < 2) return [];
  return asked.flatMap((pattern) => {
    const found = matchTallies(pattern, scene, []);
    return Array.from(groupBy(found?.attempts ?? [], ({ attempt }) => attempt.host)).flatMap(([host, own]) =>
      found === undefined ? [] : [partOfTally({ ...found, host }, own)],
    );
  });
}

/** Those that such tallies count, and the successes that they are held against, in order of their start: few of all that a long run has. */
function concerned(
  attempts: readonly DiagnosedAttempt[],
  patterns: readonly Pattern[],
): readonly DiagnosedAttempt[] {
  const tallies = patterns.flatMap((pattern) => pattern.tallies.filter(isOfAllHosts));
  const causes = new Set(tallies.flatMap((tally) => tally.causes));
  const isOfAny = tallies.some((tally) => tally.causes.length === 0);
  const counted = attempts.filter(({ diagnosis }) => isOfAny || causes.has(diagnosis?.cause ?? ''));
  const clients = clientsIn(counted);
  const known = new Set(counted);
  const others = attempts.filter(
    (one) =>
      one.attempt.outcome === 'succeeded' &&
      clients.has(one.attempt.client?.address ?? '') &&
      !known.has(one),
  );
  return [...counted, ...others].sort((a, b) => byStart(a.attempt, b.attempt));
}

/** Puts what was found of a host by itself and across all hosts together, each cause once. */
export function withAcross(
  own: readonly HostDiagnosis[],
  across: readonly HostDiagnosis[],
): readonly HostDiagnosis[] {
  const merged = own.map((one) => {
    const other = across.find(({ pattern }) => pattern === one.pattern);
    if (other === undefined || one.attempts.length === 0) return one;
    const attempts = [...new Set([...one.attempts, ...other.attempts])].sort((a, b) =>
      byStart(a.attempt, b.attempt),
    );
    return partOfTally({ ...one, confidence: surer(one.confidence, other.confidence) }, attempts);
  });
  const isAlone = ({ pattern }: HostDiagnosis): boolean =>
    !own.some((one) => one.pattern === pattern && one.attempts.length > 0);
  return [...merged, ...across.filter(isAlone)];
}
