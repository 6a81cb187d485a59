import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { precedences, prominences, type Pattern } from '../model/pattern.ts';
import { confidences, surer, type Confidence } from '../model/vocabulary.ts';
import { laterAnswersFirst } from './later-answers.ts';

/** What holds of a cause on one host with one confidence. */
export interface Holding {
  readonly host: string;
  readonly confidence: Confidence;
  readonly attempts: DiagnosedAttempt[];
  /** What the verdicts of the first attempts rest on. */
  readonly proofs: (readonly Event[])[];
  /** What the host's own verdict rests on. */
  readonly evidence: Event[];
}

/** A cause with all in which it was found. */
export interface FoundCause {
  readonly pattern: Pattern;
  /** The highest of its holdings. */
  readonly confidence: Confidence;
  /** The surest first, among equals in the order in which they were met. */
  readonly holdings: readonly Holding[];
  readonly attempts: readonly DiagnosedAttempt[];
  readonly contradicting: readonly Event[];
}

/** So many records are shown of a cause; the attempts hold them all. */
export const SHOWN_EVIDENCE = 20;

interface Gathering {
  readonly pattern: Pattern;
  readonly holdings: Map<string, Holding>;
  readonly attempts: DiagnosedAttempt[];
  readonly contradicting: Event[];
}

/** Gathers the causes that attempts and hosts were found to have, ranked; the first is the answer. */
export function findCauses(
  attempts: readonly DiagnosedAttempt[],
  hostDiagnoses: readonly HostDiagnosis[],
  patterns: ReadonlyMap<string, Pattern>,
): FoundCause[] {
  const found = new Map<string, Gathering>();
  const folded = foldedAttempts(hostDiagnoses);
  const shownBy = confidencesOfHosts(hostDiagnoses);
  for (const diagnosed of attempts) {
    const { attempt, diagnosis } = diagnosed;
    const pattern = patterns.get(diagnosis?.cause ?? '');
    if (!pattern || !diagnosis || folded.has(diagnosed)) continue;
    const entry = gatheringOf(found, pattern);
    // What the host itself shows more surely holds for its attempts, too.
    const confidence = surer(
      diagnosis.confidence,
      shownBy.get(pattern.id)?.get(attempt.host) ?? diagnosis.confidence,
    );
    addAttempt(entry, holdingOf(entry, attempt.host, confidence), diagnosed);
  }
  // One set for each cause, not for each host with it: a flood is on many, with thousands of attempts each.
  const gathered = new Map<Gathering, Set<DiagnosedAttempt>>();
  for (const diagnosis of hostDiagnoses) {
    const entry = gatheringOf(found, diagnosis.pattern);
    const known = gathered.get(entry) ?? new Set(entry.attempts);
    gathered.set(entry, known);
    addHost(entry, diagnosis, known);
  }
  return laterAnswersFirst([...found.values()].map(ranked).sort(byImportance));
}

/** A cause that was found on a host alone. */
export const foundOnHost = (diagnosis: HostDiagnosis): FoundCause =>
  foundTogether({ ...diagnosis, attempts: [] });

/** A cause that was found on a host by several of its attempts. */
export function foundTogether(diagnosis: HostDiagnosis): FoundCause {
  const entry = gatheringOf(new Map(), diagnosis.pattern);
  addHost(entry, diagnosis, new Set());
  return ranked(entry);
}

/** The holdings of which a cause's confidence is: what its texts are about, where most attempts failed first. */
export const surestHoldings = ({ confidence, holdings }: FoundCause): readonly Holding[] =>
  holdings
    .filter((holding) => holding.confidence === confidence)
    .sort((a, b) => b.attempts.length - a.attempts.length || (a.host < b.host ? -1 : 1));

function foldedAttempts(hostDiagnoses: readonly HostDiagnosis[]): ReadonlySet<DiagnosedAttempt> {
  return new Set(hostDiagnoses.filter(({ pattern }) => pattern.folds).flatMap(({ attempts }) => attempts));
}

/** How sure each cause is by what each host itself shows. */
function confidencesOfHosts(
  hostDiagnoses: readonly HostDiagnosis[],
): ReadonlyMap<string, ReadonlyMap<string, Confidence>> {
  const byCause = new Map<string, Map<string, Confidence>>();
  for (const { pattern, host, confidence } of hostDiagnoses) {
    const byHost = byCause.get(pattern.id) ?? new Map<string, Confidence>();
    byCause.set(pattern.id, byHost);
    byHost.set(host, surer(confidence, byHost.get(host) ?? confidence));
  }
  return byCause;
}

function gatheringOf(found: Map<string, Gathering>, pattern: Pattern): Gathering {
  const entry = found.get(pattern.id) ?? { pattern, holdings: new Map(), attempts: [], contradicting: [] };
  found.set(pattern.id, entry);
  return entry;
}

const keyOf = (host: string, confidence: Confidence): string => `${confidence} ${host}`;

function holdingOf({ holdings }: Gathering, host: string, confidence: Confidence): Holding {
  const key = keyOf(host, confidence);
  const holding = holdings.get(key) ?? { host, confidence, attempts: [], proofs: [], evidence: [] };
  holdings.set(key, holding);
  return holding;
}

function addAttempt(entry: Gathering, holding: Holding, diagnosed: DiagnosedAttempt): void {
  const { evidence = [], contradicting = [] } = diagnosed.diagnosis ?? {};
  entry.attempts.push(diagnosed);
  holding.attempts.push(diagnosed);
  if (holding.proofs.length < SHOWN_EVIDENCE) holding.proofs.push(evidence);
  entry.contradicting.push(...contradicting.slice(0, SHOWN_EVIDENCE));
}

function addHost(entry: Gathering, diagnosis: HostDiagnosis, known: Set<DiagnosedAttempt>): void {
  const { host, confidence, attempts, evidence, contradicting } = diagnosis;
  const added = attempts.filter((attempt) => !known.has(attempt));
  for (const attempt of added) {
    known.add(attempt);
    entry.attempts.push(attempt);
  }
  // What a host shows beside attempts that are as sure says nothing more of it.
  const sure = confidences.findLast((rung) => entry.holdings.has(keyOf(host, rung))) ?? confidence;
  const holding = holdingOf(entry, host, added.length > 0 ? confidence : surer(confidence, sure));
  for (const attempt of added) holding.attempts.push(attempt);
  if (attempts.length > 0) holding.proofs.push(evidence);
  // One by one: a flood has more records than a call can have arguments.
  else for (const event of evidence) holding.evidence.push(event);
  for (const event of contradicting) entry.contradicting.push(event);
}

const rankOf = ({ confidence }: { readonly confidence: Confidence }): number =>
  confidences.indexOf(confidence);

function ranked({ pattern, holdings, attempts, contradicting }: Gathering): FoundCause {
  const bySureness = [...holdings.values()].sort((a, b) => rankOf(b) - rankOf(a));
  const confidence = bySureness[0]?.confidence ?? 'possible';
  return { pattern, confidence, holdings: bySureness, attempts, contradicting };
}

/**
 * First what heads a report, then failures by how sure and how many, then floods, then normal ends. Attempts of which a
 * cause is less sure count only among equals.
 */
function byImportance(a: FoundCause, b: FoundCause): number {
  const weight = ({ pattern }: FoundCause): number =>
    pattern.class === 'normal' ? prominences.length : prominences.indexOf(pattern.prominence);
  const precedence = ({ pattern }: FoundCause): number => precedences.indexOf(pattern.precedence);
  return (
    weight(a) - weight(b) ||
    precedence(a) - precedence(b) ||
    rankOf(b) - rankOf(a) ||
    sureAttempts(b) - sureAttempts(a) ||
    b.attempts.length - a.attempts.length ||
    Number(isMixed(a)) - Number(isMixed(b)) ||
    (a.pattern.id < b.pattern.id ? -1 : 1)
  );
}

const sureAttempts = ({ confidence, holdings }: FoundCause): number =>
  holdings.reduce((sum, one) => sum + (one.confidence === confidence ? one.attempts.length : 0), 0);

/** Whether a cause is surer in one place than in another. */
const isMixed = ({ confidence, holdings }: FoundCause): boolean =>
  holdings.some((one) => one.confidence !== confidence);
