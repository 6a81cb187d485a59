import type { DiffParting, DiffStage, DiffStep, SideName } from '../../model/report-diff.ts';
import { stageRank, type Stage } from '../../model/vocabulary.ts';
import { isUsual } from './frequency.ts';
import { bothReach } from './ladder.ts';
import { differs, isAside, isTelling, type PlacedStep } from './place-steps.ts';

/**
 * Finds where the sides part, by what is usual on one of them and not on the other: first what the failures rest on,
 * then where the failing side comes no farther, then the first stage with a telling difference. Where nothing is usual,
 * what only some attempts show. A difference at an earlier stage, which the failing side passes, is kept beside it.
 */
export function findParting(
  placed: readonly PlacedStep[],
  ladder: readonly DiffStage[],
  totals: Totals,
): DiffParting | null {
  const both = bothReach(ladder);
  const usual = placed.filter(
    ({ step }) => differs(step) && (isUsual(step.good) || isUsual(step.bad)) && isFair(step, totals),
  );
  const first = usual.find((one) => isTelling(one));
  const proof = usual.find(({ step }) => isNew(step) && step.bad.evidence > 0);
  const found = proof ?? endOf(usual, ladder, both) ?? first;
  if (found) {
    const { stage, step } = found;
    const isEarlier = first !== undefined && stageRank(first.stage) < stageRank(stage);
    const earlier = isEarlier ? { stage: first.stage, step: first.step } : null;
    return { stage, step, strength: 'usual', earlier, bothReach: both };
  }
  const some = placed.find((one) => isTelling(one) && one.step.change === 'new');
  if (some) return { stage: some.stage, step: some.step, strength: 'some', earlier: null, bothReach: both };
  const other = usual.find(({ step }) => !isAside(step));
  return other
    ? { stage: other.stage, step: other.step, strength: 'usual', earlier: null, bothReach: both }
    : null;
}

interface Found {
  readonly stage: Stage;
  readonly step: DiffStep | null;
}

/** Where the working side usually goes on and the failing one does not, unless its steps differ before that. */
function endOf(
  usual: readonly PlacedStep[],
  ladder: readonly DiffStage[],
  both: Stage | null,
): Found | undefined {
  const end = ladder.find(
    ({ reached }) => isUsual(reached.good) && !isUsual(reached.bad) && reached.bad.usual !== 'unseen',
  )?.stage;
  if (end === undefined) return undefined;
  // What the failing side shows last says more than that it shows nothing after it.
  const last = usual.filter(({ stage, step }) => stage === both && !isAside(step));
  const telling = last.find((one) => isTelling(one)) ?? last.find(({ step }) => isNew(step));
  // Not every stage has a record: the first beyond the end that has one says what is missing.
  const beyond = usual.find((one) => stageRank(one.stage) >= stageRank(end) && isTelling(one));
  return telling ?? beyond ?? { stage: end, step: null };
}

/** How many attempts the sides have. */
type Totals = Readonly<Record<SideName, number>>;

/** The logs that would show it were there for half of each side at least: else it says little of the side. */
const isFair = ({ good, bad }: DiffStep, totals: Totals): boolean =>
  good.of * 2 >= totals.good && bad.of * 2 >= totals.bad;

const isNew = ({ change }: DiffStep): boolean => change === 'new' || change === 'more';

/** Logs of usual steps before a stage that cannot be compared: the sides may part there already, unseen. */
export const unseenBefore = (
  placed: readonly PlacedStep[],
  stage: Stage | undefined,
  totals: Totals,
): readonly string[] =>
  [
    ...new Set(
      placed
        .filter(
          (one) =>
            one.step.change === 'not-comparable' &&
            !isAside(one.step) &&
            (one.step.good.seen * 2 > totals.good || one.step.bad.seen * 2 > totals.bad) &&
            (stage === undefined || stageRank(one.stage) < stageRank(stage)),
        )
        .flatMap(({ shows }) => [...shows.channels]),
    ),
  ].sort();
