import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { AttemptTally } from '../model/pattern.ts';
import { lastBefore } from '../model/last-before.ts';
import { MINUTE, SECOND } from '../model/time.ts';

type Attempts = readonly DiagnosedAttempt[];

export const clientsIn = (attempts: Attempts): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ attempt }) => attempt.client?.address ?? []));

export const accountsIn = (attempts: Attempts): ReadonlySet<string> =>
  new Set(attempts.flatMap(({ attempt }) => attempt.account?.name.toLowerCase() ?? []));

export const hostsIn = (attempts: Attempts): ReadonlySet<string> =>
  new Set(attempts.map(({ attempt }) => attempt.host));

/**
 * The stretches of the tally's time in which as many ended as it wants, of as many people and hosts; those that overlap as
 * one. Of many hosts some always end together: there only what is more than chance counts.
 */
export function endedTogether(
  attempts: Attempts,
  { count, clients, accounts, hosts, within }: AttemptTally,
): readonly Attempts[] {
  const ended = attempts.toSorted((a, b) => a.attempt.endedAt - b.attempt.endedAt);
  const perHost = countEach(hostsIn);
  const wanted = [
    { least: clients, seen: countEach(clientsIn) },
    { least: accounts, seen: countEach(accountsIn) },
    { least: hosts, seen: perHost },
  ];
  const isChance = hosts > 1 ? byChance(ended, within) : () => false;
  const bursts: DiagnosedAttempt[][] = [];
  let first = 0;
  let told = 0;
  for (const [last, one] of ended.entries()) {
    for (const { seen } of wanted) seen.add(one, 1);
    for (let out = ended[first]; out && tooEarly(out, one, within); out = ended[++first]) {
      for (const { seen } of wanted) seen.add(out, -1);
    }
    const isEnough = last - first + 1 >= count && wanted.every(({ least, seen }) => seen.size >= least);
    if (!isEnough || isChance(first, last, perHost)) continue;
    if (bursts.length === 0 || first >= told) bursts.push([]);
    bursts.at(-1)?.push(...ended.slice(Math.max(first, told), last + 1));
    told = last + 1;
  }
  return bursts;
}

const tooEarly = (one: DiagnosedAttempt, other: DiagnosedAttempt, seconds: number): boolean =>
  other.attempt.endedAt - one.attempt.endedAt > seconds * SECOND;

/** How many different ones there are, and how many attempts the one with the most has. */
interface Counts {
  readonly size: number;
  readonly most: number;
}

/** Counts while attempts come and go. */
function countEach(
  namesIn: (attempts: Attempts) => ReadonlySet<string>,
): Counts & { add(attempt: DiagnosedAttempt, by: 1 | -1): void } {
  const counts = new Map<string, number>();
  return {
    add(attempt, by) {
      for (const name of namesIn([attempt])) {
        const count = (counts.get(name) ?? 0) + by;
        if (count > 0) counts.set(name, count);
        else counts.delete(name);
      }
    },
    get size() {
      return counts.size;
    },
    get most() {
      return [...counts.values()].reduce((most, count) => Math.max(most, count), 0);
    },
  };
}

/** How often such ends come is taken from so long before and after: it is not the same at night and at five in the afternoon. */
const AROUND = 15 * MINUTE;
/** In a thousand sets of logs one may be told wrong, and of a hundred that broke on one host one may draw in another host. */
const CHANCE = { inAll: 1000, besideOneHost: 100 };

/**
 * Makes what says whether ends that have nothing to do with each other may well come as close as those from one place to
 * another: all of them, for as many stretches as there are; or those beside the host with the most, where that one alone broke.
 */
function byChance(
  ended: Attempts,
  within: number,
): (first: number, last: number, perHost: Counts) => boolean {
  const at = (place: number): number => ended[place]?.attempt.endedAt ?? 0;
  const until = (time: number): number => lastBefore(ended, time, ({ attempt }) => attempt.endedAt) + 1;
  const stretches = Math.max(1, (at(ended.length - 1) - at(0)) / (within * SECOND));
  const [inAll, besideOneHost] = [Math.log(CHANCE.inAll * stretches), Math.log(CHANCE.besideOneHost)];
  return (first, last, perHost) => {
    const count = last - first + 1;
    // Where the logs begin or end one side is empty.
    const before = first - until(at(first) - AROUND - 1);
    const after = until(at(last) + AROUND) - last - 1;
    const usual = ((Math.max(before, after) + 1) * within * SECOND) / AROUND;
    // Hosts are gone through only where so many are no chance.
    return rarity(count, usual) < inAll || rarity(count - perHost.most, usual) < besideOneHost;
  };
}

/** How rare so many are where so many are usual: at the least one in e to the power of this (Chernoff's bound on a Poisson distribution). */
const rarity = (seen: number, usual: number): number =>
  seen <= usual ? 0 : seen * Math.log(seen / usual) - seen + usual;
