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

/** The cause under which many attempts are one: nobody reads each try of a scanner. */
export interface Flood {
  readonly cause: string;
  readonly title: string;
}

/** All that was seen of a flood at one host. */
export interface FloodSum extends Flood {
  readonly host: string;
  readonly attemptCount: number;
  readonly clientCount: number;
  /** The first hundred of them. */
  readonly clients: readonly string[];
  readonly firstTime: string;
  readonly lastTime: string;
}
