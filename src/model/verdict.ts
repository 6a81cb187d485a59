import type { ReportAttempt, ReportCause } from './report.ts';

/** What is said while logs still grow. A later revision stands in place of the earlier ones of the same id. */
interface Said {
  readonly verdictId: string;
  /** From 1 on. */
  readonly revision: number;
}

/** What is said of one attempt; the id is the attempt's. */
export interface Verdict extends Said {
  readonly type: 'verdict';
  /** `withdrawn`: later records made it part of another attempt. */
  readonly change: 'new' | 'revised' | 'withdrawn';
  readonly attempt: ReportAttempt;
}

/**
 * What is said of a failure that no single attempt shows: the service does not run, a gateway refuses; or that of several
 * attempts with one cause, which `cause` lists.
 */
export interface HostVerdict extends Said {
  readonly type: 'host-verdict';
  /** `withdrawn`: it does not hold any more, by what was logged since. Should it hold again, it is `new` once more. */
  readonly change: 'new' | 'revised' | 'withdrawn';
  readonly host: string;
  /** Of this host alone: as it stands without attempts, or by those that belong together. */
  readonly cause: ReportCause;
  /** When the first and the last of the attempts ended, where it is that moment that they share. */
  readonly together?: { readonly from: string; readonly to: string };
}

export type LiveVerdict = Verdict | HostVerdict;

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
