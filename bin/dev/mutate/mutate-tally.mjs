// Every way to spoil a demand on the number of attempts.
import { weakest } from '../../../dist/src/model/vocabulary.js';
import { dropEach, HUGE, numbers } from './mutate-matcher.mjs';
import { mutateStages } from './mutate-sign.mjs';
import { rungs } from './rungs.mjs';
import { capOf } from './same-by-nature.mjs';
import { isAnyEnough, surestOf } from './tally-by-nature.mjs';

export function* mutateTally(tally, at, { basis, rows, patterns }) {
  const cap = weakest(capOf(basis, tally), surestOf(tally, rows, patterns));
  yield* rungs(tally.confidence, [...at, 'confidence'], cap);
  // Where so many people end together, there are as many attempts.
  const isImplied = tally.at === 'end' && Math.max(tally.clients, tally.accounts) >= tally.count;
  const less = isImplied ? [] : [Math.max(1, tally.count - 1)];
  yield* numbers([...at, 'count'], tally.count, [tally.count + 1, ...less]);
  // One client, known by its address, is what every tally asks for: unsaid, it is no part of the pattern.
  const fewer = tally.clients > 1 ? [tally.clients - 1] : [];
  yield* numbers([...at, 'clients'], tally.clients, [tally.clients + 1, ...fewer]);
  if (tally.accounts > 0)
    yield* numbers([...at, 'accounts'], tally.accounts, [tally.accounts + 1, tally.accounts - 1]);
  if (tally.hosts > 1) yield* numbers([...at, 'hosts'], tally.hosts, [tally.hosts + 1, tally.hosts - 1]);
  if (tally.within < Number.MAX_SAFE_INTEGER) yield* numbers([...at, 'within'], tally.within, [0, HUGE]);
  if (tally.share > 0) yield* numbers([...at, 'share'], tally.share, [0, 1]);
  const same = isAnyEnough(tally) ? 'one attempt is enough, whoever it is from' : undefined;
  yield { at: [...at, 'per'], to: tally.per === 'client' ? 'host' : 'client', same };
  for (const key of ['causes', 'outcomes', 'replacedBy', 'clientOf', 'needs'])
    if (tally[key].length > 0) {
      yield { at: [...at, key], to: [], what: 'any' };
      if (tally[key].length > 1) yield* dropEach(tally[key], [...at, key], 'entry');
    }
  if (tally.from !== undefined) {
    yield { at: [...at, 'from'], to: undefined, what: 'any' };
    yield { at: [...at, 'from'], to: tally.from === 'public' ? 'private' : 'public' };
  }
  if (tally.unexplained) yield { at: [...at, 'unexplained'], to: false };
  if (tally.regular !== undefined) yield* numbers([...at, 'regular'], tally.regular, [0, HUGE]);
  yield* mutateStages(tally, at);
}
