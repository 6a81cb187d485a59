import type { Confidence } from '../../../../src/model/vocabulary.ts';

/** So many of so many. */
export interface Share {
  count: number;
  of: number;
}

/** A kind of wrong answer, how often it was given, and one attempt that got it. */
interface Mistake {
  readonly truth: string;
  readonly answer: string;
  readonly example: string;
  count: number;
}

/** What was said of an attempt that nothing was wrong with. */
interface FalseClaim {
  readonly answer: string;
  readonly example: string;
}

/** Everything that is counted, over any number of hosts. */
export interface Tally {
  records: number;
  /** True attempts with a record that is left, and attempts of the report. */
  attempts: { seen: number; unseen: number; lost: number; reported: number; invented: number };
  /**
   * Of the events the report puts into attempts, those that are of the same true one as most of that attempt. One that
   * it shows with several attempts, because it fits each, counts once: right where its own is among them.
   */
  precision: Share;
  /** How many of them it shows like that. */
  shared: Share;
  /** Of the events that belong to an attempt and are known to the catalog, those the report puts there. */
  recall: Share;
  /** The same per channel, for whoever looks for what gets lost. */
  readonly recallBy: Map<string, Share>;
  /** Per kind of tie. */
  readonly precisionBy: Map<string, Share>;
  /** People's failures whose evidence is left: the right cause first. */
  cause: Share;
  /** Robots' failures whose evidence is left. */
  floodCause: Share;
  /** What a gateway refused, with evidence left: named on that machine. */
  gateway: Share;
  /** Failures whose evidence is lost: no wrong cause is named. */
  abstained: Share;
  readonly byCause: Map<string, Share>;
  /** Healthy attempts on which a failure is claimed. */
  falseClaims: Share;
  /** Each of them, for it is the worst error of all. */
  readonly falselyClaimed: FalseClaim[];
  readonly calibration: Record<Confidence, Share>;
  readonly mistakes: Map<string, Mistake>;
}

const share = (): Share => ({ count: 0, of: 0 });

export function createTally(): Tally {
  return {
    records: 0,
    attempts: { seen: 0, unseen: 0, lost: 0, reported: 0, invented: 0 },
    precision: share(),
    shared: share(),
    recall: share(),
    recallBy: new Map(),
    precisionBy: new Map(),
    cause: share(),
    floodCause: share(),
    gateway: share(),
    abstained: share(),
    byCause: new Map(),
    falseClaims: share(),
    falselyClaimed: [],
    calibration: { possible: share(), likely: share(), certain: share() },
    mistakes: new Map(),
  };
}

/** Counts one more. */
export function count(share: Share, holds: boolean): void {
  share.of++;
  if (holds) share.count++;
}

/** Counts one more under a name. */
export function countBy(shares: Map<string, Share>, name: string, holds: boolean): void {
  const known = shares.get(name) ?? share();
  shares.set(name, known);
  count(known, holds);
}

/** Notes a wrong answer, or so many of its kind. */
export function noteMistake(
  { mistakes }: Tally,
  truth: string,
  answer: string,
  example: string,
  times = 1,
): void {
  const key = `${truth} -> ${answer}`;
  const known = mistakes.get(key);
  if (known) known.count += times;
  else mistakes.set(key, { truth, answer, example, count: times });
}

/** Counts to one tally what another has. */
export function addTally(total: Tally, more: Tally): void {
  total.records += more.records;
  for (const name of ['seen', 'unseen', 'lost', 'reported', 'invented'] as const)
    total.attempts[name] += more.attempts[name];
  for (const name of shares) addShare(total[name], more[name]);
  for (const name of ['possible', 'likely', 'certain'] as const)
    addShare(total.calibration[name], more.calibration[name]);
  for (const name of ['recallBy', 'precisionBy', 'byCause'] as const)
    for (const [key, one] of more[name]) {
      const known = total[name].get(key) ?? share();
      total[name].set(key, known);
      addShare(known, one);
    }
  total.falselyClaimed.push(...more.falselyClaimed);
  for (const { truth, answer, example, count: times } of more.mistakes.values())
    noteMistake(total, truth, answer, example, times);
}

const shares = [
  'precision',
  'shared',
  'recall',
  'cause',
  'floodCause',
  'gateway',
  'abstained',
  'falseClaims',
] as const satisfies readonly (keyof Tally)[];

function addShare(total: Share, more: Share): void {
  total.count += more.count;
  total.of += more.of;
}
