// Every way to spoil a sign, of attempts or of hosts.
import { stages } from '../../../dist/src/model/vocabulary.js';
import { dropEach, HUGE, mutateMatchers, numbers } from './mutate-matcher.mjs';
import { rungs } from './rungs.mjs';
import { capOf } from './same-by-nature.mjs';

export function* mutateSign(sign, at, { basis, rows }) {
  const evidence = sign.all.length + sign.any.length + sign.nearby.length + sign.cutOffBy.length;
  const own = { rows, keepOne: evidence === 1 };
  for (const key of ['all', 'any', 'nearby']) yield* mutateMatchers(sign[key], [...at, key], own);
  for (const key of ['none', 'noneAfter'])
    yield* withoutCounts(mutateMatchers(sign[key], [...at, key], { rows, idleIfCovered: true }));
  yield* withoutCounts(mutateMatchers(sign.cutOffBy, [...at, 'cutOffBy'], own));
  yield* rungs(
    sign.confidence,
    [...at, 'confidence'],
    capOf(basis, sign, { rows, ofHost: at[0] === 'hostSigns' }),
  );
  if (sign.inOrder) {
    const same = sign.all.length < 2 ? 'one matcher has no order' : undefined;
    yield { at: [...at, 'inOrder'], to: false, same };
  }
  yield* mutateStages(sign, at);
  for (const key of ['outcomes', 'replacedBy'])
    if (sign[key].length > 0) {
      const same = key === 'outcomes' && new Set(sign[key]).size === 4 ? 'these are all' : undefined;
      yield { at: [...at, key], to: [], what: 'any', same };
      if (sign[key].length > 1) yield* dropEach(sign[key], [...at, key], 'word');
    }
  if (sign.isUnproven) yield { at: [...at, 'isUnproven'], to: false, what: 'any' };
  yield* dropEach(sign.needs, [...at, 'needs'], 'channel');
  if (sign.within !== undefined) yield* numbers([...at, 'within'], sign.within, [0, HUGE]);
  if (sign.lasting !== undefined) yield* numbers([...at, 'lasting'], sign.lasting, [0, HUGE]);
}

/** "Not even one" and "one is enough" count nothing: `atLeast` has no place there. */
function* withoutCounts(mutations) {
  for (const mutation of mutations)
    if (mutation.at.at(-1) !== 'atLeast' || mutation.at.includes('has')) yield mutation;
}

/** How far the attempt came: any stage, and one stage stricter. */
export function* mutateStages(one, at) {
  const { reachedAtLeast: least, reachedAtMost: most } = one;
  if (least !== undefined) {
    const same = least === stages[0] ? 'no attempt came less far' : undefined;
    yield { at: [...at, 'reachedAtLeast'], to: undefined, what: 'any', same };
    const stricter = stages[stages.indexOf(least) + 1];
    if (stricter) yield { at: [...at, 'reachedAtLeast'], to: stricter };
  }
  if (most !== undefined) {
    const same = most === stages.at(-1) ? 'no attempt came farther' : undefined;
    yield { at: [...at, 'reachedAtMost'], to: undefined, what: 'any', same };
    const stricter = stages[stages.indexOf(most) - 1];
    if (stricter) yield { at: [...at, 'reachedAtMost'], to: stricter };
  }
}
