import type { Confidence } from './vocabulary.ts';

/** The attempts and hosts for which a cause is equally sure. */
export interface ReportCausePart {
  readonly confidence: Confidence;
  readonly attemptCount: number;
  /** Those of the attempts, and those whose own records show it. */
  readonly hosts: readonly string[];
  readonly firstTime: string;
  readonly lastTime: string;
}
