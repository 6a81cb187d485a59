import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import { micros } from '../model/time.ts';
import type { EventIndex } from './event-index.ts';
import type { Surroundings } from './surroundings.ts';

/** The one other machine in whose log all of the evidence stands; undefined: the host's own is among it. */
export function machineOf(evidence: readonly LinkedEvent[]): string | undefined {
  const from = evidence[0]?.from;
  return evidence.every((link) => link.from === from) ? from : undefined;
}

/**
 * What lay around an attempt on another machine that saw it, on the host's clock: a sign that rests on the client's
 * records alone asks the client's logs for the rest.
 */
export function surroundingsThere(
  attempt: Attempt,
  machine: string,
  around: Surroundings,
): Pick<Surroundings, 'host' | 'wasSeen'> {
  const index = around.ofMachine?.(machine) ?? around.host;
  const offset = attempt.otherViews?.find(({ host }) => host === machine)?.offset ?? 0;
  return {
    host: onClock(index, offset),
    wasSeen: (_, channel, time, until = time) =>
      around.wasSeen(machine, channel, micros(time - offset), micros(until - offset)),
  };
}

const onClock = (index: EventIndex, offset: number): EventIndex => ({
  hasKind: index.hasKind,
  find: (matcher, from, to, most) => index.find(matcher, from - offset, to - offset, most),
});
