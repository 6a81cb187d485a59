import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import { groupBy } from '../model/group-by.ts';
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
  const wanted = [
    { least: clients, seen: countEach(clientsIn) },
    { least: accounts, seen: countEach(accountsIn) },
    { least: hosts, seen: countEach(hostsIn) },
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
    if (!isEnough || isChance(first, last)) continue;
    if (bursts.length === 0 || first >= told) bursts.push([]);
    bursts.at(-1)?.push(...ended.slice(Math.max(first, told), last + 1));
    told = last + 1;
  }
  return bursts;
}

const tooEarly = (one: DiagnosedAttempt, other: DiagnosedAttempt, seconds: number): boolean =>
  other.attempt.endedAt - one.attempt.endedAt > seconds * SECOND;

/** Counts how many different ones there are while attempts come and go. */
function countEach(namesIn: (attempts: Attempts) => ReadonlySet<string>): {
  add(attempt: DiagnosedAttempt, by: 1 | -1): void;
  readonly size: number;
} {
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
function byChance(ended: Attempts, within: number): (first: number, last: number) => boolean {
  const at = (place: number): number => ended[place]?.attempt.endedAt ?? 0;
  const until = (time: number): number => lastBefore(ended, time, ({ attempt }) => attempt.endedAt) + 1;
  const stretches = Math.max(1, (at(ended.length - 1) - at(0)) / (within * SECOND));
  return (first, last) => {
    const own = ended.slice(first, last + 1);
    const ofHosts = [...groupBy(own, ({ attempt }) => attempt.host).values()].map(({ length }) => length);
    // Where the logs begin or end one side is empty.
    const before = first - until(at(first) - AROUND - 1);
    const after = until(at(last) + AROUND) - last - 1;
    const usual = ((Math.max(before, after) + 1) * within * SECOND) / AROUND;
    return (
      rarity(own.length, usual) < Math.log(CHANCE.inAll * stretches) ||
      rarity(own.length - Math.max(...ofHosts), usual) < Math.log(CHANCE.besideOneHost)
    );
  };
}

/** How rare so many are where so many are usual: at the least one in e to the power of this (Chernoff's bound on a Poisson distribution). */
const rarity = (seen: number, usual: number): number =>
  seen <= usual ? 0 : seen * Math.log(seen / usual) - seen + usual;
