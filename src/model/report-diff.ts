import type { Viewpoint } from './attempt.ts';
import type { SurePart } from './cause-part.ts';
import type { EventRef, HostRole, ReportPerson, ReportSummary } from './report.ts';
import type { CauseClass, Confidence, Stage } from './vocabulary.ts';

/** Where a working and a failing side part, and what is new on the failing one; the JSON output of `diff` is it. */
export interface ReportDiff {
  readonly schemaVersion: 1;
  readonly headline: string;
  readonly good: DiffSide;
  readonly bad: DiffSide;
  /** Where the sides part; null: no stage differs in what can be compared. */
  readonly parting: DiffParting | null;
  /** Every stage, in order. */
  readonly ladder: readonly DiffStage[];
  /** Those only on the failing side first, then those on both. */
  readonly causes: readonly DiffCause[];
  /** Failures that no attempt shows; those only on the failing side first. Absent where there are none. */
  readonly outside?: readonly DiffOutside[];
  /** Only where one attempt is held against one. */
  readonly waits: readonly DiffWait[];
  readonly traits: readonly DiffTrait[];
  /** What changed on the failing side's hosts before its failures, the most telling first. Context, never a cause by itself. */
  readonly changes: readonly EventRef[];
  readonly notComparable: readonly NotComparable[];
}

export type SideName = 'good' | 'bad';

/** Which attempts of a report are meant; all parts must hold. */
export interface AttemptSelector {
  /** An id, or the beginning of one. */
  readonly attempt?: string;
  readonly host?: string;
  readonly client?: string;
  readonly user?: string;
  /** `2026-11-20`, by the clocks of `zone`. */
  readonly day?: string;
  /** `Europe/Berlin` or `+01:00`. Absent: UTC, or no day is meant. */
  readonly zone?: string;
  readonly outcome?: 'worked' | 'failed';
}

export interface DiffSide {
  /** What was named: logs or a saved report. */
  readonly source: string;
  readonly selector: AttemptSelector;
  readonly attempts: ReportSummary['attempts'];
  /** Attempts that name no user and are from an address where the selected user was seen. */
  readonly byAddressAlone?: number;
  /** The one attempt, where there is one. */
  readonly attempt?: string;
  readonly hosts: readonly string[];
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/** How usual something is among the attempts whose logs would show it; `unseen`: for none were they there. */
export type Usual = 'always' | 'mostly' | 'sometimes' | 'never' | 'unseen';

export interface Frequency {
  /** Attempts that show it. */
  readonly seen: number;
  /** Attempts whose logs would show it. */
  readonly of: number;
  readonly usual: Usual;
}

export interface DiffStage {
  readonly stage: Stage;
  /** Attempts that came at least this far. */
  readonly reached: Readonly<Record<SideName, Frequency>>;
  readonly steps: readonly DiffStep[];
  readonly differs: boolean;
}

/** `more` and `less`: on both sides, and usual on one of them only. */
export type StepChange = 'same' | 'new' | 'missing' | 'more' | 'less' | 'not-comparable';

/** One sort of event with what decides in it: never times, names, addresses or ids. */
export interface DiffStep {
  readonly kind: string;
  /** The event's line with `…` for names and the like. */
  readonly text: string;
  readonly change: StepChange;
  readonly good: StepSide;
  readonly bad: StepSide;
}

export interface StepSide extends Frequency {
  /** The first record of it. */
  readonly example?: EventRef;
  /** Attempts in whose diagnosis it is evidence of a failure. */
  readonly evidence: number;
  /** In every attempt that shows it, other attempts could own it as well. */
  readonly weak?: true;
}

export interface DiffParting {
  readonly stage: Stage;
  /** `usual`: most attempts of one side differ from the other's; `some`: only some of the failing side's do. */
  readonly strength: 'usual' | 'some';
  /** The step that shows it best; null where only how far the sides came differs. */
  readonly step: DiffStep | null;
  /** Where they differ before already, in a way that does not stop the failing side; null: nowhere. */
  readonly earlier: { readonly stage: Stage; readonly step: DiffStep } | null;
  /** The last stage that both sides usually reach. */
  readonly bothReach: Stage | null;
}

export interface DiffCause {
  readonly cause: string;
  readonly class: CauseClass;
  readonly title: string;
  readonly failure: boolean;
  /** How sure it is at best of what the sides show. */
  readonly confidence: Confidence;
  /** How sure it is where, the surest first. Absent: equally sure for all that the sides show of it. */
  readonly byConfidence?: readonly SurePart[];
  readonly on: SideName | 'both';
  /** How many attempts; 0 where it is a cause of the host itself. */
  readonly good: number;
  readonly bad: number;
  /** Records without an attempt that name the side's people; absent where there are none. */
  readonly goodRecords?: number;
  readonly badRecords?: number;
}

/**
 * A failure that no attempt shows: of people whom records name, such as a gateway's refusals, or of hosts themselves for
 * which it is equally sure. It has no stages, and stands in no step.
 */
export interface DiffOutside {
  readonly side: SideName;
  readonly cause: string;
  readonly title: string;
  /** Of people the least that holds on any of the hosts. */
  readonly confidence: Confidence;
  /** Whether the other side has this cause as well, there or in an attempt. */
  readonly on: SideName | 'both';
  /** The machines that wrote it down. */
  readonly hosts: readonly string[];
  /** What machine that is to the person who asks, where it is none that was connected to. */
  readonly at?: OutsideMachine;
  /** Those of the side whom its records name, the first 20; empty: it befell the host itself. */
  readonly people: readonly ReportPerson[];
  readonly peopleCount: number;
  /** How many users those are, each from wherever; of whom no user is named, how many addresses. */
  readonly users: number;
  /** Records that name them; of a host itself, those that the report shows. */
  readonly records: number;
  /** Whether each of them is a refusal, as far as the report shows them. */
  readonly refused?: true;
  readonly firstTime: string;
  readonly lastTime: string;
  /** Those that the report shows. */
  readonly evidence: readonly EventRef[];
}

export type OutsideMachine = Exclude<HostRole, 'server' | 'client'>;

/** Two steps that both attempts show in this order, and how long each took from one to the other. */
export interface DiffWait {
  readonly from: string;
  readonly to: string;
  readonly goodMs: number;
  readonly badMs: number;
}

export const traitNames = [
  'host',
  'windows-build',
  'seen-by',
  'client',
  'client-name',
  'account',
  'target',
  'transport',
  'tls',
  'network-level-authentication',
  'gateway',
] as const;
export type TraitName = (typeof traitNames)[number];

/** What the attempts of the sides have on them; lists end at 20, `…Count` counts them all. */
export interface DiffTrait {
  readonly trait: TraitName;
  readonly onlyGood: readonly string[];
  readonly onlyBad: readonly string[];
  readonly both: readonly string[];
  readonly onlyGoodCount: number;
  readonly onlyBadCount: number;
  readonly bothCount: number;
}

/** A difference that may be one of what was seen, not of what happened. */
export interface NotComparable {
  readonly about:
    | 'log'
    | 'viewpoint'
    | 'windows'
    | 'particulars'
    | 'knowledge'
    | 'remains'
    | 'damage'
    | 'changes'
    | 'selection';
  readonly side: SideName | 'both';
  readonly channel?: string;
  /** One or two sentences; may hold log text. */
  readonly text: string;
}

/** What the sides are by the words of a report's reader. */
export const sideWords: Readonly<Record<SideName, string>> = { good: 'working', bad: 'failing' };

/** Which machine's log a side shows, in words. */
export const viewpointWords: Readonly<Record<Viewpoint, string>> = {
  server: "the host's logs",
  client: "the client's logs",
};
