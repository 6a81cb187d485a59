import type { DiffSide, ReportDiff } from '../../model/report-diff.ts';
import type { Report } from '../../model/report.ts';
import { buildOutside } from './build-outside.ts';
import { compareCauses } from './causes.ts';
import { newChanges } from './changes.ts';
import { headlineOf } from './headline.ts';
import { buildLadder } from './ladder.ts';
import { notComparable } from './not-comparable.ts';
import { findParting, unseenBefore } from './parting.ts';
import { workedOn } from './outside-headline.ts';
import { placeSteps } from './place-steps.ts';
import { selectAttempts, type NothingSelected, type Selected } from './select.ts';
import { describeSide, sideView } from './side.ts';
import { unreadKinds, type ReadStep } from './tally-steps.ts';
import { compareTraits } from './traits.ts';
import { compareWaits } from './waits.ts';

/** Which attempts to hold against each other, and what the sides were called. */
export type Selection = Readonly<Record<'good' | 'bad', Pick<DiffSide, 'source' | 'selector'>>>;

/** Holds a working side against a failing one: where they part, and what is new. */
export function compare(
  good: Report,
  bad: Report,
  selection: Selection,
  read: ReadStep,
): ReportDiff | (NothingSelected & { readonly side: 'good' | 'bad' }) {
  const chosenGood = selectAttempts(good, selection.good.selector, [bad]);
  if ('mistake' in chosenGood) return { ...chosenGood, side: 'good' };
  const chosenBad = selectAttempts(bad, selection.bad.selector, [good]);
  if ('mistake' in chosenBad) return { ...chosenBad, side: 'bad' };
  return compareSelected(
    { report: good, chosen: chosenGood, called: selection.good },
    { report: bad, chosen: chosenBad, called: selection.bad },
    read,
  );
}

interface Chosen {
  readonly report: Report;
  readonly chosen: Selected;
  readonly called: Selection['good'];
}

function compareSelected(a: Chosen, b: Chosen, read: ReadStep): ReportDiff {
  const unread = unreadKinds([...a.chosen.attempts, ...b.chosen.attempts], read);
  const good = sideView('good', a.report, a.chosen, read, unread);
  const bad = sideView('bad', b.report, b.chosen, read, unread);
  const placed = placeSteps(good, bad);
  const ladder = buildLadder(placed, good, bad);
  const totals = { good: good.attempts.length, bad: bad.attempts.length };
  const isEmpty = totals.good === 0 || totals.bad === 0;
  const parting = isEmpty ? null : findParting(placed, ladder, totals);
  const causes = compareCauses(good, bad);
  const outside = buildOutside(good, bad, causes);
  const [goodSide, badSide] = [
    describeSide(good, { ...a.called, ...a.chosen }),
    describeSide(bad, { ...b.called, ...b.chosen }),
  ];
  const [one, other] = [good.attempts[0], bad.attempts[0]];
  const isPair = totals.good === 1 && totals.bad === 1;
  return {
    schemaVersion: 1,
    headline: headlineOf({
      good: goodSide,
      bad: badSide,
      parting,
      causes,
      outside,
      worked: workedOn(good),
      unseen: unseenBefore(placed, parting?.stage, totals),
    }),
    good: goodSide,
    bad: badSide,
    parting,
    ladder,
    causes,
    ...(outside.length > 0 ? { outside } : {}),
    waits: isPair && one && other ? compareWaits(one, other, read) : [],
    traits: compareTraits(good, bad),
    changes: newChanges(good, bad),
    notComparable: notComparable({ good, bad, placed, unread }),
  };
}
