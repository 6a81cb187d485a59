import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { precedences, prominences, type Pattern } from '../model/pattern.ts';
import type { ReportCause } from '../model/report.ts';
import { confidences, type Confidence } from '../model/vocabulary.ts';
import { causeHistory } from './cause-history.ts';
import { laterAnswersFirst } from './later-answers.ts';
import { reportCause, SHOWN_EVIDENCE, type CauseTools, type FoundCause } from './report-cause.ts';

/** What causes are gathered from. */
export interface CauseParts extends CauseTools {
  readonly attempts: readonly DiagnosedAttempt[];
  /** Those of them that are held without their records, for there are too many: they count, and are not listed. */
  readonly unlisted: ReadonlySet<DiagnosedAttempt>;
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly patterns: ReadonlyMap<string, Pattern>;
  /** A host's events that belong to no attempt, in time order. */
  readonly hostEvents: (host: string) => readonly Event[];
}

/** Gathers the causes of all attempts and hosts into one ranked list; the first is the answer. */
export function buildCauses(parts: CauseParts): ReportCause[] {
  const { attempts, hostDiagnoses, patterns } = parts;
  const found = new Map<string, FoundCause>();
  // One set for each cause, not for each host with it: a flood is on many, with thousands of attempts each.
  const gathered = new Map<FoundCause, Set<DiagnosedAttempt>>();
  const folded = foldedAttempts(hostDiagnoses);
  for (const diagnosed of attempts) {
    const pattern = patterns.get(diagnosed.diagnosis?.cause ?? '');
    if (!pattern || !diagnosed.diagnosis || folded.has(diagnosed)) continue;
    const entry = entryOf(found, pattern, diagnosed.diagnosis.confidence);
    entry.attempts.push(diagnosed);
    entry.hosts.add(diagnosed.attempt.host);
    if (entry.proofs.length < SHOWN_EVIDENCE) entry.proofs.push(diagnosed.diagnosis.evidence);
    entry.contradicting.push(...diagnosed.diagnosis.contradicting.slice(0, SHOWN_EVIDENCE));
  }
  for (const diagnosis of hostDiagnoses) {
    const entry = entryOf(found, diagnosis.pattern, diagnosis.confidence);
    const known = gathered.get(entry) ?? new Set(entry.attempts);
    gathered.set(entry, known);
    for (const attempt of diagnosis.attempts) {
      if (known.has(attempt)) continue;
      known.add(attempt);
      entry.attempts.push(attempt);
    }
    entry.hosts.add(diagnosis.host);
    if (diagnosis.attempts.length > 0) entry.proofs.push(diagnosis.evidence);
    // One by one: a flood has more records than a call can have arguments.
    else for (const event of diagnosis.evidence) entry.evidence.push(event);
    for (const event of diagnosis.contradicting) entry.contradicting.push(event);
  }
  return laterAnswersFirst([...found.values()].sort(byImportance)).map((entry) => {
    const cause = reportCause(entry, parts);
    return entry.pattern.failure ? { ...cause, ...causeHistory(entry, cause, parts) } : cause;
  });
}

/** Says a host's own cause as a report does, but for what the attempts have to do with it. */
export function hostCause(diagnosis: HostDiagnosis, tools: CauseTools): ReportCause {
  const entry = {
    ...entryOf(new Map(), diagnosis.pattern, diagnosis.confidence),
    evidence: [...diagnosis.evidence],
    contradicting: [...diagnosis.contradicting],
    hosts: new Set([diagnosis.host]),
  };
  return reportCause(entry, { ...tools, unlisted: new Set() });
}

function foldedAttempts(hostDiagnoses: readonly HostDiagnosis[]): ReadonlySet<DiagnosedAttempt> {
  return new Set(hostDiagnoses.filter(({ pattern }) => pattern.folds).flatMap(({ attempts }) => attempts));
}

function entryOf(found: Map<string, FoundCause>, pattern: Pattern, confidence: Confidence): FoundCause {
  const known = found.get(pattern.id);
  if (known) {
    if (confidences.indexOf(confidence) > confidences.indexOf(known.confidence))
      known.confidence = confidence;
    return known;
  }
  const entry = {
    pattern,
    confidence,
    attempts: [],
    proofs: [],
    evidence: [],
    contradicting: [],
    hosts: new Set<string>(),
  };
  found.set(pattern.id, entry);
  return entry;
}

/** First what heads a report, then failures by how sure and how many, then floods, then normal ends. */
function byImportance(a: FoundCause, b: FoundCause): number {
  const weight = ({ pattern }: FoundCause): number =>
    pattern.class === 'normal' ? prominences.length : prominences.indexOf(pattern.prominence);
  const precedence = ({ pattern }: FoundCause): number => precedences.indexOf(pattern.precedence);
  return (
    weight(a) - weight(b) ||
    precedence(a) - precedence(b) ||
    confidences.indexOf(b.confidence) - confidences.indexOf(a.confidence) ||
    b.attempts.length - a.attempts.length ||
    (a.pattern.id < b.pattern.id ? -1 : 1)
  );
}
