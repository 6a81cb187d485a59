import { confidences } from '../../../dist/src/model/vocabulary.js';

/** A confidence one rung up and one rung down; `cap` is as far up as it can count. */
export function* rungs(confidence, at, cap = 'certain') {
  const rank = confidences.indexOf(confidence);
  const most = confidences.indexOf(cap);
  for (const next of [rank + 1, rank - 1]) {
    const to = confidences[next];
    const same = Math.min(next, most) === Math.min(rank, most) ? `it is ${cap} at most` : undefined;
    if (to !== undefined) yield { at, to, same };
  }
}
