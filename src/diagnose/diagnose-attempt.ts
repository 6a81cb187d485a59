import type { Attempt, LinkedEvent, Outcome } from '../model/attempt.ts';
import type { Diagnosis, DiagnosedAttempt, Finding, NotEvaluated } from '../model/diagnosis.ts';
import type { Pattern, Sign } from '../model/pattern.ts';
import type { Micros } from '../model/time.ts';
import { confidences, stageRank, type Confidence, type Stage } from '../model/vocabulary.ts';
import { certainty } from './certainty.ts';
import { fillTemplate } from './fill-template.ts';
import { appliesTo, matches, matchSign, specificity } from './match.ts';

/** Says whether a channel of a host was seen at a time; only then is its silence evidence. */
export type WasSeen = (host: string, channel: string, time: Micros) => boolean;

type Matched = Extract<Finding, { verdict: 'matched' }>;
interface Candidate {
  readonly finding: Matched;
  readonly specificity: number;
}

/** Runs every pattern over one attempt and says what is most likely wrong with it, if anything is. */
export function diagnoseAttempt(
  attempt: Attempt,
  patterns: readonly Pattern[],
  wasSeen: WasSeen,
): DiagnosedAttempt {
  const candidates: Candidate[] = [];
  const notEvaluated: NotEvaluated[] = [];
  for (const pattern of patterns) {
    const { candidate, missing } = judge(pattern, attempt, wasSeen);
    if (candidate) candidates.push(candidate);
    else if (missing.length > 0) notEvaluated.push({ cause: pattern.id, missing });
  }
  const ranked = rank(candidates);
  const best = ranked[0];
  if (best) return explained(attempt, best, ranked.slice(1), notEvaluated);
  const diagnosis = attempt.outcome === 'failed' ? undetermined(attempt, notEvaluated) : null;
  return { attempt, diagnosis };
}

function judge(
  pattern: Pattern,
  attempt: Attempt,
  wasSeen: WasSeen,
): { candidate?: Candidate; missing: readonly string[] } {
  const unseen = (channels: readonly string[]): string[] =>
    channels.filter((channel) => !wasSeen(attempt.host, channel, attempt.startedAt));
  const missing = new Set(unseen(pattern.decidedBy));
  for (const sign of pattern.signs) {
    if (!appliesTo(sign, attempt)) continue;
    const evidence = matchSign(sign, attempt.events);
    if (!evidence) continue;
    const blind = unseen(sign.needs);
    if (blind.length === 0) return { candidate: candidateOf(pattern, sign, evidence, attempt), missing: [] };
    for (const channel of blind) missing.add(channel);
  }
  // A host's logs cannot be asked for on the client's machine.
  return { missing: attempt.seenBy === 'server' && couldBe(pattern, attempt) ? [...missing] : [] };
}

/** A cause can only be behind a failure at its own stage, or after the last stage that was seen. */
function couldBe(pattern: Pattern, attempt: Attempt): boolean {
  if (attempt.outcome !== 'failed') return false;
  const failedAt = failureStage(attempt);
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

/** Best first: what others yield to, then the surer, then the more specific; a normal end never before a failure. */
function rank(candidates: readonly Candidate[]): Candidate[] {
  const ids = new Set(candidates.map(({ finding }) => finding.pattern.id));
  const yields = ({ finding: { pattern } }: Candidate): number =>
    (pattern.class === 'normal' ? 2 : 0) + (pattern.yieldsTo.some((id) => ids.has(id)) ? 1 : 0);
  const sureness = ({ finding }: Candidate): number => confidences.indexOf(finding.confidence);
  return candidates.toSorted(
    (a, b) =>
      yields(a) - yields(b) ||
      sureness(b) - sureness(a) ||
      b.specificity - a.specificity ||
      (a.finding.pattern.id < b.finding.pattern.id ? -1 : 1),
  );
}

function explained(
  attempt: Attempt,
  best: Candidate,
  others: readonly Candidate[],
  notEvaluated: readonly NotEvaluated[],
): DiagnosedAttempt {
  const { pattern, confidence, evidence, contradicting } = best.finding;
  const diagnosis: Diagnosis = {
    cause: pattern.id,
    class: pattern.class,
    confidence,
    headline: fillTemplate(pattern.title, { attempt, evidence }),
    evidence,
    contradicting,
    alternatives: others.map(({ finding, specificity }) => ({
      cause: finding.pattern.id,
      confidence: finding.confidence,
      why: whyLower(finding, best.finding, specificity < best.specificity),
    })),
    notEvaluated,
  };
  return { attempt: { ...attempt, outcome: settledOutcome(attempt, pattern, confidence) }, diagnosis };
}

function whyLower(other: Matched, best: Matched, lessSpecific: boolean): string {
  if (other.pattern.class === 'normal') return 'a normal end explains nothing while a failure does';
  if (other.pattern.yieldsTo.includes(best.pattern.id))
    return `${best.pattern.id} is the more specific answer`;
  if (confidences.indexOf(other.confidence) < confidences.indexOf(best.confidence)) {
    return `only ${other.confidence} on the same records`;
  }
  return lessSpecific ? 'rests on fewer records' : 'fits the same records equally well';
}

/**
 * A normal end is no failure, unless it is a mere possibility; and a session that worked until something broke it
 * did not end well.
 */
function settledOutcome(attempt: Attempt, pattern: Pattern, confidence: Confidence): Outcome {
  if (pattern.failure) return 'failed';
  const isExcused = attempt.outcome === 'failed' && confidence !== 'possible';
  return isExcused ? 'unknown' : attempt.outcome;
}

const lastSeenStep: Readonly<Record<Stage, string>> = {
  network: 'right after the connection was accepted',
  negotiation: 'during negotiation',
  tls: 'while the encrypted channel was set up',
  authentication: 'during sign-in',
  authorization: 'after sign-in, before a session',
  licensing: 'during licensing',
  session: 'before the desktop appeared',
  desktop: 'after the desktop had appeared',
};

/** The client's own log shows no more than that it tried. */
const lastStep = ({ seenBy, reached }: Attempt): string =>
  seenBy === 'client' && reached === 'network' ? 'before the client had a session' : lastSeenStep[reached];

function undetermined(attempt: Attempt, notEvaluated: readonly NotEvaluated[]): Diagnosis {
  return {
    cause: null,
    class: 'other',
    confidence: 'possible',
    headline: `The connection ended ${lastStep(attempt)}; the records do not say why`,
    evidence: [],
    contradicting: [],
    alternatives: [],
    notEvaluated,
  };
}
