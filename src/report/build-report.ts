import type { LinkedEvent } from '../model/attempt.ts';
import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { Pattern } from '../model/pattern.ts';
import type {
  LinkStrength,
  Report,
  ReportAttempt,
  ReportCoverage,
  ReportHost,
  ReportInput,
  ReportProblem,
  ReportTool,
} from '../model/report.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { attemptTimes } from './attempt-times.ts';
import { buildCauses, type FillText } from './build-causes.ts';
import { buildSummary } from './build-summary.ts';
import { buildSymptom } from './build-symptom.ts';
import { eventRef } from './event-ref.ts';

export interface ReportParts {
  readonly tool: ReportTool;
  readonly inputs: readonly ReportInput[];
  readonly hosts: readonly ReportHost[];
  readonly coverage: readonly ReportCoverage[];
  readonly attempts: readonly DiagnosedAttempt[];
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly problems: readonly ReportProblem[];
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly fill: FillText;
  /** A host's events that belong to no attempt, in time order. */
  readonly hostEvents: (host: string) => readonly Event[];
  /** What the person said they saw; absent or empty: nothing. */
  readonly symptom?: StatedSymptom;
}

/** Puts the one result object together. */
export function buildReport(parts: ReportParts): Report {
  const causes = buildCauses(
    parts.attempts,
    parts.hostDiagnoses,
    parts.patterns,
    parts.fill,
    parts.hostEvents,
  );
  const isStated = parts.symptom !== undefined && Object.keys(parts.symptom).length > 0;
  const symptom = isStated ? buildSymptom(parts.symptom, { ...parts, causes }) : undefined;
  return {
    schemaVersion: 1,
    tool: parts.tool,
    inputs: parts.inputs,
    hosts: parts.hosts,
    ...(symptom && { symptom }),
    coverage: parts.coverage,
    summary: buildSummary(parts.attempts, causes, parts.coverage, symptom),
    causes,
    attempts: parts.attempts.map(reportAttempt),
    problems: parts.problems,
  };
}

function reportAttempt({ attempt, diagnosis }: DiagnosedAttempt): ReportAttempt {
  const ref = (link: { event: LinkedEvent['event'] }): ReturnType<typeof eventRef> =>
    eventRef(link.event, attempt.host);
  return {
    id: attempt.id,
    host: attempt.host,
    seenBy: attempt.seenBy,
    ...(attempt.client ? { client: attempt.client } : {}),
    ...(attempt.account ? { account: attempt.account } : {}),
    ...(attempt.target === undefined ? {} : { target: attempt.target }),
    transport: attempt.transport,
    ...(attempt.connectionName === undefined ? {} : { connectionName: attempt.connectionName }),
    ...(attempt.sessionId === undefined ? {} : { sessionId: attempt.sessionId }),
    ...attemptTimes(attempt),
    outcome: attempt.outcome,
    reached: attempt.reached,
    events: attempt.events.map(ref),
    links: attempt.events.map((link, event) => ({ event, by: link.by, strength: strengthOf(link) })),
    diagnosis: diagnosis && {
      ...diagnosis,
      evidence: diagnosis.evidence.map((event) => eventRef(event, attempt.host)),
      contradicting: diagnosis.contradicting.map((event) => eventRef(event, attempt.host)),
    },
  };
}

function strengthOf(link: LinkedEvent): LinkStrength {
  if ((link.rivals ?? 0) > 0) return 'weak';
  return link.by === 'sequence' || link.by === 'time-only' ? 'strong' : 'exact';
}
