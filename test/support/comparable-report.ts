import type { Report } from '../../src/model/report.ts';

/** What a report says, without who and where. */
export function verdictOf(report: Report): unknown {
  const { summary, causes, attempts, coverage, hosts, problems } = report;
  return {
    outcome: summary.outcome,
    counts: summary.attempts,
    causes: causes.map((one) => ({
      cause: one.cause,
      class: one.class,
      confidence: one.confidence,
      actor: one.actor,
      count: one.attemptCount,
      firstTime: one.firstTime,
      lastTime: one.lastTime,
      hosts: one.hosts.length,
      clients: one.clients.length,
      accounts: one.accounts.length,
      evidence: one.evidence.length,
      contradicting: one.contradicting.length,
    })),
    attempts: sorted(
      attempts.map(({ startedAt, endedAt, outcome, reached, links, diagnosis, seenBy, durationMs }) => ({
        startedAt,
        endedAt,
        outcome,
        reached,
        links,
        seenBy,
        durationMs,
        diagnosis: diagnosis && {
          cause: diagnosis.cause,
          class: diagnosis.class,
          confidence: diagnosis.confidence,
          alternatives: diagnosis.alternatives,
          notEvaluated: diagnosis.notEvaluated,
          evidence: diagnosis.evidence.length,
          contradicting: diagnosis.contradicting.length,
        },
      })),
    ),
    coverage: sorted(
      coverage.map(({ channel, state, firstTime, lastTime, ranges, neededBy, unattributed, notAudited }) => ({
        channel,
        state,
        firstTime,
        lastTime,
        ranges,
        neededBy,
        unattributed,
        notAudited,
      })),
    ),
    hosts: sorted(
      hosts.map(({ roles, osBuild, aliases, clockSkewMs, clockSteps }) => ({
        roles,
        osBuild,
        clockSkewMs,
        aliases: aliases.length,
        steps: clockSteps?.length,
      })),
    ),
    problems: sorted(problems.map(({ code, count, offset }) => ({ code, count, offset }))),
  };
}

const sorted = (values: readonly unknown[]): string[] => values.map((one) => JSON.stringify(one)).sort();

/**
 * A report without what hangs on how names stand in the alphabet, for their pseudonyms stand otherwise: the order of
 * lists; ids, which are made of names; and which of equals is taken, where there are several: of copies of a record the
 * one in the first input, of several hosts the first to look back at, of many names and of records of one moment the
 * first to show.
 */
export function comparable(report: Report): unknown {
  const ids = new Map(
    report.attempts.map(({ id, startedAt, host, events: [first] }) => [
      id,
      `${startedAt} ${host} ${first?.channel} ${first?.recordId}`,
    ]),
  );
  const starts = report.attempts.map(({ startedAt }) => startedAt);
  const hasTies = new Set(starts).size < starts.length;
  const hasCopies = report.inputs.some(({ records }) => records.duplicates > 0);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return ids.get(value) ?? value;
    if (Array.isArray(value)) return sorted(value.map(walk)).map((one) => JSON.parse(one) as unknown);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
  };
  const { redacted: _, ...rest } = report;
  return walk({
    ...rest,
    inputs: report.inputs.map(({ records, ...input }) =>
      hasCopies ? { ...input, read: records.read } : { ...input, records },
    ),
    causes: report.causes.map(
      ({
        explanation,
        tellTheUser,
        evidence,
        contradicting,
        lastSuccess,
        lastSuccessBy,
        nextSuccess,
        nextSuccessBy,
        changes,
        ...cause
      }) => ({
        ...cause,
        ...(cause.clients.length <= 1 && cause.accounts.length <= 1 && cause.hosts.length <= 1
          ? { explanation, tellTheUser }
          : { explanation: explanation.length > 0, tellTheUser: tellTheUser.length > 0 }),
        ...(cause.hosts.length <= 1 && !hasCopies
          ? { lastSuccess, lastSuccessBy, nextSuccess, nextSuccessBy, changes }
          : {}),
        ...(hasTies || hasCopies ? { evidence: evidence.length } : { evidence, contradicting }),
      }),
    ),
    attempts: report.attempts.map(({ alsoSeenBy = [], mayBe = [], events, diagnosis, ...attempt }) => ({
      ...attempt,
      alsoSeenBy: alsoSeenBy.map((view) => ({ ...view, id: '' })),
      mayBe: mayBe.length,
      ...(hasCopies ? { events: events.length, diagnosis: diagnosis?.cause } : { events, diagnosis }),
    })),
    hosts: report.hosts.map(({ clockSteps, ...host }) => (hasCopies ? host : { ...host, clockSteps })),
  });
}
