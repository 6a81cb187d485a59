import type { Frequency, StepChange, Usual } from '../../model/report-diff.ts';

/** How usual a thing is that `seen` of `of` attempts show. */
export const frequency = (seen: number, of: number): Frequency => ({ seen, of, usual: usualOf(seen, of) });

function usualOf(seen: number, of: number): Usual {
  if (of === 0) return 'unseen';
  if (seen === 0) return 'never';
  if (seen === of) return 'always';
  return seen * 2 > of ? 'mostly' : 'sometimes';
}

/** Most attempts do it. */
export const isUsual = ({ usual }: Frequency): boolean => usual === 'always' || usual === 'mostly';

/** What a thing's frequency on the failing side is against that on the working one. */
export function changeOf(good: Frequency, bad: Frequency): StepChange {
  if (good.usual === 'unseen' || bad.usual === 'unseen') return 'not-comparable';
  if (good.usual === 'never') return bad.usual === 'never' ? 'same' : 'new';
  if (bad.usual === 'never') return 'missing';
  if (isUsual(good) === isUsual(bad)) return 'same';
  return isUsual(bad) ? 'more' : 'less';
}
