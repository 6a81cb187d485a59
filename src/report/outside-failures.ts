import type { ReportCause, ReportPerson } from '../model/report.ts';
import type { Confidence } from '../model/vocabulary.ts';
import { sureParts } from './sureness.ts';

/** A failure that no attempt shows: of somebody whom records name, such as a gateway's refusals, or of hosts themselves. */
export interface OutsideFailure {
  readonly cause: ReportCause;
  /** Absent: the hosts themselves. */
  readonly person?: ReportPerson;
  /** Of a person the least that holds on any of the hosts, for nothing says on which. */
  readonly confidence: Confidence;
  readonly hosts: readonly string[];
  readonly firstTime: string;
  readonly lastTime: string;
}

/** Finds the failures that no attempt shows, in the rank of their causes. */
export const outsideFailures = (causes: readonly ReportCause[]): readonly OutsideFailure[] =>
  causes
    .filter(({ failure }) => failure)
    .flatMap((cause): readonly OutsideFailure[] => {
      const parts = sureParts(cause);
      const { confidence } = parts.at(-1) ?? cause;
      if (cause.people)
        return cause.people.map((person) => {
          const { firstTime, lastTime } = person;
          return { cause, person, confidence, hosts: cause.hosts, firstTime, lastTime };
        });
      return cause.attemptCount === 0 ? parts.map((part) => ({ cause, ...part })) : [];
    });
