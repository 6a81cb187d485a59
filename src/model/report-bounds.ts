/** Counts of what a run let go beyond its limits. */
export interface ReportBounds {
  /** Attempts that are counted, in causes too, and not listed. */
  readonly attemptsNotListed: number;
  /** Attempts that are not counted any more; absent where all are. */
  readonly attemptsForgotten?: number;
  /** Events that later attempts or patterns of the host might still have been held against. */
  readonly eventsForgotten: number;
  /** Sessions that were judged before their end, for too many went on at one host. */
  readonly sessionsCutShort: number;
  /** Records of attempts with too many of them, as of a session that goes on for days; absent where all are listed. */
  readonly recordsNotListed?: number;
}
