import type { EventRef } from './report.ts';
import type {
  DiffCause,
  DiffOutside,
  DiffStage,
  DiffTrait,
  DiffWait,
  NotComparable,
  ReportDiff,
} from './report-diff.ts';

/** A line of a comparison's NDJSON output: a part of it, under its `type`. */
export type ReportDiffLine =
  | DiffHeadLine
  | DiffStageLine
  | DiffCauseLine
  | DiffOutsideLine
  | DiffWaitLine
  | DiffTraitLine
  | DiffChangeLine
  | NotComparableLine;

/** The first line: everything that is there once. */
export interface DiffHeadLine extends Pick<
  ReportDiff,
  'schemaVersion' | 'headline' | 'good' | 'bad' | 'parting'
> {
  readonly type: 'diff';
}

/** In the order of the connection, with all steps. */
export interface DiffStageLine extends DiffStage {
  readonly type: 'stage';
}

export interface DiffCauseLine extends DiffCause {
  readonly type: 'cause';
}

/** A failure that no attempt shows. */
export interface DiffOutsideLine extends DiffOutside {
  readonly type: 'outside';
}

export interface DiffWaitLine extends DiffWait {
  readonly type: 'wait';
}

export interface DiffTraitLine extends DiffTrait {
  readonly type: 'trait';
}

/** A record of what changed before the failing side failed. */
export interface DiffChangeLine extends EventRef {
  readonly type: 'change';
}

export interface NotComparableLine extends NotComparable {
  readonly type: 'not-comparable';
}
