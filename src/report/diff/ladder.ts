import type { DiffStage, SideName } from '../../model/report-diff.ts';
import { stageRank, stages, type Stage } from '../../model/vocabulary.ts';
import { changeOf, frequency, isUsual } from './frequency.ts';
import { differs, isTelling, type PlacedStep } from './place-steps.ts';
import type { Shows, SideView } from './side.ts';

/** The rungs: how many attempts of each side came that far, and what they show there. */
export function buildLadder(placed: readonly PlacedStep[], good: SideView, bad: SideView): DiffStage[] {
  return stages.map((stage) => {
    const shows = placed
      .filter((one) => one.marksStage && stageRank(one.stage) >= stageRank(stage))
      .map((one) => one.shows);
    const reached = { good: reachedBy(good, stage, shows), bad: reachedBy(bad, stage, shows) };
    const own = placed.filter((one) => one.stage === stage);
    return {
      stage,
      reached,
      steps: own.map(({ step }) => step),
      differs:
        own.some((one) => isTelling(one) && differs(one.step)) ||
        changeOf(reached.good, reached.bad) !== 'same',
    };
  });
}

/** That an attempt did not come this far can be said where a log was seen that shows such stages. */
function reachedBy(side: SideView, stage: Stage, shows: readonly Shows[]): DiffStage['reached'][SideName] {
  const came = side.attempts.map((attempt) => stageRank(attempt.reached) >= stageRank(stage));
  const views = shows.map((one) => side.covered(one));
  const of = came.filter((has, place) => has || views.some((view) => view.has(place))).length;
  return frequency(came.filter(Boolean).length, of);
}

/** Both sides usually come this far. */
export const bothReach = (ladder: readonly DiffStage[]): Stage | null =>
  ladder.findLast(({ reached }) => isUsual(reached.good) && isUsual(reached.bad))?.stage ?? null;
