// Whether a spoilt pattern can come out otherwise than the sound one on some events: a cheap look that never says no
// wrongly, so that most cases need not be run for most mutants.
import { matches } from '../../../dist/src/diagnose/match.js';

/** `names` says whether the case names the pattern at all. */
export function canDiffer(sound, spoilt, events, names) {
  if (sound.tallies !== spoilt.tallies) return true;
  for (const key of ['signs', 'hostSigns']) {
    if (sound[key] !== spoilt[key] && signsCanDiffer(sound[key], spoilt[key], events)) return true;
  }
  if (sound.contradictedBy !== spoilt.contradictedBy)
    return names && !findSame(sound.contradictedBy, spoilt.contradictedBy, events);
  // What else there is ranks causes that were found; what a host's other cause has taken in is not named.
  const found = names || sound.hostSigns.some((sign) => isPossible(sign, events));
  return found && sound.signs === spoilt.signs && sound.hostSigns === spoilt.hostSigns;
}

function signsCanDiffer(sound, spoilt, events) {
  const gone = sound.filter((sign) => !spoilt.includes(sign));
  const come = spoilt.filter((sign) => !sound.includes(sign));
  if (![...gone, ...come].some((sign) => isPossible(sign, events))) return false;
  const [before, after] = [gone[0], come[0]];
  return before === undefined || after === undefined || !areSame(before, after, events);
}

/** A sign can hold only where there is at least one event for each of its demands. */
const isPossible = ({ all, any, nearby, cutOffBy }, events) =>
  [...all, ...nearby].every((matcher) => finds(matcher, events)) &&
  [any, cutOffBy].every((some) => some.length === 0 || some.some((matcher) => finds(matcher, events)));

const finds = (matcher, events) => events.some((event) => matches(matcher, event));

/** Two signs are the same on some events when nothing but matchers differs and those find the same. */
function areSame(before, after, events) {
  const changed = Object.keys(before).filter((key) => before[key] !== after[key]);
  return changed.every(
    (key) =>
      ['all', 'any', 'none', 'nearby', 'cutOffBy', 'noneAfter'].includes(key) &&
      (key.startsWith('none') || asksAsMuch(before[key], after[key])) &&
      findSame(before[key], after[key], events),
  );
}

/** The number of demands is what a cause's rank depends on. */
const asksAsMuch = (before, after) =>
  before.length === after.length &&
  before.every(
    ({ has, atLeast, at, before: start, after: end }, i) =>
      Object.keys(has).length === Object.keys(after[i].has).length &&
      atLeast === after[i].atLeast &&
      at === after[i].at &&
      start === after[i].before &&
      end === after[i].after,
  );

/** A matcher that was dropped must have found nothing, one that was changed must find what it found. */
function findSame(before, after, events) {
  const gone = before.filter((matcher) => !after.includes(matcher));
  const come = after.filter((matcher) => !before.includes(matcher));
  return events.every(
    (event) =>
      gone.some((matcher) => matches(matcher, event)) === come.some((matcher) => matches(matcher, event)),
  );
}
