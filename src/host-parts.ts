import { acrossHosts, withAcross } from './diagnose/across-hosts.ts';
import { describeScenes, unseenHost } from './describe-scene.ts';
import { letGoOf } from './host-scene.ts';
import type { HostSet } from './host-set.ts';
import type { FoundLack } from './model/collected.ts';
import { groupBy } from './model/group-by.ts';
import type { Pattern } from './model/pattern.ts';
import { buildCoverage } from './report/build-coverage.ts';
import { buildHosts } from './report/build-hosts.ts';
import type { ReportParts } from './report/build-report.ts';
import { describeHosts } from './timeline/describe-hosts.ts';
import type { HostNames } from './timeline/host-names.ts';

interface HostPartsTools {
  readonly patterns: readonly Pattern[];
  readonly names: HostNames;
  /** Channels whose logs show no record by the word of who made a case pack. */
  readonly statedSilent: ReadonlySet<string>;
  /** Why a channel of a host gave no record; undefined: nobody says. */
  readonly lackOf: (host: string, channel: string) => FoundLack | undefined;
  /** How many attempts are not even counted any more. */
  readonly attemptsForgotten: number;
}

type HostParts = Pick<
  ReportParts,
  | 'hosts'
  | 'covered'
  | 'coverage'
  | 'attempts'
  | 'unlisted'
  | 'letGo'
  | 'hostDiagnoses'
  | 'unseenHost'
  | 'hostEvents'
>;

/** Gives what a report says of the hosts and their attempts, of all that came of them. */
export function hostParts(
  { scenes, links, seen }: ReturnType<HostSet['finish']>,
  { patterns, names, statedSilent, lackOf, attemptsForgotten }: HostPartsTools,
): HostParts {
  const described = describeScenes(scenes, patterns, seen);
  const attempts = described.flatMap((scene) => scene.attempts);
  const across = groupBy(acrossHosts({ attempts, wasSeen: seen.wasSeen }, patterns), ({ host }) => host);
  const byHost = new Map(scenes.map((scene) => [scene.host, scene]));
  const machines = describeHosts(names, new Map(scenes.map(({ host, traits }) => [host, traits])));
  return {
    hosts: buildHosts(machines, byHost, links, attempts),
    covered: seen.rows,
    coverage: buildCoverage(seen, described, { statedSilent, lackOf }),
    attempts,
    unlisted: new Set(described.flatMap((scene) => scene.unlisted)),
    letGo: { ...letGoOf(scenes), ...(attemptsForgotten > 0 && { attemptsForgotten }) },
    hostDiagnoses: described.flatMap(({ host, diagnoses }) => withAcross(diagnoses, across.get(host) ?? [])),
    unseenHost: unseenHost(scenes, patterns),
    hostEvents: (host) => byHost.get(host)?.unattached ?? [],
  };
}
