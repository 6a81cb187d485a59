import type { Confidence } from './vocabulary.ts';

/** The attempts and hosts for which a cause is equally sure. */
export interface SurePart {
  readonly confidence: Confidence;
  readonly attemptCount: number;
  /** Those of the attempts, and those whose own records show it. */
  readonly hosts: readonly string[];
}

/** The same, and when it was. */
export interface ReportCausePart extends SurePart {
  readonly firstTime: string;
  readonly lastTime: string;
}
