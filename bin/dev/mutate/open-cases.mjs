// All cases of all patterns, read once.
import { openCase } from '../../../dist/src/pattern-cases.js';
import { readCases } from '../../../dist/src/test-pack.js';
import { canDiffer } from './can-differ.mjs';

/** Opens the cases of a pack in a folder; `failing` are those that do not give what they should even unspoilt. */
export function openCases(folder, pack) {
  const opened = pack.patterns.flatMap((pattern) =>
    readCases(folder, pattern).cases.map(({ name, log, expected }) => {
      const one = openCase(log, [pack]);
      return { owner: pattern.id, name, expected: JSON.stringify(expected), ...one };
    }),
  );
  const passes = (one) => JSON.stringify(one.findings([pack])) === one.expected;
  const failing = opened.filter((one) => !passes(one));
  return { cases: opened.filter((one) => !failing.includes(one)), failing };
}

/** The cases in the order in which they are likely to notice a spoilt pattern: its own first, then those that name it. */
export function inOrderFor(pattern, cases) {
  const rank = (one) => (one.owner === pattern.id ? 0 : names(one, pattern) ? 1 : 2);
  return cases.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether some case comes out otherwise with a spoilt pattern in the place of the sound one. */
export function isNoticed(sound, spoilt, cases, pack) {
  const patterns = pack.patterns.map((pattern) => (pattern === sound ? spoilt : pattern));
  return cases.some(
    (one) =>
      canDiffer(sound, spoilt, one.events, names(one, sound)) &&
      JSON.stringify(one.findings([{ ...pack, patterns }])) !== one.expected,
  );
}

const names = ({ expected }, { id }) => expected.includes(`"${id}"`);
