import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import type { Finding, NotEvaluated } from '../model/diagnosis.ts';
import type { DecidingLog, Pattern, Sign } from '../model/pattern.ts';
import type { Micros } from '../model/time.ts';
import { stageRank, type Stage } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import type { EventIndex } from './event-index.ts';
import { machineOf, surroundingsThere } from './other-machine.ts';
import { appliesTo, hasKinds, matches, matchNearby, matchWithin, specificity } from './match.ts';

/** Says whether a channel of a host was seen at a time; only then is its silence evidence. */
export type WasSeen = (host: string, channel: string, time: Micros) => boolean;

/** What there is to look at beside the attempt itself. */
export interface Surroundings {
  readonly wasSeen: WasSeen;
  /** Whether another machine's log of that channel was seen. */
  readonly seenElsewhere: (host: string, channel: string) => boolean;
  /** All events of the host, the attempt's own among them. */
  readonly host: EventIndex;
  /** All events of another machine that saw the attempt. */
  readonly ofMachine?: (machine: string) => EventIndex | undefined;
}

/** An attempt as the patterns look at it: what each of them would ask is worked out once. */
export interface AttemptView {
  readonly attempt: Attempt;
  readonly around: Surroundings;
  readonly hasKind: (kind: string) => boolean;
  readonly failedAt: Stage | undefined;
  readonly isSeen: (channel: string) => boolean;
}

export function viewOf(attempt: Attempt, around: Surroundings): AttemptView {
  const seen = new Map<string, boolean>();
  return {
    attempt,
    around,
    hasKind: hasKindOf(attempt),
    failedAt: failureStage(attempt),
    isSeen(channel) {
      const known = seen.get(channel);
      if (known !== undefined) return known;
      const answer = around.wasSeen(attempt.host, channel, attempt.startedAt);
      seen.set(channel, answer);
      return answer;
    },
  };
}

function hasKindOf({ events }: Attempt): (kind: string) => boolean {
  const kinds = new Set(events.map(({ event }) => event.kind));
  return (kind) => kinds.has(kind);
}

export interface Candidate {
  readonly finding: Extract<Finding, { verdict: 'matched' }>;
  readonly specificity: number;
}

/** A pattern's word on an attempt: it matches, or it lacks logs to say, or neither. */
interface Judgement {
  readonly candidate?: Candidate;
  readonly unseen?: NotEvaluated;
}

/** Holds one pattern against one attempt. */
export function judge(pattern: Pattern, view: AttemptView): Judgement {
  const { attempt, around, isSeen } = view;
  const blind = new Set<string>();
  for (const sign of pattern.signs) {
    // Most signs speak of events that most attempts do not have: that is seen without looking at the events.
    if (!hasKinds(sign, view) || !appliesTo(sign, attempt)) continue;
    const own = matchWithin(sign, attempt.events);
    const machine = own && machineOf(own);
    const there = machine === undefined ? around : surroundingsThere(attempt, machine, around);
    const nearby = own && matchNearby(sign, attempt, there.host);
    if (!nearby) continue;
    const unseen = sign.needs.filter((channel) =>
      machine === undefined ? !isSeen(channel) : !there.wasSeen(machine, channel, attempt.startedAt),
    );
    if (unseen.length === 0) return { candidate: candidateOf(pattern, sign, [...own, ...nearby], attempt) };
    for (const channel of unseen) blind.add(channel);
  }
  const unseen = couldBe(pattern, view) ? unseenBy(pattern, view, blind) : undefined;
  return unseen ? { unseen } : {};
}

function unseenBy(
  pattern: Pattern,
  { attempt, around, isSeen }: AttemptView,
  blind: ReadonlySet<string>,
): NotEvaluated | undefined {
  // A host's logs cannot be asked for on the client's machine: there they are another machine's.
  const here = attempt.seenBy === 'client' ? 'client' : 'host';
  const missing = new Set(blind);
  const elsewhere: DecidingLog[] = [];
  for (const log of pattern.decidedBy) {
    if (log.on === here) {
      if (!isSeen(log.channel)) missing.add(log.channel);
    } else if (!around.seenElsewhere(attempt.host, log.channel)) elsewhere.push(log);
  }
  if (missing.size + elsewhere.length === 0) return undefined;
  return { cause: pattern.id, missing: [...missing], ...(elsewhere.length > 0 ? { elsewhere } : {}) };
}

/** A cause can only be behind a failure at its own stage, or after the last stage that was seen. */
function couldBe(pattern: Pattern, { attempt, failedAt }: AttemptView): boolean {
  if (attempt.outcome !== 'failed') return false;
  return failedAt ? pattern.stage === failedAt : stageRank(pattern.stage) >= stageRank(attempt.reached);
}

const failureStages: Readonly<Record<string, Stage>> = {
  'security-layer-failed': 'tls',
  'credentials-refused': 'authentication',
  'logon-failed': 'authentication',
  'remote-logon-denied': 'authorization',
};

function failureStage(attempt: Attempt): Stage | undefined {
  for (const { event } of attempt.events) {
    const stage = failureStages[event.kind];
    if (stage) return stage;
  }
  return undefined;
}

function candidateOf(
  pattern: Pattern,
  sign: Sign,
  evidence: readonly LinkedEvent[],
  attempt: Attempt,
): Candidate {
  const against = attempt.events.filter(({ event }) => pattern.contradictedBy.some((m) => matches(m, event)));
  const confidence = certainty({
    claimed: sign.confidence,
    basis: pattern.basis,
    evidence,
    contradictions: against.length,
  });
  const events = evidence.map((link) => link.event);
  const contradicting = against.map((link) => link.event);
  return {
    finding: { verdict: 'matched', pattern, confidence, evidence: events, contradicting },
    specificity: specificity(sign),
  };
}
