import type { Attempt, LinkedEvent } from '../model/attempt.ts';
import type { ChannelCoverage } from '../model/coverage.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type {
  EventRef,
  LinkStrength,
  Report,
  ReportAttempt,
  ReportCoverage,
  ReportHost,
  ReportInput,
  ReportPassage,
  ReportProblem,
  ReportTool,
} from '../model/report.ts';
import type { ReportBounds } from '../model/report-bounds.ts';
import type { StatedSymptom } from '../model/symptom.ts';
import { attemptTimes } from './attempt-times.ts';
import { buildCauses, type CauseParts } from './build-causes.ts';
import { buildElsewhere, type UnseenHost } from './build-elsewhere.ts';
import { buildPassages } from './build-passages.ts';
import { buildSummary } from './build-summary.ts';
import { buildSymptom } from './build-symptom.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import { hiddenFailures } from './hidden-failures.ts';

export interface ReportParts extends CauseParts {
  readonly tool: ReportTool;
  readonly inputs: readonly ReportInput[];
  readonly hosts: readonly ReportHost[];
  readonly coverage: readonly ReportCoverage[];
  /** What was seen of each log, with the times of its parts. */
  readonly covered: readonly ChannelCoverage[];
  /** Of a remote computer that no log shows. */
  readonly unseenHost: UnseenHost;
  readonly problems: readonly ReportProblem[];
  /** Counts of what is not held any more. */
  readonly letGo: Omit<ReportBounds, 'attemptsNotListed'>;
  /** What the person said they saw; absent or empty: nothing. */
  readonly symptom?: StatedSymptom;
  /** What to say of names and addresses that are none. */
  readonly redacted?: string;
}

/** Puts the one result object together. */
export function buildReport(parts: ReportParts): Report {
  const causes = buildCauses(parts);
  const isStated = parts.symptom !== undefined && Object.keys(parts.symptom).length > 0;
  const passagesOf = (most?: number): readonly ReportPassage[] =>
    parts.hosts.flatMap(({ name }) => buildPassages(name, parts.hostEvents(name), most));
  const symptom = isStated
    ? buildSymptom(parts.symptom, {
        ...parts,
        causes,
        passages: passagesOf(Infinity),
        hostRecords: () => parts.hosts.flatMap(({ name }) => parts.hostEvents(name)),
      })
    : undefined;
  const elsewhere = buildElsewhere(parts.attempts, parts.unseenHost, parts.hosts, parts.coverage);
  const passages = passagesOf();
  const bounds = { attemptsNotListed: parts.unlisted.size, ...parts.letGo };
  return {
    schemaVersion: 1,
    tool: parts.tool,
    ...(parts.redacted === undefined ? {} : { redacted: parts.redacted }),
    inputs: parts.inputs,
    hosts: parts.hosts,
    ...(symptom && { symptom }),
    coverage: parts.coverage,
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(passages.length > 0 && { passages }),
    summary: buildSummary(parts.attempts, causes, parts.coverage, {
      symptom,
      passages,
      hidden: hiddenFailures(parts),
    }),
    causes,
    attempts: parts.attempts
      .filter((one) => !parts.unlisted.has(one))
      .map((one) => reportAttempt(one, parts.hostOf)),
    ...(isBeyond(bounds) && { bounds }),
    problems: parts.problems,
  };
}

const isBeyond = (bounds: ReportBounds): boolean => Object.values(bounds).some((count) => count > 0);

/** Gives an attempt as a report lists it. */
export function reportAttempt({ attempt, diagnosis }: DiagnosedAttempt, hostOf: HostOf): ReportAttempt {
  const ref = (event: Event): EventRef => eventRef(event, hostOf(event.host));
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
    ...alsoSeen(attempt),
    ...(attempt.isUnproven && { isUnproven: attempt.isUnproven }),
    events: attempt.events.map(({ event }) => ref(event)),
    links: attempt.events.map((link, event) => ({ event, by: link.by, strength: strengthOf(link) })),
    diagnosis: diagnosis && {
      ...diagnosis,
      evidence: diagnosis.evidence.map(ref),
      contradicting: diagnosis.contradicting.map(ref),
    },
  };
}

function alsoSeen({ otherViews = [], mayBe }: Attempt): Pick<ReportAttempt, 'alsoSeenBy' | 'mayBe'> {
  const alsoSeenBy = otherViews.map(({ host, as, id, by }) => ({
    host,
    as,
    id,
    by,
    strength: by === 'activity-id' ? ('exact' as const) : ('strong' as const),
  }));
  return { ...(alsoSeenBy.length > 0 ? { alsoSeenBy } : {}), ...(mayBe ? { mayBe } : {}) };
}

function strengthOf(link: LinkedEvent): LinkStrength {
  if ((link.rivals ?? 0) > 0) return 'weak';
  return link.by === 'sequence' || link.by === 'time-only' ? 'strong' : 'exact';
}
