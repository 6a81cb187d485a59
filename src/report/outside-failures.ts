import type { ReportCause, ReportPerson } from '../model/report.ts';

/** A failure that no attempt shows: of somebody whom records name, such as a gateway's refusals, or of a host itself. */
export interface OutsideFailure {
  readonly cause: ReportCause;
  /** Absent: the host itself. */
  readonly person?: ReportPerson;
}

/** Finds the failures that no attempt shows, in the rank of their causes. */
export const outsideFailures = (causes: readonly ReportCause[]): readonly OutsideFailure[] =>
  causes
    .filter(({ failure }) => failure)
    .flatMap((cause): readonly OutsideFailure[] => {
      if (cause.people) return cause.people.map((person) => ({ cause, person }));
      return cause.attemptCount === 0 ? [{ cause }] : [];
    });
