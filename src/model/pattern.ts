import type { EventKind } from './event.ts';
import type { FactTest } from './fact-test.ts';
import type { Outcome } from './attempt.ts';
import type { Actor, Basis, CauseClass, Confidence, Risk, Stage } from './vocabulary.ts';

export const takers = ['same-client', 'other-client'] as const;
export const replacers = ['same-client', 'other-client', 'not-seen'] as const;
type Replacer = (typeof replacers)[number];

/** One event that must (or must not) be there: its kind, and tests on its facts. */
export interface EventMatcher {
  readonly kinds: readonly EventKind[];
  readonly has: Readonly<Record<string, FactTest>>;
  readonly atLeast: number;
}

/** The moments of an attempt that events beside it can be held against. */
export const attemptMoments = ['begin', 'end'] as const;
type AttemptMoment = (typeof attemptMoments)[number];

/** An event of the host that belongs to another attempt or to none, in the seconds around an attempt. */
export interface NearbyMatcher extends EventMatcher {
  /** Around this moment alone: what happened in the middle of a long session began and ended nothing. */
  readonly at?: AttemptMoment;
  /** Seconds before the attempt's start, or before that moment. */
  readonly before: number;
  /** Seconds after its end, or after that moment. */
  readonly after: number;
}

/**
 * One way to recognise a cause. The signs of a pattern are tried in order and the first that holds wins: the
 * strongest proof comes first.
 */
export interface Sign {
  readonly confidence: Confidence;
  readonly all: readonly EventMatcher[];
  readonly any: readonly EventMatcher[];
  readonly none: readonly EventMatcher[];
  /** The events of `all` must come in that order. */
  readonly inOrder: boolean;
  readonly reachedAtLeast: Stage | undefined;
  readonly reachedAtMost: Stage | undefined;
  /** Empty: any. */
  readonly outcomes: readonly Outcome[];
  /** Who took the session over. Empty: does not matter. */
  readonly replacedBy: readonly Replacer[];
  /** Attempt signs only: nothing says that the attempt was Remote Desktop. */
  readonly isUnproven: boolean;
  /** Channels whose silence the sign builds on: where one was not seen at that time, it cannot be judged. */
  readonly needs: readonly string[];
  /** All events of the sign lie within so many seconds. */
  readonly within: number | undefined;
  /** Attempt signs only: the attempt took so many seconds at least. */
  readonly lasting: number | undefined;
  /** Attempt signs only: what must have happened on the host beside the attempt. */
  readonly nearby: readonly NearbyMatcher[];
  /** Attempt signs only: one of these took host or service away while the attempt went on. */
  readonly cutOffBy: readonly EventMatcher[];
  /** Host signs only: none of these comes after the evidence, as far as the logs reach. */
  readonly noneAfter: readonly EventMatcher[];
}

export const origins = ['public', 'private'] as const;
type Origin = (typeof origins)[number];

/** A demand on the diagnosed attempts of a host: so many of them in some time. */
export interface AttemptTally {
  readonly confidence: Confidence;
  readonly causes: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** By account: those of which no record names one do not count. */
  readonly per: 'client' | 'account' | 'host';
  readonly count: number;
  /** At least so many different clients. */
  readonly clients: number;
  /** At least so many different accounts. */
  readonly accounts: number;
  /** More than one: the attempts of all hosts are counted together, of so many at least. */
  readonly hosts: number;
  /** Seconds. */
  readonly within: number;
  /** By which moment they are held together. Of those counted by their end only the ones that ended together count. */
  readonly at: 'start' | 'end';
  /**
   * At least this part, 0 to 1, where the counted attempts are held against those of these clients that succeeded:
   * everybody behind a gateway has its address, and a few of them mistype.
   */
  readonly share: number;
  /** Only clients from the internet count, or only those that are not. */
  readonly from: Origin | undefined;
  /** Only attempts that came no further. */
  readonly reachedAtMost: Stage | undefined;
  /** Only attempts whose session was taken over by one of these; none: it does not matter. */
  readonly replacedBy: readonly (typeof takers)[number][];
  /** Only attempts that the audit granted a logon. */
  readonly granted: boolean;
  /** Only attempts that no pattern explains. */
  readonly unexplained: boolean;
  /** The time from one to the next differs from the usual one by this part of it at most. */
  readonly regular: number | undefined;
  /** Channels whose silence the tally builds on. */
  readonly needs: readonly string[];
  /** Only clients that these host patterns have found. */
  readonly clientOf: readonly string[];
}

export interface Remedy {
  readonly text: string;
  readonly purpose: 'fix' | 'diagnostic';
  readonly command?: string;
  readonly shell?: Shell;
  readonly runOn: RunOn;
  readonly risk: Risk;
  readonly actor: Actor;
  /** How to take it back, in words. */
  readonly undo?: string;
  /** The command that takes it back, for the same shell. */
  readonly undoCommand?: string;
  readonly verify?: string;
  readonly needsConsole?: boolean;
}

/** What a command is written for; what stands without one works in both. */
type Shell = 'powershell' | 'cmd';

export const runOns = [
  'host',
  'client',
  'directory',
  'gateway',
  'broker',
  'licence-server',
  'network',
] as const;
export type RunOn = (typeof runOns)[number];

/** A log that holds the deciding record: of the host itself, or of another machine. */
export interface DecidingLog {
  readonly channel: string;
  readonly on: RunOn;
}

/** A question whose answer separates causes. */
export interface Check {
  readonly text: string;
  readonly command?: string;
  readonly shell?: Shell;
  readonly runOn: RunOn;
  readonly ifTrue: string;
  readonly ifFalse: string;
}

export const prominences = ['heads', 'ordinary', 'background'] as const;
/**
 * Where a cause stands in the report: `heads` comes first whatever else there is, `background` (floods, normal
 * ends) after all that a person may be waiting for.
 */
export type Prominence = (typeof prominences)[number];

export const precedences = ['specific', 'general', 'consequence'] as const;
/**
 * What a cause says beside others of the same attempt: `specific` names what went wrong, `general` only that
 * something did, `consequence` what followed from it. The former always stands before the latter.
 */
type Precedence = (typeof precedences)[number];

/** A known cause, as data. */
export interface Pattern {
  readonly id: string;
  readonly class: CauseClass;
  /** A full statement: 'The password was wrong'. */
  readonly title: string;
  readonly stage: Stage;
  readonly actor: Actor;
  readonly basis: Basis;
  readonly prominence: Prominence;
  readonly precedence: Precedence;
  /** Where one of these was not seen, it is the log to ask for. */
  readonly decidedBy: readonly DecidingLog[];
  /** Over the events of one attempt. */
  readonly signs: readonly Sign[];
  /** Over those events of a host that belong to no attempt. */
  readonly hostSigns: readonly Sign[];
  /** Over the diagnosed attempts of a host; any of them is enough. */
  readonly tallies: readonly AttemptTally[];
  /** Whether an attempt that ends like this has failed. Own takeovers and normal ends are worth a word, no alarm. */
  readonly failure: boolean;
  /** The tallied attempts' own causes are listed under this one only. */
  readonly folds: boolean;
  readonly contradictedBy: readonly EventMatcher[];
  /**
   * More specific causes: where one of them matches as well, it is the answer. A normal end that gives way to one is no
   * more than possible.
   */
  readonly yieldsTo: readonly string[];
  /** What happened and why it follows; placeholders are filled from the evidence. */
  readonly explanation: string;
  /** One sentence to paste to the person who could not connect. */
  readonly tellTheUser: string;
  readonly remedies: readonly Remedy[];
  readonly checks: readonly Check[];
  readonly references: readonly string[];
}

/** Whether its attempts are of no person who waits for an answer, such as a scanner's: they are folded wherever people are told of. */
export const isFlood = ({ folds, prominence }: Pattern): boolean => folds && prominence === 'background';

export interface PatternPack {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly patterns: readonly Pattern[];
}
