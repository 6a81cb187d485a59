import type { Random } from '../scenarios/random.ts';

const FINE = 1_000_000;

/** A number from 0 up to, but not including, 1. */
export const fraction = (random: Random): number => random.integer(0, FINE - 1) / FINE;

/** True so often. */
export const happens = (random: Random, probability: number): boolean => fraction(random) < probability;

/** A wait with the given mean, as between independent arrivals: mostly short, sometimes long. */
export const exponential = (random: Random, mean: number): number => -Math.log(1 - fraction(random)) * mean;

/** A duration about the given median, seldom ten times as long or short. */
export function around(random: Random, median: number): number {
  // Twelve uniform numbers, less their mean, are as good as a normal one here.
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += fraction(random);
  return median * Math.exp(sum);
}

/** An item, each as often as its weight says. */
export function pickWeighted<T extends { readonly weight: number }>(random: Random, items: readonly T[]): T {
  let left = fraction(random) * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return random.pick(items);
}
