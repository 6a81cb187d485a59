import type { Flood, FloodSum, LiveVerdict, Verdict } from '../model/verdict.ts';

/** What is told one by one, and of floods once. */
export interface FloodFold {
  /** Gives the verdicts that are part of no flood; the others are added up. */
  add(
    verdicts: readonly LiveVerdict[],
    floods: ReadonlyMap<string, Flood>,
    at: number,
  ): readonly LiveVerdict[];
  /**
   * Gives the floods that were added up for long enough, and again, with all there was since they began, those that went on
   * for a day or grew tenfold since. Without a time, all of which there is more to say.
   */
  due(at?: number): readonly FloodSum[];
}

interface Sum extends Flood {
  readonly host: string;
  readonly clients: Set<string>;
  attempts: number;
  firstTime: string;
  lastTime: string;
  lastAt: number;
  /** So many attempts it had when it was given last, and then; 0: it was not. */
  given: number;
  givenAt: number;
}

const DAY = 24 * 3600 * 1000;
/** A flood that was still for so many milliseconds is over: the next one is another. */
const STILL = DAY;
/** What has so many times the attempts is worth another word. */
const GROWN = 10;
const SHOWN_CLIENTS = 100;
/** No call needs to know more addresses than this. */
const MOST_CLIENTS = 10_000;

/**
 * Makes a fold. All times are milliseconds of a clock that runs on.
 *
 * @param wait So long a flood is added up before it is given.
 */
export function createFloodFold(wait: number): FloodFold {
  const sums = new Map<string, Sum>();
  const sumOf = ({ attempt }: Verdict, flood: Flood, at: number): Sum => {
    const key = `${flood.cause} ${attempt.host}`;
    const known = sums.get(key);
    if (known && at - known.lastAt < STILL) return known;
    const sum: Sum = {
      ...flood,
      host: attempt.host,
      clients: new Set(),
      attempts: 0,
      firstTime: attempt.startedAt,
      lastTime: attempt.endedAt,
      lastAt: at,
      given: 0,
      givenAt: at,
    };
    sums.set(key, sum);
    return sum;
  };
  const count = (verdict: Verdict, flood: Flood, at: number): void => {
    const sum = sumOf(verdict, flood, at);
    const { startedAt, endedAt, client } = verdict.attempt;
    sum.lastAt = at;
    // A revision is of an attempt that was counted.
    if (verdict.change !== 'new') return;
    sum.attempts++;
    if (startedAt < sum.firstTime) sum.firstTime = startedAt;
    if (endedAt > sum.lastTime) sum.lastTime = endedAt;
    if (client && sum.clients.size < MOST_CLIENTS) sum.clients.add(client.address);
  };
  return {
    add: (verdicts, floods, at) =>
      verdicts.filter((verdict) => {
        const flood = floods.get(verdict.verdictId);
        if (flood && verdict.type === 'verdict') count(verdict, flood, at);
        return flood === undefined;
      }),
    due(at) {
      const ripe = [...sums.values()].filter(
        (sum) => sum.attempts > sum.given && (at === undefined || isRipe(sum, at - sum.givenAt, wait)),
      );
      for (const sum of ripe) Object.assign(sum, { given: sum.attempts, givenAt: at ?? sum.givenAt });
      return ripe.map(floodSum);
    },
  };
}

/** Whether it is to be given, so long after it began or was given last. */
const isRipe = ({ attempts, given }: Sum, since: number, wait: number): boolean =>
  since >= wait && (given === 0 || attempts >= given * GROWN || since >= DAY);

const floodSum = ({ cause, title, host, attempts, clients, firstTime, lastTime }: Sum): FloodSum => ({
  cause,
  title,
  host,
  attemptCount: attempts,
  clientCount: clients.size,
  clients: [...clients].slice(0, SHOWN_CLIENTS),
  firstTime,
  lastTime,
});
