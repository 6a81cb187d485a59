// Every way to spoil a pattern's evidence, one part at a time.
import { precedences } from '../../../dist/src/model/pattern.js';
import { dropEach, mutateMatchers, show, without } from './mutate-matcher.mjs';
import { mutateSign } from './mutate-sign.mjs';
import { mutateTally } from './mutate-tally.mjs';
import { countsOwn, isAloneAt, isFailureIdle } from './same-by-nature.mjs';

/**
 * The mutants of a pattern: `pattern` is the spoilt one, `path` and `what` say how, `same` why it makes no difference.
 * `rows` is the catalog, `patterns` are all of them.
 */
export function* mutantsOf(pattern, { rows, patterns }) {
  for (const { at, to, path = at, what = wordsFor(pattern, at, to), same } of mutations(
    pattern,
    rows,
    patterns,
  ))
    yield { id: pattern.id, path: pathText(path), what, same, pattern: withValue(pattern, at, to) };
}

function* mutations(pattern, rows, patterns) {
  const { basis } = pattern;
  const parts = [
    ['signs', mutateSign],
    ['hostSigns', mutateSign],
    ['tallies', mutateTally],
  ];
  for (const [key, mutate] of parts) {
    for (const [i, part] of pattern[key].entries()) {
      yield { at: [key], to: without(pattern[key], i), path: [key, i], what: 'dropped' };
      yield* mutate(part, [key, i], { basis, rows, patterns });
    }
  }
  yield* mutateContradictions(pattern, rows);
  yield* mutateRank(pattern, patterns);
}

function* mutateContradictions(pattern, rows) {
  const signs = [...pattern.signs, ...pattern.hostSigns];
  const idle = signs.every(({ confidence }) => confidence === 'possible');
  const options = { rows, idleIfCovered: true };
  for (const mutation of mutateMatchers(pattern.contradictedBy, ['contradictedBy'], options)) {
    // Any such event counts: nothing asks how many.
    if (mutation.at.at(-1) === 'atLeast' && !mutation.at.includes('has')) continue;
    yield idle ? { ...mutation, same: 'it is possible at most' } : mutation;
  }
}

/** Where the cause stands among others. */
function* mutateRank(pattern, patterns) {
  const rivals = new Map(patterns.map((other) => [other.id, other]));
  for (const mutation of dropEach(pattern.yieldsTo, ['yieldsTo'], 'cause')) {
    const other = rivals.get(pattern.yieldsTo[mutation.path.at(-1)]);
    yield {
      ...mutation,
      same: meet(pattern, other) ? undefined : 'the two are never held against each other',
    };
  }
  // What a pattern leaves unsaid is no part of it: `specific` is what every pattern is.
  if (pattern.precedence !== 'specific')
    for (const to of precedences) {
      if (to === pattern.precedence) continue;
      const same = isAloneAt(pattern, to, patterns) ? 'no cause of that rank can hold beside it' : undefined;
      yield { at: ['precedence'], to, same };
    }
  yield {
    at: ['failure'],
    to: !pattern.failure,
    same:
      pattern.signs.length === 0
        ? 'no attempt has it'
        : isFailureIdle(pattern)
          ? 'it is possible at most, and decides no outcome'
          : undefined,
  };
  if (pattern.tallies.length > 0) {
    const same = countsOwn(pattern) ? 'it counts its own attempts, and is no surer of one' : undefined;
    yield { at: ['folds'], to: !pattern.folds, same };
  }
}

/** Whether one can be found beside the other: on an attempt both, or the first on a host. */
const meet = (pattern, other) =>
  other !== undefined &&
  ((pattern.signs.length > 0 && other.signs.length > 0) || pattern.hostSigns.length > 0);

const wordsFor = (pattern, at, to) => {
  const now = at.reduce((value, key) => value?.[key], pattern);
  return `${show(now)} → ${show(to)}`;
};

const pathText = (path) =>
  path.reduce(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${key}`),
    '',
  );

/** The same data with another value at one place; nothing is changed in place. */
function withValue(data, [key, ...rest], to) {
  const copy = Array.isArray(data) ? [...data] : { ...data };
  copy[key] = rest.length === 0 ? to : withValue(copy[key], rest, to);
  return copy;
}
