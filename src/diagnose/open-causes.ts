import type { Attempt } from '../model/attempt.ts';
import type { NotEvaluated } from '../model/diagnosis.ts';
import { onceEach } from '../model/once-each.ts';
import type { DecidingLog, Pattern } from '../model/pattern.ts';
import { stageRank, type Stage } from '../model/vocabulary.ts';
import type { Surroundings } from './surroundings.ts';

/** A cause that lacks logs, and the stage at which it would bite. */
export interface OpenCause {
  readonly pattern: Pattern;
  readonly unseen: NotEvaluated;
}

/** Channels that a sign of a pattern builds on and that were not seen. */
export type Blind = ReadonlyMap<Pattern, ReadonlySet<string>>;

/**
 * Finds the causes that could be behind a failed attempt and that nobody can rule out, for want of logs. Of a session that
 * worked there is one to ask for at most: what may have broken it, where only the client tells of it.
 */
export function createOpenCauses(
  patterns: readonly Pattern[],
  around: Surroundings,
): (attempt: Attempt, blind: Blind, possible: Pattern | undefined) => readonly OpenCause[] {
  const own = decidingChannels(patterns);
  const known = new Map<string, readonly OpenCause[]>();
  return (attempt, blind, possible) => {
    const isFailed = attempt.outcome === 'failed';
    if (!isFailed && (attempt.seenBy !== 'client' || !possible?.failure)) return [];
    const unseen = [...own].filter((channel) => !around.wasSeen(attempt.host, channel, attempt.startedAt));
    if (!isFailed && possible) {
      const cause = openCause(possible, attempt, new Set(unseen), blind, around);
      return cause ? [cause] : [];
    }
    const failedAt = failureStage(attempt);
    const find = (): readonly OpenCause[] =>
      patterns
        .filter((pattern) => couldBe(pattern, attempt, failedAt))
        .flatMap((pattern) => openCause(pattern, attempt, new Set(unseen), blind, around) ?? []);
    if (blind.size > 0) return find();
    // Attempts that failed at one stage while the same logs were there lack the same.
    const { host, seenBy, reached, isUnproven } = attempt;
    const key = [host, seenBy, reached, isUnproven, failedAt, ...unseen].join('\n');
    const found = known.get(key) ?? find();
    if (known.size === REMEMBERED) known.clear();
    known.set(key, found);
    return found;
  };
}

const REMEMBERED = 4096;

const decidingChannels = onceEach(
  (patterns: readonly Pattern[]) =>
    new Set(patterns.flatMap(({ decidedBy }) => decidedBy.map(({ channel }) => channel))),
);

function openCause(
  pattern: Pattern,
  attempt: Attempt,
  unseen: ReadonlySet<string>,
  blind: Blind,
  around: Surroundings,
): OpenCause | undefined {
  // A host's logs cannot be asked for on the client's machine: there they are another machine's.
  const here = attempt.seenBy === 'client' ? 'client' : 'host';
  const missing = new Set(blind.get(pattern));
  const elsewhere: DecidingLog[] = [];
  for (const log of pattern.decidedBy) {
    if (log.on === here) {
      if (unseen.has(log.channel)) missing.add(log.channel);
    } else if (!around.seenElsewhere(attempt.host, log.channel)) elsewhere.push(log);
  }
  if (missing.size + elsewhere.length === 0) return undefined;
  const lacking = { cause: pattern.id, missing: [...missing] };
  return { pattern, unseen: elsewhere.length > 0 ? { ...lacking, elsewhere } : lacking };
}

/**
 * A cause can only be behind a failure at its own stage, or after the last stage that was seen; and what is sure to have
 * been Remote Desktop was no other service's.
 */
const couldBe = (pattern: Pattern, attempt: Attempt, failedAt: Stage | undefined): boolean =>
  (attempt.isUnproven === true || !isOfOthers(pattern)) &&
  (failedAt ? pattern.stage === failedAt : stageRank(pattern.stage) >= stageRank(attempt.reached));

const isOfOthers = ({ signs }: Pattern): boolean =>
  signs.length > 0 && signs.every(({ isUnproven }) => isUnproven);

const failureStages: Readonly<Record<string, Stage>> = {
  'security-layer-failed': 'tls',
  'credentials-refused': 'authentication',
  'logon-failed': 'authentication',
  'remote-logon-denied': 'authorization',
};

/** The farthest: a client that is turned away at the sign-in is dropped by the security layer as well. */
function failureStage(attempt: Attempt): Stage | undefined {
  let farthest: Stage | undefined;
  for (const { event } of attempt.events) {
    const stage = failureStages[event.kind];
    if (stage && (!farthest || stageRank(stage) > stageRank(farthest))) farthest = stage;
  }
  return farthest;
}
