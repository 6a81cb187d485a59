import type { Attempt, LinkedEvent, OtherView } from '../model/attempt.ts';
import { atTime, readTime, type Event } from '../model/event.ts';
import { micros } from '../model/time.ts';
import { stageRank, type Stage } from '../model/vocabulary.ts';
import { shortName } from './machine-names.ts';
import type { ViewPair } from './pair-views.ts';

/**
 * Makes one attempt of a host's view and another machine's: the host's leads, the other's events join it on the host's
 * clock. Each keeps what tied it to its own view, unless the tie between the views is the weaker one.
 */
export function mergeView(attempt: Attempt, { view, by, delta }: ViewPair): Attempt {
  const joined = view.links.map((link): LinkedEvent => {
    const event = onClockOf(link.event, delta);
    const tie = by === 'time-only' ? by : link.by;
    const { rivals } = link;
    return rivals === undefined
      ? { event, by: tie, from: view.host }
      : { event, by: tie, rivals, from: view.host };
  });
  const events = [...attempt.events, ...joined].sort((a, b) => a.event.time - b.event.time);
  const other: OtherView = { host: view.host, as: view.as, id: view.id, by, offset: delta };
  // What a client's or a gateway's own log tells of as well was Remote Desktop.
  const { isUnproven: _, ...proven } = attempt;
  return {
    ...proven,
    client: endpointOf(attempt, view),
    account: attempt.account ?? (view.account === undefined ? undefined : { domain: '', name: view.account }),
    target: attempt.target ?? view.target,
    outcome: outcomeOf(attempt, view.outcome),
    reached: farthest(joined, attempt.reached),
    events,
    otherViews: [...(attempt.otherViews ?? []), other],
  };
}

/** The event at the time that another machine's clock read. */
export const onClockOf = (event: Event, delta: number): Event =>
  atTime(event, micros(event.time + delta), { read: readTime(event), set: 0, guesses: 0 });

/** Where the host knows an address alone, the client's own log gives it a name. */
function endpointOf({ client }: Attempt, { as, host }: ViewPair['view']): Attempt['client'] {
  return client && as === 'client' && client.name === undefined
    ? { ...client, name: shortName(host).toUpperCase() }
    : client;
}

/** The client knows of an end that the host's logs do not reach, and of one that they do not explain. */
const outcomeOf = (attempt: Attempt, seen: Attempt['outcome']): Attempt['outcome'] =>
  (attempt.outcome === 'unknown' || attempt.outcome === 'open') && seen !== 'unknown' && seen !== 'open'
    ? seen
    : attempt.outcome;

const farthest = (links: readonly LinkedEvent[], reached: Stage): Stage =>
  links.reduce<Stage>(
    (best, { event }) => (event.stage && stageRank(event.stage) > stageRank(best) ? event.stage : best),
    reached,
  );
