import type { Attempt, Outcome } from '../model/attempt.ts';
import type { DiagnosedAttempt, Diagnosis, Finding, NotEvaluated } from '../model/diagnosis.ts';
import { precedences, type Pattern } from '../model/pattern.ts';
import { MINUTE } from '../model/time.ts';
import { confidences, type Confidence, type Stage } from '../model/vocabulary.ts';
import { cutOffEnd } from './cut-off-end.ts';
import { fillTemplate } from './fill-template.ts';
import { judge, type Candidate } from './judge-pattern.ts';
import { createOpenCauses, type OpenCause } from './open-causes.ts';
import type { PatternIndex } from './pattern-index.ts';
import { settleUnseen } from './settle-unseen.ts';
import type { Surroundings } from './surroundings.ts';

/** Says of one attempt what is most likely wrong with it, if anything is. */
export type DiagnoseAttempt = (attempt: Attempt) => DiagnosedAttempt;

/** Gets ready to hold patterns against the attempts of one host. */
export function attemptDiagnosis(index: PatternIndex, around: Surroundings): DiagnoseAttempt {
  const openCauses = createOpenCauses(index.patterns, around);
  return (given) => {
    const attempt = settleUnseen(given, around.wasSeen);
    const candidates: Candidate[] = [];
    const blind = new Map<Pattern, ReadonlySet<string>>();
    for (const prospect of index.prospects(new Set(attempt.events.map(({ event }) => event.kind)))) {
      const judgement = judge(prospect, attempt, around);
      if (judgement.candidate) candidates.push(judgement.candidate);
      else if (judgement.blind.size > 0) blind.set(prospect.pattern, judgement.blind);
    }
    const ranked = rank(withDoubt(candidates), attempt.outcome);
    // What is merely possible a log would still decide.
    const decided = new Set(
      ranked.flatMap(({ finding }) => (finding.confidence === 'possible' ? [] : [finding.pattern])),
    );
    const best = ranked[0];
    const possible = best?.finding.confidence === 'possible' ? best.finding.pattern : undefined;
    const open = openCauses(attempt, blind, possible).filter(({ pattern }) => !decided.has(pattern));
    if (best) return explained(attempt, best, ranked.slice(1), open);
    const notEvaluated = open.map(({ unseen }) => unseen);
    const diagnosis = attempt.outcome === 'failed' ? undetermined(attempt, notEvaluated) : null;
    return { attempt, diagnosis };
  };
}

/** What looks like a normal end is no more than possible beside a cause that it yields to: whoever waits in vain closes the window, too. */
function withDoubt(candidates: readonly Candidate[]): readonly Candidate[] {
  const ids = new Set(candidates.map(({ finding }) => finding.pattern.id));
  return candidates.map((candidate) => {
    const { pattern } = candidate.finding;
    const isDoubtful = pattern.class === 'normal' && pattern.yieldsTo.some((id) => ids.has(id));
    return isDoubtful
      ? { ...candidate, finding: { ...candidate.finding, confidence: 'possible' } }
      : candidate;
  });
}

/**
 * Best first: a failure before a normal end, what went wrong before what followed from it, what others yield to,
 * then the surer, then the more specific, then what would be surer by a better tie.
 */
function rank(candidates: readonly Candidate[], outcome: Outcome): Candidate[] {
  const ids = new Set(candidates.map(({ finding }) => finding.pattern.id));
  // Of a session that worked a doubt is worth more than its end.
  const endedWell =
    outcome !== 'succeeded' &&
    candidates.some(
      ({ finding: { pattern, confidence } }) => pattern.class === 'normal' && confidence !== 'possible',
    );
  const yields = ({ finding: { pattern, confidence } }: Candidate): number =>
    100 * tier(pattern, confidence, endedWell) +
    10 * precedences.indexOf(pattern.precedence) +
    (pattern.yieldsTo.some((id) => ids.has(id)) ? 1 : 0);
  const sureness = ({ finding }: Candidate): number => confidences.indexOf(finding.confidence);
  // Where a weak tie makes all of them as doubtful, what each would be worth by itself.
  const worth = ({ finding, claimed }: Candidate): number =>
    finding.confidence === 'possible' ? confidences.indexOf(claimed) : 0;
  return candidates.toSorted(
    (a, b) =>
      yields(a) - yields(b) ||
      sureness(b) - sureness(a) ||
      b.specificity - a.specificity ||
      worth(b) - worth(a) ||
      (a.finding.pattern.id < b.finding.pattern.id ? -1 : 1),
  );
}

/** A failure stands before a normal end, but a mere possibility of one not before an end that was probably normal. */
function tier(pattern: Pattern, confidence: Confidence, endedWell: boolean): number {
  if (pattern.class === 'normal') return confidence === 'possible' ? 3 : 1;
  return endedWell && confidence === 'possible' ? 2 : 0;
}

function explained(
  attempt: Attempt,
  best: Candidate,
  others: readonly Candidate[],
  open: readonly OpenCause[],
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
      title: fillTemplate(finding.pattern.title, { attempt, evidence: finding.evidence }),
      confidence: finding.confidence,
      why: whyLower(finding, best.finding, specificity < best.specificity),
    })),
    notEvaluated,
  };
  const outcome = settledOutcome(attempt, pattern, confidence);
  return { attempt: { ...attempt, ...cutOffEnd(attempt, evidence), outcome }, diagnosis };
}

/**
 * What else could be behind a failure that is explained well enough: causes at the same stage, for the attempt came no
 * farther; and nobody need fetch another machine's logs for them.
 */
const stillOpen = (open: readonly OpenCause[], failedAt: Stage): NotEvaluated[] =>
  open
    .filter(({ pattern, unseen }) => pattern.stage === failedAt && unseen.missing.length > 0)
    .map(({ unseen: { cause, missing } }) => ({ cause, missing }));

function whyLower(other: Finding, best: Finding, lessSpecific: boolean): string {
  if (other.pattern.class === 'normal') return 'a normal end explains nothing while a failure does';
  if (other.pattern.precedence !== best.pattern.precedence) {
    return other.pattern.precedence === 'consequence'
      ? 'follows from what the cause names'
      : 'the cause says more exactly what went wrong';
  }
  if (other.pattern.yieldsTo.includes(best.pattern.id)) return 'the cause is the more specific answer';
  if (confidences.indexOf(other.confidence) < confidences.indexOf(best.confidence)) {
    return `only ${other.confidence} on the same records`;
  }
  return lessSpecific ? 'rests on fewer records' : 'fits the same records equally well';
}

/**
 * A normal end is no failure, and a session that worked until something broke it did not end well. A mere possibility
 * decides only what is not known, and not of an attempt that may still go on; but whether anybody worked at a desktop that
 * perhaps failed in its first moments is not known either.
 */
function settledOutcome(attempt: Attempt, pattern: Pattern, confidence: Confidence): Outcome {
  const { outcome } = attempt;
  const isPossible = confidence === 'possible';
  if (!pattern.failure) return outcome === 'failed' && !isPossible ? 'unknown' : outcome;
  if (!isPossible || outcome === 'unknown') return 'failed';
  const isDoubtful = outcome === 'succeeded' && makesNoDesktop(pattern);
  return isDoubtful && attempt.endedAt - attempt.startedAt < MOMENTS ? 'unknown' : outcome;
}

const MOMENTS: number = 2 * MINUTE;

/** What the host lacks for a desktop; other causes at that stage break one that was there. */
const makesNoDesktop = ({ class: of, stage }: Pattern): boolean => of === 'resources' && stage === 'desktop';

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
