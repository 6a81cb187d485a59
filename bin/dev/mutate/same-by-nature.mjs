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

/**
 * How sure a sign can be at most: its source, and events tied by time only, keep it at `likely`. So do records that name
 * no connection: Schannel's, and a lockout; a host's own events need no tie.
 */
export const capOf = (basis, sign, { rows = [], ofHost = true } = {}) =>
  sign.isUnproven
    ? 'possible'
    : basis === 'community' ||
        basis === 'inferred' ||
        (sign.nearby ?? []).length > 0 ||
        (sign.cutOffBy ?? []).length > 0 ||
        (!ofHost && restsOn(isLoose, sign, rows))
      ? 'likely'
      : 'certain';

const isLoose = ({ provider, kind }) => provider === 'Schannel' || kind === 'account-locked';

/** Whether a sign cannot hold without an event of such a row of the catalog. */
function restsOn(isSuch, { all, any }, rows) {
  const isOfIt = ({ kinds }) => rows.every((row) => !kinds.includes(row.kind) || isSuch(row));
  return all.some(isOfIt) || (any.length > 0 && any.every(isOfIt));
}

/**
 * Whether it makes no difference that who ends like this has failed: a mere possibility decides only an outcome that the
 * events leave unknown.
 */
export const isFailureIdle = ({ signs }) =>
  signs.every(
    ({ confidence, outcomes, ...sign }) =>
      confidence === 'possible' &&
      (endsKnown(sign) || (outcomes.length > 0 && !outcomes.includes('unknown'))),
  );

/** What the stack saw begin and end, and nothing between, has failed; the client's own log has come to an end; the audit refused. */
const endsKnown = ({ all, reachedAtMost, isUnproven }) =>
  isUnproven ||
  (reachedAtMost === 'network' && all.some(({ kinds }) => kinds.join() === 'connection-ended')) ||
  all.some(({ kinds }) => kinds.every((kind) => kind === 'client-disconnected'));

/**
 * Whether it makes no difference that a cause of what the audit alone refused stands at another rank: none of that rank can
 * hold there, for all of them need records of another kind.
 */
export const isAloneAt = ({ signs }, rank, patterns) =>
  signs.every(({ isUnproven }) => isUnproven) &&
  patterns.every(
    ({ precedence, signs: others }) =>
      precedence !== rank ||
      others.every(({ all }) => all.some(({ kinds }) => !kinds.includes('logon-failed'))),
  );

/** Whether the tallied attempts are listed under the pattern anyway, and as sure as the tally says. */
export const countsOwn = ({ id, signs, tallies }) =>
  signs.every(({ confidence }) => confidence === 'possible') &&
  tallies.every(({ causes }) => causes.length === 1 && causes[0] === id);
