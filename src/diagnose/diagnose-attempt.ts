import type { Attempt, Outcome } from '../model/attempt.ts';
import type { Diagnosis, DiagnosedAttempt, NotEvaluated } from '../model/diagnosis.ts';
import { precedences, type Pattern } from '../model/pattern.ts';
import { confidences, type Confidence, type Stage } from '../model/vocabulary.ts';
import { fillTemplate } from './fill-template.ts';
import { judge, viewOf, type Candidate, type Surroundings } from './judge-pattern.ts';

type Matched = Candidate['finding'];

/** Runs every pattern over one attempt and says what is most likely wrong with it, if anything is. */
export function diagnoseAttempt(
  attempt: Attempt,
  patterns: readonly Pattern[],
  around: Surroundings,
): DiagnosedAttempt {
  const candidates: Candidate[] = [];
  const open: Unseen[] = [];
  const view = viewOf(attempt, around);
  for (const pattern of patterns) {
    const { candidate, unseen } = judge(pattern, view);
    if (candidate) candidates.push(candidate);
    else if (unseen) open.push({ stage: pattern.stage, unseen });
  }
  const ranked = rank(candidates);
  const best = ranked[0];
  if (best) return explained(attempt, best, ranked.slice(1), open);
  const notEvaluated = open.map(({ unseen }) => unseen);
  const diagnosis = attempt.outcome === 'failed' ? undetermined(attempt, notEvaluated) : null;
  return { attempt, diagnosis };
}

/** A cause that lacks logs, and the stage at which it would bite. */
interface Unseen {
  readonly stage: Stage;
  readonly unseen: NotEvaluated;
}

/**
 * Best first: a failure before a normal end, what went wrong before what followed from it, what others yield to,
 * then the surer, then the more specific.
 */
function rank(candidates: readonly Candidate[]): Candidate[] {
  const ids = new Set(candidates.map(({ finding }) => finding.pattern.id));
  const yields = ({ finding: { pattern } }: Candidate): number =>
    (pattern.class === 'normal' ? 100 : 0) +
    10 * precedences.indexOf(pattern.precedence) +
    (pattern.yieldsTo.some((id) => ids.has(id)) ? 1 : 0);
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
  open: readonly Unseen[],
): DiagnosedAttempt {
  const { pattern, confidence, evidence, contradicting } = best.finding;
  const notEvaluated =
    confidence === 'possible' ? open.map(({ unseen }) => unseen) : stillOpen(open, pattern.stage);
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

/**
 * What else could be behind a failure that is explained well enough: causes at the same stage, for the attempt came no
 * farther; and nobody need fetch another machine's logs for them.
 */
const stillOpen = (open: readonly Unseen[], failedAt: Stage): NotEvaluated[] =>
  open
    .filter(({ stage, unseen }) => stage === failedAt && unseen.missing.length > 0)
    .map(({ unseen: { cause, missing } }) => ({ cause, missing }));

function whyLower(other: Matched, best: Matched, lessSpecific: boolean): string {
  if (other.pattern.class === 'normal') return 'a normal end explains nothing while a failure does';
  if (other.pattern.precedence !== best.pattern.precedence) {
    return other.pattern.precedence === 'consequence'
      ? `follows from what ${best.pattern.id} names`
      : `${best.pattern.id} says more exactly what went wrong`;
  }
  if (other.pattern.yieldsTo.includes(best.pattern.id))
    return `${best.pattern.id} is the more specific answer`;
  if (confidences.indexOf(other.confidence) < confidences.indexOf(best.confidence)) {
    return `only ${other.confidence} on the same records`;
  }
  return lessSpecific ? 'rests on fewer records' : 'fits the same records equally well';
}

/**
 * A normal end is no failure, unless it is a mere possibility; and a session that worked until something broke it
 * did not end well. That something may have broken it takes nothing back.
 */
function settledOutcome(attempt: Attempt, pattern: Pattern, confidence: Confidence): Outcome {
  if (pattern.failure) {
    return attempt.outcome === 'succeeded' && confidence === 'possible' ? 'succeeded' : 'failed';
  }
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
