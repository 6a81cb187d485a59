import type {
  Report,
  ReportAttempt,
  ReportCause,
  ReportCoverage,
  ReportInput,
  ReportProblem,
} from './report.ts';

/** A line of the NDJSON output: a part of the report, under its `type`. */
export type ReportLine = HeadLine | CauseLine | AttemptLine | CoverageLine | InputLine | ProblemLine;

/** The first line: everything that is there once. */
export interface HeadLine extends Omit<Report, 'causes' | 'attempts' | 'coverage' | 'inputs' | 'problems'> {
  readonly type: 'report';
}

/** In their rank: the first is the answer. */
export interface CauseLine extends ReportCause {
  readonly type: 'cause';
}

/** One attempt with all of its records; the same whether it stands in a report or is printed as it ends. */
export interface AttemptLine extends ReportAttempt {
  readonly type: 'attempt';
}

export interface CoverageLine extends ReportCoverage {
  readonly type: 'coverage';
}

export interface InputLine extends ReportInput {
  readonly type: 'input';
}

export interface ProblemLine extends ReportProblem {
  readonly type: 'problem';
}
