import type { EventRef } from '../../model/report.ts';
import { causesAt } from './causes.ts';
import type { SideView } from './side.ts';
import { recordOf } from './tally-steps.ts';

/** More than this is a history, not a hint. */
const SHOWN = 20;

/**
 * What changed on the failing side's hosts before its failures, as their causes tell it, without what the working side
 * lived with: what its own report names as well, or what had happened on the same host before it worked.
 */
export function newChanges(good: SideView, bad: SideView): EventRef[] {
  const known = new Set(good.report === bad.report ? [] : changesOf(good).map(recordOf));
  const livedWith = ({ host, time }: EventRef): boolean => {
    const worked = good.attempts.filter(
      ({ host: own, alsoSeenBy = [], outcome }) =>
        outcome === 'succeeded' && (own === host || alsoSeenBy.some((view) => view.host === host)),
    );
    return worked.some(({ startedAt }) => startedAt > time);
  };
  const seen = new Set<string>();
  return changesOf(bad)
    .filter((event) => {
      const key = recordOf(event);
      if (seen.has(key) || known.has(key) || livedWith(event)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, SHOWN);
}

const changesOf = (side: SideView): readonly EventRef[] => causesAt(side).flatMap(({ changes }) => changes);

/** Whether the failing side's report had reason to look back: only a failure with a known cause makes it do so. */
export const lookedBack = (side: SideView): boolean => causesAt(side).some(({ failure }) => failure);
