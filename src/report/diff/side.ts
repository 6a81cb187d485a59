import type { Viewpoint } from '../../model/attempt.ts';
import type { DiffSide, SideName } from '../../model/report-diff.ts';
import type { Report, ReportAttempt } from '../../model/report.ts';
import type { Outside } from './outside.ts';
import type { Selected } from './select.ts';
import { lookUpIn, type LookUp } from './sight.ts';
import { tallySteps, type ReadStep, type StepTally } from './tally-steps.ts';

/** One side of a comparison, ready to be held against the other. */
export interface SideView {
  readonly name: SideName;
  readonly report: Report;
  readonly attempts: readonly ReportAttempt[];
  readonly hosts: readonly string[];
  readonly outside: readonly Outside[];
  readonly steps: ReadonlyMap<string, StepTally>;
  readonly lookUp: LookUp;
  /** The attempts, by place, of which these logs were seen and would show the step. */
  readonly covered: (shows: Shows) => Covered;
}

/** Where a step shows: in which logs, and whether a host's or a client's. */
export interface Shows {
  readonly channels: ReadonlySet<string>;
  readonly viewpoints: ReadonlySet<Viewpoint>;
}

interface Covered {
  readonly count: number;
  readonly has: (place: number) => boolean;
}

/** Counts a side's steps and works out what its logs would show. */
export function sideView(
  name: SideName,
  report: Report,
  { attempts, hosts, outside }: Selected,
  read: ReadStep,
  unread: ReadonlySet<string>,
): SideView {
  const lookUp = lookUpIn(report);
  const known = new Map<string, Covered>();
  const covered = (shows: Shows): Covered => {
    const key = [...[...shows.channels].sort(), ...[...shows.viewpoints].sort()].join('\n');
    const found = known.get(key) ?? coveredBy(attempts, shows, lookUp);
    known.set(key, found);
    return found;
  };
  return {
    name,
    report,
    attempts,
    hosts,
    outside,
    steps: tallySteps(attempts, read, unread),
    lookUp,
    covered,
  };
}

function coveredBy(
  attempts: readonly ReportAttempt[],
  { channels, viewpoints }: Shows,
  lookUp: LookUp,
): Covered {
  const places = new Set<number>();
  attempts.forEach((attempt, place) => {
    const isShown = (channel: string): boolean => lookUp(attempt, channel) === 'seen';
    if (viewpoints.has(attempt.seenBy) && [...channels].every(isShown)) places.add(place);
  });
  return { count: places.size, has: (place) => places.has(place) };
}

/** What was compared, in numbers. */
export function describeSide(
  { attempts, hosts, outside }: SideView,
  { source, selector, byAddressAlone }: Pick<DiffSide, 'source' | 'selector' | 'byAddressAlone'>,
): DiffSide {
  const count = (outcome: ReportAttempt['outcome']): number =>
    attempts.filter((attempt) => attempt.outcome === outcome).length;
  const [only] = attempts;
  return {
    source,
    selector,
    attempts: {
      total: attempts.length,
      succeeded: count('succeeded'),
      failed: count('failed'),
      open: count('open'),
      unknown: count('unknown'),
    },
    ...(byAddressAlone === undefined ? {} : { byAddressAlone }),
    ...(attempts.length === 1 && only ? { attempt: only.id } : {}),
    hosts,
    firstTime: leastOf([
      ...attempts.map(({ startedAt }) => startedAt),
      ...outside.map(({ firstTime }) => firstTime),
    ]),
    lastTime: leastOf(
      [...attempts.map(({ endedAt }) => endedAt), ...outside.map(({ lastTime }) => lastTime)],
      -1,
    ),
  };
}

/** The first of these times, or with a sign the last. */
const leastOf = (times: readonly string[], sign = 1): string | null =>
  times.reduce<string | null>(
    (least, time) => (least === null || sign * (time < least ? -1 : 1) < 0 ? time : least),
    null,
  );
