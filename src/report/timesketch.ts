import type { EventRef, Report, ReportAttempt } from '../model/report.ts';
import { timesketchLine } from './timesketch-line.ts';

/** A record that a report cites, and what for. */
interface Cited {
  readonly event: EventRef;
  readonly attempts: ReportAttempt[];
  readonly tags: Set<string>;
}

/** Renders every record that a report cites, in the order of time, each once, for Timesketch. */
export function* renderTimesketch(report: Report): Generator<string, void, undefined> {
  const cited = [...recordsWithTags(report).values()].sort(
    ({ event: a }, { event: b }) =>
      compare(a.time, b.time) ||
      compare(a.host, b.host) ||
      compare(a.channel, b.channel) ||
      a.recordId - b.recordId,
  );
  for (const { event, attempts, tags } of cited) yield timesketchLine(event, fieldsOf(attempts), [...tags]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function recordsWithTags({ attempts, causes, hosts, passages = [] }: Report): Map<string, Cited> {
  const cited = new Map<string, Cited>();
  const cite = (event: EventRef, tags: readonly string[], attempt?: ReportAttempt): void => {
    const key = JSON.stringify([event.host, event.channel, event.provider, event.recordId, event.time]);
    const entry = cited.get(key) ?? { event, attempts: [], tags: new Set<string>() };
    cited.set(key, entry);
    if (attempt) entry.attempts.push(attempt);
    for (const tag of tags) entry.tags.add(tag);
  };
  for (const attempt of attempts) {
    for (const event of attempt.events) cite(event, [`rdp-${attempt.outcome}`], attempt);
    const { cause, evidence = [], contradicting = [] } = attempt.diagnosis ?? {};
    const names = cause ? [cause] : [];
    for (const event of evidence) cite(event, ['evidence', ...names]);
    for (const event of contradicting) cite(event, ['speaks-against', ...names]);
  }
  for (const { cause, evidence, contradicting, changes, lastSuccess, nextSuccess } of causes) {
    for (const event of evidence) cite(event, ['evidence', cause]);
    for (const event of contradicting) cite(event, ['speaks-against', cause]);
    for (const event of changes) cite(event, ['change-before-failure']);
    if (lastSuccess) cite(lastSuccess, ['last-success']);
    if (nextSuccess) cite(nextSuccess, ['worked-again']);
  }
  for (const event of passages.flatMap(({ evidence }) => evidence)) cite(event, ['gateway-passage']);
  for (const { evidence } of hosts.flatMap(({ clockSteps = [] }) => clockSteps))
    cite(evidence, ['clock-set']);
  return cited;
}

/** Of a record that several attempts may own, what they say is joined. */
function fieldsOf(attempts: readonly ReportAttempt[]): Record<string, string | undefined> {
  const joined = (read: (attempt: ReportAttempt) => string | null | undefined): string | undefined => {
    const values = new Set(attempts.map(read).filter((value) => typeof value === 'string' && value !== ''));
    return values.size === 0 ? undefined : [...values].join(', ');
  };
  return {
    attempt_id: joined(({ id }) => id),
    outcome: joined(({ outcome }) => outcome),
    reached: joined(({ reached }) => reached),
    cause: joined(({ diagnosis }) => diagnosis?.cause),
    confidence: joined(({ diagnosis }) => diagnosis?.confidence),
    username: joined(({ account }) => account?.name),
    domain: joined(({ account }) => account?.domain),
    client_address: joined(({ client }) => client?.address),
    client_name: joined(({ client }) => client?.name),
  };
}
