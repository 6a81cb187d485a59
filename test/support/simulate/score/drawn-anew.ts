import { createRandom } from '../../scenarios/random.ts';
import type { Share } from './tally.ts';

const DRAWS = 1000;
/** Of the figures so many of 1000 are left out at each end: 95 of 100 lie between. */
const LEFT_OUT = 25;

/**
 * Says between which percentages a figure over all hosts lies when as many hosts are drawn from them, each as often as
 * chance will have it (a bootstrap over hosts). Attempts of one host are alike, and so their number says nothing of how
 * sure a figure is. Undefined where no host has any, or all say the same of each: drawing shows nothing that none has.
 */
export function drawnAnew(hosts: readonly Share[]): readonly [least: number, most: number] | undefined {
  if (hosts.every(({ count }) => count === 0) || hosts.every(({ count, of }) => count === of))
    return undefined;
  const random = createRandom(1);
  const figures: number[] = [];
  while (figures.length < DRAWS) {
    const drawn = hosts.map(() => random.pick(hosts));
    const of = drawn.reduce((sum, host) => sum + host.of, 0);
    if (of > 0) figures.push((100 * drawn.reduce((sum, host) => sum + host.count, 0)) / of);
  }
  figures.sort((a, b) => a - b);
  return [figures[LEFT_OUT] ?? 0, figures[DRAWS - 1 - LEFT_OUT] ?? 100];
}

/** The same in words: whole percentages, rounded outward, and hundredths where they are that close to each other. */
export function spreadOf(hosts: readonly Share[]): string {
  const [least, most] = drawnAnew(hosts) ?? [];
  if (least === undefined || most === undefined) return '';
  return most - least < 1
    ? `${least.toFixed(2)} to ${most.toFixed(2)} %`
    : `${Math.floor(least)} to ${Math.ceil(most)} %`;
}
