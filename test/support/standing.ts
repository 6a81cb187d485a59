import { confidences } from '../../src/model/vocabulary.ts';
import { groupBy } from '../../src/model/group-by.ts';
import type { Report } from '../../src/model/report.ts';
import type { HostVerdict, LiveVerdict, Verdict } from '../../src/model/verdict.ts';

/** Those of attempts, the last of each. */
export const standingAttempts = (verdicts: readonly LiveVerdict[]): readonly Verdict[] =>
  standing(verdicts.filter((one) => one.type === 'verdict'));

/** What stands of hosts, as a report says it: each cause with its hosts and how sure it is. */
export function standingCauses(verdicts: readonly LiveVerdict[], report: Report): readonly string[] {
  const hosts = standing(verdicts.filter((one) => one.type === 'host-verdict'));
  // A cause that attempts have as well is told of them, and of the host beside.
  const withAttempts = new Set(report.causes.filter((one) => one.attemptCount > 0).map((one) => one.cause));
  const strange = hosts.filter(
    ({ host, cause }) => !report.causes.some((one) => one.cause === cause.cause && one.hosts.includes(host)),
  );
  const own = hosts.filter(({ cause }) => !withAttempts.has(cause.cause));
  const told = [...new Set(own.map(({ cause }) => cause.cause))].map((cause) => {
    const those = own.filter((one) => one.cause.cause === cause);
    const surest = confidences.findLast((rung) => those.some((one) => one.cause.confidence === rung));
    return lineOf(
      cause,
      surest,
      those.map(({ host }) => host),
    );
  });
  return [...told, ...strange.map(({ host, cause }) => `not in the report: ${host} ${cause.cause}`)].sort();
}

/** The same of a report. */
export const hostCausesOf = ({ causes }: Report): readonly string[] =>
  causes
    .filter(({ attemptCount }) => attemptCount === 0)
    .map(({ cause, confidence, hosts }) => lineOf(cause, confidence, hosts))
    .sort();

/** Which attempts stand as having a cause together, of each host; each cause that no single attempt can have. */
export function standingGroups(verdicts: readonly LiveVerdict[]): readonly string[] {
  const groups = standing(verdicts.filter((one) => one.type === 'host-verdict')).filter(
    ({ cause }) => cause.scope === 'host' && cause.attemptCount > 0,
  );
  return linesOf(
    groups.flatMap(({ host, cause }) => cause.attempts.map((id) => [`${cause.cause} ${host}`, id] as const)),
  );
}

/** The same of a report. */
export function groupsOf({ causes, attempts }: Report): readonly string[] {
  const hosts = new Map(attempts.map(({ id, host }) => [id, host]));
  return linesOf(
    causes
      .filter(({ scope }) => scope === 'host')
      .flatMap((cause) => cause.attempts.map((id) => [`${cause.cause} ${hosts.get(id)}`, id] as const)),
  );
}

const linesOf = (members: readonly (readonly [group: string, id: string])[]): readonly string[] =>
  [...groupBy(members, ([group]) => group)]
    .map(([group, own]) => [group, ...own.map(([, id]) => id).sort()].join(' '))
    .sort();

const lineOf = (cause: string, confidence: string | undefined, hosts: readonly string[]): string =>
  `${cause} ${confidence} ${[...hosts].sort().join(' ')}`;

function standing<V extends Verdict | HostVerdict>(verdicts: readonly V[]): readonly V[] {
  const last = new Map(verdicts.map((verdict) => [verdict.verdictId, verdict]));
  return [...last.values()].filter(({ change }) => change !== 'withdrawn');
}
