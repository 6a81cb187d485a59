import type { FactValue } from './event.ts';

/** A test on one fact. Text is compared without regard to case. */
export type FactTest =
  | { readonly test: 'one-of'; readonly values: readonly FactValue[] }
  | { readonly test: 'range'; readonly atLeast?: number; readonly atMost?: number }
  | { readonly test: 'starts-with'; readonly text: string }
  | { readonly test: 'ends-with'; readonly text: string }
  | { readonly test: 'present'; readonly present: boolean }
  | { readonly test: 'not'; readonly of: FactTest };

const equal = (a: FactValue, b: FactValue): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b;

/** Says whether a fact passes a test. An absent fact passes only `present: false` and `not`. */
export function passes(fact: FactValue | undefined, test: FactTest): boolean {
  switch (test.test) {
    case 'one-of':
      return fact !== undefined && test.values.some((value) => equal(value, fact));
    case 'range':
      return (
        typeof fact === 'number' && fact >= (test.atLeast ?? -Infinity) && fact <= (test.atMost ?? Infinity)
      );
    case 'starts-with':
      return typeof fact === 'string' && fact.toLowerCase().startsWith(test.text.toLowerCase());
    case 'ends-with':
      return typeof fact === 'string' && fact.toLowerCase().endsWith(test.text.toLowerCase());
    case 'present':
      return (fact !== undefined) === test.present;
    case 'not':
      return !passes(fact, test.of);
  }
}
