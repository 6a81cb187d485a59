import type { ReportAttempt } from './report.ts';

/** What is said of one attempt while its logs still grow. A later revision stands in place of the earlier ones. */
export interface Verdict {
  /** The attempt's id: every revision has the same. */
  readonly verdictId: string;
  /** From 1 on. */
  readonly revision: number;
  /** `withdrawn`: later records made it part of another attempt. */
  readonly change: 'new' | 'revised' | 'withdrawn';
  readonly attempt: ReportAttempt;
}
