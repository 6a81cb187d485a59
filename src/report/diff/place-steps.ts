import { changeOf, frequency } from './frequency.ts';
import type { Shows, SideView } from './side.ts';
import type { StepTally } from './tally-steps.ts';
import type { DiffStep, StepSide } from '../../model/report-diff.ts';
import { stageRank, type Stage } from '../../model/vocabulary.ts';

/** A step with what the comparison needs to know beside it. */
export interface PlacedStep {
  readonly stage: Stage;
  readonly marksStage: boolean;
  readonly shows: Shows;
  readonly step: DiffStep;
}

/** Holds the steps of both sides against each other, each at its stage, the most telling first. */
export function placeSteps(good: SideView, bad: SideView): readonly PlacedStep[] {
  const keys = [...new Set([...good.steps.keys(), ...bad.steps.keys()])].sort();
  return keys
    .flatMap((key) => placeStep(good.steps.get(key), bad.steps.get(key), good, bad))
    .sort((a, b) => stageRank(a.stage) - stageRank(b.stage) || weight(b) - weight(a));
}

function placeStep(
  onGood: StepTally | undefined,
  onBad: StepTally | undefined,
  good: SideView,
  bad: SideView,
): PlacedStep[] {
  const either = onBad ?? onGood;
  if (!either) return [];
  const shows = {
    channels: new Set([...(onGood?.channels ?? []), ...(onBad?.channels ?? [])]),
    viewpoints: new Set([...(onGood?.viewpoints ?? []), ...(onBad?.viewpoints ?? [])]),
  };
  const [goodSide, badSide] = [stepSide(onGood, shows, good), stepSide(onBad, shows, bad)];
  const change = changeOf(goodSide, badSide);
  // What is new stands where the failing side shows it, everything else where the working one does.
  const placed = (change === 'new' || change === 'more' ? (onBad ?? onGood) : (onGood ?? onBad)) ?? either;
  return [
    {
      stage: stageOf(placed),
      marksStage: placed.marksStage,
      shows,
      step: { kind: either.kind, text: either.text, change, good: goodSide, bad: badSide },
    },
  ];
}

function stepSide(tally: StepTally | undefined, shows: Shows, side: SideView): StepSide {
  const holders = tally?.holders ?? [];
  const covered = side.covered(shows);
  const others = covered.count - holders.filter((place) => covered.has(place)).length;
  return {
    ...frequency(holders.length, holders.length + others),
    ...(tally ? { example: tally.example } : {}),
    evidence: tally?.evidence ?? 0,
    ...(tally && !tally.strong ? { weak: true } : {}),
  };
}

/** Where most attempts show it; of two as usual, the later: nothing shall part the sides too early. */
function stageOf({ stages: counts }: StepTally): Stage {
  let best: Stage = 'network';
  for (const [stage, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && stageRank(stage) > stageRank(best))) best = stage;
  }
  return best;
}

/** Steps that say how a connection is carried or counted; they part nobody while others do. */
const asides: ReadonlySet<string> = new Set([
  'client-platform',
  'client-timezone',
  'connection-counted',
  'connection-idle-time',
  'connection-timing',
  'display-driver-chosen',
  'graphics-agreed',
  'stack-call',
  'udp-requested',
  'udp-result',
  'udp-supported',
]);

export const isAside = ({ kind }: DiffStep): boolean => asides.has(kind);

/** It marks a stage, or a failure rests on it. */
export const isTelling = ({ step, marksStage }: PlacedStep): boolean =>
  !isAside(step) && (marksStage || step.bad.evidence > 0);

/** What follows when a connection ends, for whatever reason. */
const consequences: ReadonlySet<string> = new Set([
  'connection-closed',
  'connection-ended',
  'disconnect-trace',
  'read-failed',
  'session-disconnect-reason',
  'session-disconnected',
  'state-machine-error',
  'tls-alert-received',
  'tls-alert-sent',
  'write-failed',
]);

function weight(placed: PlacedStep): number {
  const { step, marksStage } = placed;
  return (
    (step.bad.evidence > 0 ? 8 : 0) +
    (step.change === 'new' || step.change === 'more' ? 4 : 0) +
    (marksStage ? 2 : 0) +
    (/-(failed|error|refused|denied)$/.test(step.kind) ? 1 : 0) -
    (consequences.has(step.kind) ? 3 : 0) -
    (isAside(step) ? 16 : 0)
  );
}

/** It is not the same on both sides. */
export const differs = ({ change }: DiffStep): boolean => change !== 'same' && change !== 'not-comparable';
