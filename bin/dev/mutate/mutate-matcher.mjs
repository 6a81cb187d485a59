// Every way to spoil what one event must be.
import { isCovered, isGuaranteed } from './same-by-nature.mjs';

/**
 * The mutations of a list of matchers that lies `at` a place. `keepOne`: the last one stays, for it is all the evidence
 * there is.
 */
export function* mutateMatchers(matchers, at, { rows, keepOne = false, idleIfCovered = false }) {
  for (const [i, matcher] of matchers.entries()) {
    const rest = without(matchers, i);
    if (!keepOne || rest.length > 0) {
      const same = idleIfCovered && isCovered(matcher, rest) ? 'another matcher finds as much' : undefined;
      yield { at, to: rest, path: [...at, i], what: `dropped (${matcher.kinds.join(' or ')})`, same };
    }
    yield* mutateMatcher(matcher, [...at, i], rows);
  }
}

function* mutateMatcher(matcher, at, rows) {
  if (matcher.kinds.length > 1) yield* dropEach(matcher.kinds, [...at, 'kinds'], 'kind');
  for (const [name, test] of Object.entries(matcher.has)) {
    const { [name]: _, ...others } = matcher.has;
    const same = isGuaranteed(rows, matcher.kinds, name, test)
      ? 'the catalog keeps no other events'
      : undefined;
    yield { at: [...at, 'has'], to: others, path: [...at, 'has', name], what: 'test dropped', same };
    yield* mutateTest(test, [...at, 'has', name]);
  }
  if (matcher.atLeast > 1) yield { at: [...at, 'atLeast'], to: matcher.atLeast - 1 };
  yield { at: [...at, 'atLeast'], to: matcher.atLeast + 1 };
  if (matcher.at !== undefined) yield { at: [...at, 'at'], to: undefined, what: 'any moment of it' };
  for (const side of ['before', 'after']) {
    if (matcher[side] !== undefined) yield* numbers([...at, side], matcher[side], [0, HUGE]);
  }
}

function* mutateTest(test, at) {
  switch (test.test) {
    case 'one-of':
      return yield* mutateValues(test.values, [...at, 'values']);
    case 'range':
      if (test.atLeast !== undefined) yield { at: [...at, 'atLeast'], to: test.atLeast - 1 };
      if (test.atMost !== undefined) yield { at: [...at, 'atMost'], to: test.atMost + 1 };
      return;
    case 'starts-with':
    case 'ends-with':
      return yield { at: [...at, 'text'], to: other(test.text) };
    case 'present':
      return yield { at: [...at, 'present'], to: !test.present };
    case 'not':
      yield { at, to: test.of, what: 'no longer negated' };
      return yield* mutateTest(test.of, [...at, 'of']);
  }
}

function* mutateValues(values, at) {
  if (values.length > 1) return yield* dropEach(values, at, 'value');
  yield { at: [...at, 0], to: other(values[0]), what: `${show(values[0])} replaced by another` };
}

/** A value that nobody has. */
const other = (value) => (typeof value === 'number' ? value + 1_000_003 : `${value}~`);

/** Each entry of a list once left out. */
export function* dropEach(list, at, word) {
  for (const [i, entry] of list.entries())
    yield { at, to: without(list, i), path: [...at, i], what: `${word} ${show(entry)} dropped` };
}

/** The numbers that a limit is held against, where they are not the limit itself. */
export function* numbers(at, now, others) {
  for (const to of others) if (to !== now) yield { at, to };
}

export const HUGE = 1e9;

export const without = (list, i) => list.filter((_, j) => j !== i);

export const show = (value) =>
  typeof value === 'number' && value > 0xffff ? `0x${value.toString(16).toUpperCase()}` : String(value);
