// Why a mutation changes nothing, whatever the log: only what follows from the pattern and the catalog alone.
import { isDeepStrictEqual } from 'node:util';

/** A matcher of `none` is idle beside one that asks for less and so finds all that it finds. */
export const isCovered = (matcher, others) =>
  others.some(
    (other) =>
      matcher.kinds.every((kind) => other.kinds.includes(kind)) &&
      Object.entries(other.has).every(([name, test]) => isDeepStrictEqual(test, matcher.has[name])),
  );

/** A test is idle where the catalog keeps only events that pass it. */
export const isGuaranteed = (rows, kinds, name, test) => {
  const sources = rows.filter(({ kind }) => kinds.includes(kind));
  return sources.length > 0 && sources.every(({ keepIf }) => implies(keepIf?.[name], test));
};

function implies(kept, test) {
  if (kept === undefined) return false;
  if (kept.test === 'one-of' && test.test === 'one-of')
    return kept.values.every((value) => test.values.includes(value));
  if (test.test === 'present' && test.present) return kept.test === 'one-of' || isDeepStrictEqual(kept, test);
  return isDeepStrictEqual(kept, test);
}

/** How sure a sign can be at most: its source and events tied by time only keep it at `likely`. */
export const capOf = (basis, sign) =>
  basis === 'community' || basis === 'inferred' || (sign.nearby ?? []).length > 0 ? 'likely' : 'certain';

/**
 * Whether a cause counts as a failure decides how an attempt comes out; beyond that the report only repeats it. A mere
 * possibility decides where the events leave it open, and never where they say "failed" or "succeeded".
 */
export const settlesNothing = ({ signs }) =>
  signs.every(
    ({ confidence, outcomes, all }) =>
      confidence === 'possible' &&
      ((outcomes.length > 0 && outcomes.every((outcome) => ['failed', 'succeeded'].includes(outcome))) ||
        // The client's own log has come to an end with it.
        all.some(({ kinds }) => kinds.every((kind) => kind === 'client-disconnected'))),
  );
