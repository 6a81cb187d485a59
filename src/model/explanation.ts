import type { Check, Remedy } from './pattern.ts';
import type { Basis, CauseClass, Risk } from './vocabulary.ts';

/** What the dictionary knows about a question: `rdpwhy explain` prints it, as text or as JSON. */
export interface Explanation {
  readonly schemaVersion: 1;
  readonly query: string;
  /** Two codes of one dialog, read together. */
  readonly pair?: ExplainedPair;
  /** The word before a number that stands for nothing known here: the number alone is answered. */
  readonly unknownWord?: string;
  readonly codes: readonly ExplainedCode[];
  readonly phrases: readonly ExplainedPhrase[];
  readonly advice: readonly ExplainedAdvice[];
  /** Updates of Windows asked for by their number, those that nothing is known of included. */
  readonly updates: readonly ExplainedUpdate[];
  readonly events: readonly ExplainedEvent[];
  /** Causes asked for by their id. */
  readonly patterns: readonly ExplainedCause[];
  /** What can be behind it, in `causeOrder`. */
  readonly causes: readonly PossibleCause[];
  /** Says what the order of `causes` means. */
  readonly causeOrder: string;
  /** Causes whose records have an ordinary event that was asked for among them; others decide. */
  readonly seenIn: readonly CauseName[];
  /** What speaks of the words or the code, where nothing goes by them. */
  readonly mentions: readonly Mention[];
  readonly collect: readonly LogToCollect[];
  /** What to try before anything else: where no cause hangs on what was asked, or a host gave no answer. */
  readonly firstStep?: string;
  /** Narrower questions where a number has many meanings; names close to what was not understood. */
  readonly suggestions: readonly string[];
}

export interface ExplainedCode {
  readonly input: string;
  readonly decimal: number;
  readonly hex: string;
  /** As signed logs and scripts print it; only where it differs. */
  readonly signed?: number;
  /** Empty: not known here. */
  readonly meanings: readonly ExplainedMeaning[];
  /** The first meaning is the one that a dialog shows; the others stand in other places. */
  readonly firstIsMeant?: true;
  /** The parts of a number that is not known. */
  readonly parts?: string;
}

export interface ExplainedMeaning {
  readonly family: string;
  readonly title: string;
  /** The fields that hold numbers of this family. */
  readonly where: string;
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
  readonly note?: string;
  readonly source: string;
  readonly basis: Basis;
}

export interface ExplainedPair {
  readonly reason: ExplainedMeaning;
  readonly extended: ExplainedMeaning;
  readonly verdict: string;
  readonly basis: Basis;
  readonly source: string;
}

export interface ExplainedPhrase {
  readonly id: string;
  /** A dialog of the client, or what people ask about in a word or two. */
  readonly sort: 'dialog' | 'topic';
  readonly phrase: string;
  readonly meaning: string;
  readonly basis: Basis;
  readonly source: string;
}

export interface ExplainedAdvice {
  readonly id: string;
  readonly title: string;
  readonly whatItDoes: string;
  readonly whenRight: string;
  readonly risk: Risk;
  readonly riskText: string;
  readonly instead: string;
  readonly commands: readonly string[];
  readonly basis: Basis;
  readonly source: string;
}

/** What is known of an update; it may be nothing. */
export interface ExplainedUpdate {
  readonly kb: string;
  /** The month with which the list ends. */
  readonly knownUntil: string;
  readonly brings: readonly ExplainedTrouble[];
  readonly ends: readonly ExplainedTrouble[];
}

/** What updates did to Remote Desktop. */
export interface ExplainedTrouble {
  readonly id: string;
  readonly updates: readonly string[];
  readonly articles: readonly string[];
  readonly since: string;
  readonly on: string;
  readonly windows: string;
  readonly title: string;
  readonly symptom: string;
  /** What ended each of `updates`, in their order; empty: nothing is known to. */
  readonly repairedBy: readonly string[];
  readonly remedy: string;
  readonly causes: readonly CauseName[];
  readonly basis: Basis;
  readonly sources: readonly string[];
}

export interface ExplainedEvent {
  readonly provider: string;
  readonly eventId: number;
  readonly log: string;
  readonly meaning: string;
  /** Connections that work have it too: by itself it shows no failure. */
  readonly isOrdinary?: true;
  readonly stage?: string;
  /** Fields that hold codes, and of which family. */
  readonly codeFields: readonly { readonly field: string; readonly families: readonly string[] }[];
  /** What it does not say, though many think so. */
  readonly note?: string;
  readonly basis: Basis;
}

/** A cause, as far as a reader wants it without a log at hand. */
export interface ExplainedCause {
  readonly id: string;
  readonly title: string;
  readonly class?: CauseClass;
  readonly explanation?: string;
  readonly tellTheUser?: string;
  readonly logs: readonly LogName[];
  readonly remedies: readonly Remedy[];
  readonly checks: readonly Check[];
  readonly references: readonly string[];
}

/** How hard a log is to come by, the easiest first; causes are told in this order. */
export const costs = [
  'One log of the host, on by default',
  "The host's Security log; failed logons must be audited",
  "The client's own logs",
  'Another machine: gateway, broker, licence server or domain controller',
  'A log that is off until somebody switches it on',
] as const;

interface CauseName {
  readonly id: string;
  readonly title: string;
}

/** A cause, an update of Windows or a topic, in whose text something stands. */
export interface Mention {
  /** What to ask for it by: an id, or the number of the update. */
  readonly ask: string;
  readonly title: string;
}

export interface PossibleCause extends CauseName {
  /** The place in `costs`, from 1. */
  readonly cost: number;
  readonly logs: readonly LogName[];
  readonly basis: Basis;
  readonly source: string;
}

export const machines = [
  'host',
  'client',
  'gateway',
  'broker',
  'licence server',
  'domain controller',
] as const;
export type Machine = (typeof machines)[number];

export interface LogName {
  readonly machine: Machine;
  readonly channel: string;
}

export interface LogToCollect extends LogName {
  readonly command: string;
  readonly note?: string;
}
