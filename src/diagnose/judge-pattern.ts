import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import { isRemoteDesktops } from '../model/event.ts';
import type { Finding } from '../model/diagnosis.ts';
import type { Pattern, Sign } from '../model/pattern.ts';
import type { Micros } from '../model/time.ts';
import type { Confidence } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import { appliesTo, matchCutOff, matches, matchNearby, matchWithin, specificity } from './match.ts';
import { machineOf, surroundingsThere } from './other-machine.ts';
import type { Prospect } from './pattern-index.ts';
import type { Surroundings } from './surroundings.ts';

export interface Candidate {
  readonly finding: Finding;
  /** What its sign is worth by itself. */
  readonly claimed: Confidence;
  readonly specificity: number;
}

/** A pattern's word on an attempt: it matches, or it lacks channels to say, or neither. */
interface Judgement {
  readonly candidate?: Candidate;
  readonly blind: ReadonlySet<string>;
}

/** Holds one pattern against one attempt. */
export function judge({ pattern, signs }: Prospect, attempt: Attempt, around: Surroundings): Judgement {
  const blind = new Set<string>();
  if (isBehind(pattern, attempt)) return { blind };
  for (const sign of signs) {
    if (!appliesTo(sign, attempt)) continue;
    const own = matchWithin(sign, attempt.events);
    const machine = own && machineOf(own);
    const there = machine === undefined ? around : surroundingsThere(attempt, machine, around);
    const nearby = own && matchNearby(sign, attempt, there.host);
    const cutOff = matchCutOff(sign, attempt);
    if (!nearby || !cutOff) continue;
    const where = machine ?? attempt.host;
    const unseen = sign.needs.filter(
      (channel) => !there.wasSeen(where, channel, ...silence(attempt, cutOff)),
    );
    if (unseen.length === 0)
      return { candidate: candidateOf(pattern, sign, [...own, ...nearby, ...cutOff], attempt), blind };
    for (const channel of unseen) blind.add(channel);
  }
  return { blind };
}

/** When a channel would have spoken: at the start, or that no end was recorded, from the last record to what took the host away. */
function silence({ startedAt, endedAt }: Attempt, cutOff: readonly LinkedEvent[]): [Micros, Micros?] {
  const stop = cutOff[0]?.event.time;
  return stop === undefined ? [startedAt] : [endedAt, stop];
}

/** Whoever has a desktop got past the encrypted channel: a failure of it there is another connection's. */
const isBehind = ({ stage, failure }: Pattern, { outcome, seenBy }: Attempt): boolean =>
  failure && outcome === 'succeeded' && seenBy === 'server' && (stage === 'negotiation' || stage === 'tls');

function candidateOf(
  pattern: Pattern,
  sign: Sign,
  evidence: readonly LinkedEvent[],
  attempt: Attempt,
): Candidate {
  const against = attempt.events.filter(({ event }) => pattern.contradictedBy.some((m) => matches(m, event)));
  // A record of Remote Desktop's own beside a logon, such as a gateway's, says what the logon was for.
  const isUnproven = attempt.isUnproven === true && !evidence.some(({ event }) => isRemoteDesktops(event));
  const confidence = certainty({
    claimed: sign.confidence,
    basis: pattern.basis,
    evidence,
    contradictions: against.length,
    isUnproven,
  });
  const events = evidence.map((link) => link.event);
  const contradicting = against.map((link) => link.event);
  return {
    finding: { pattern, confidence, evidence: events, contradicting },
    claimed: sign.confidence,
    specificity: specificity(sign),
  };
}
