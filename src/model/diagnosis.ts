import type { Attempt } from './attempt.ts';
import type { Event } from './event.ts';
import type { DecidingLog, Pattern } from './pattern.ts';
import type { CauseClass, Confidence } from './vocabulary.ts';

/** A pattern that holds for an attempt, with what it rests on. */
export interface Finding {
  readonly pattern: Pattern;
  readonly confidence: Confidence;
  readonly evidence: readonly Event[];
  readonly contradicting: readonly Event[];
}

export interface Alternative {
  readonly cause: string;
  /** In words. */
  readonly title?: string;
  readonly confidence: Confidence;
  /** Why it ranks lower. */
  readonly why: string;
}

/** A cause that could not be judged, for want of logs. */
export interface NotEvaluated {
  readonly cause: string;
  /** Channels of the machine itself. */
  readonly missing: readonly string[];
  /** Logs of other machines; absent when none of them was. */
  readonly elsewhere?: readonly DecidingLog[];
}

/** What is said of one attempt; `cause` null is an honest "undetermined". */
export interface Diagnosis {
  readonly cause: string | null;
  readonly class: CauseClass;
  readonly confidence: Confidence;
  readonly headline: string;
  readonly evidence: readonly Event[];
  readonly contradicting: readonly Event[];
  readonly alternatives: readonly Alternative[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface DiagnosedAttempt {
  readonly attempt: Attempt;
  /** null: nothing to explain, it worked. */
  readonly diagnosis: Diagnosis | null;
}

/** A cause found on a host rather than in one attempt. */
export interface HostDiagnosis {
  readonly host: string;
  readonly pattern: Pattern;
  readonly confidence: Confidence;
  readonly evidence: readonly Event[];
  readonly contradicting: readonly Event[];
  readonly attempts: readonly DiagnosedAttempt[];
}
