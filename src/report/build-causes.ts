import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import type { Pattern } from '../model/pattern.ts';
import type { ReportFact } from '../model/collected.ts';
import type { ReportCausePart } from '../model/cause-part.ts';
import type { ReportCause } from '../model/report.ts';
import type { TemplateContext } from '../model/template-context.ts';
import { formatMicros, earliest, latest } from '../model/time.ts';
import { gistOf, inTimeOrder, SHOWN_NAMES, targetsOf, type Gist } from './cause-gist.ts';
import { causeHistory } from './cause-history.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import {
  findCauses,
  foundOnHost,
  foundTogether,
  SHOWN_EVIDENCE,
  surestHoldings,
  type FoundCause,
  type Holding,
} from './found-causes.ts';
import { unprovenText } from './unproven-text.ts';

/** What causes are gathered from. */
export interface CauseParts {
  readonly attempts: readonly DiagnosedAttempt[];
  /** Those of them that are held without their records, for there are too many: they count, and are not listed. */
  readonly unlisted: ReadonlySet<DiagnosedAttempt>;
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly patterns: ReadonlyMap<string, Pattern>;
  /** Fills a pattern's texts; passed in, for the words are the patterns' and the filling is the diagnosis's. */
  readonly fill: (template: string, context: TemplateContext) => string;
  /** What was found of a host beside events that bears on a cause. */
  readonly factsFor?: (cause: string, host: string) => readonly ReportFact[];
  /** The host that a computer name is one of. */
  readonly hostOf: HostOf;
  /** A host's events that belong to no attempt, in time order. */
  readonly hostEvents: (host: string) => readonly Event[];
}

/** What it takes to say a cause. */
export type CauseTools = Pick<CauseParts, 'fill' | 'factsFor' | 'hostOf'>;

/** Gathers the causes of all attempts and hosts into one ranked list; the first is the answer. */
export const buildCauses = (parts: CauseParts): ReportCause[] =>
  findCauses(parts.attempts, parts.hostDiagnoses, parts.patterns).map((found) => {
    const cause = reportCause(found, parts);
    return found.pattern.failure ? { ...cause, ...causeHistory(found, cause, parts) } : cause;
  });

/** Says a host's own cause as a report does, but for what the attempts have to do with it. */
export const hostCause = (diagnosis: HostDiagnosis, tools: CauseTools): ReportCause =>
  reportCause(foundOnHost(diagnosis), { ...tools, unlisted: new Set() });

/** Says a cause that several attempts of a host have together, those of `unlisted` without their ids. */
export const togetherCause = (
  diagnosis: HostDiagnosis,
  tools: CauseTools & Pick<CauseParts, 'unlisted'>,
): ReportCause => reportCause(foundTogether(diagnosis), tools);

function reportCause(
  found: FoundCause,
  { fill, unlisted, hostOf, factsFor }: Pick<CauseParts, 'fill' | 'unlisted' | 'hostOf' | 'factsFor'>,
): ReportCause {
  const { pattern, attempts, holdings, contradicting } = found;
  const sure = surestHoldings(found);
  const whole = gistOf(holdings, attempts);
  const { evidence, people, clients, accounts } = whole;
  const gist = sure.length === holdings.length ? whole : gistOf(sure);
  // A text that names a host is about that one alone, with its records.
  const ofOne = sure.length === 1 ? gist : gistOf(sure.slice(0, 1));
  const say = (template: string): string =>
    fill(template, contextOf(template.includes('{host}') ? ofOne : gist, sure[0]?.host));
  const hosts = [...new Set(holdings.map(({ host }) => host))].sort();
  const facts = hosts.flatMap((one) => factsFor?.(pattern.id, one) ?? []);
  return {
    cause: pattern.id,
    class: pattern.class,
    title: say(pattern.title),
    scope: pattern.signs.length > 0 && attempts.length > 0 ? 'attempt' : 'host',
    prominence: pattern.prominence,
    failure: pattern.failure,
    confidence: found.confidence,
    ...(sure.length < holdings.length && { byConfidence: partsOf(holdings) }),
    actor: pattern.actor,
    attemptCount: attempts.length,
    attempts: attempts.filter((one) => !unlisted.has(one)).map(({ attempt }) => attempt.id),
    hosts,
    clients: clients.slice(0, SHOWN_NAMES),
    accounts: accounts.slice(0, SHOWN_NAMES),
    ...(people.length === 0 ? {} : { people }),
    ...spanOf(attempts, whole.own),
    explanation: unprovenText(found) + say(pattern.explanation),
    evidence: surestFirst(evidence, gist.evidence).map((event) => eventRef(event, hostOf(event.host))),
    contradicting: inTimeOrder(contradicting)
      .slice(0, SHOWN_EVIDENCE)
      .map((event) => eventRef(event, hostOf(event.host))),
    ...(facts.length > 0 && { facts: facts.slice(0, SHOWN_EVIDENCE) }),
    remedies: pattern.remedies,
    checks: pattern.checks,
    changes: [],
    tellTheUser: say(pattern.tellTheUser),
    references: pattern.references,
  };
}

function contextOf(
  { attempts, own, evidence, people, clients, accounts }: Gist,
  host: string | undefined,
): TemplateContext {
  const first = attempts[0]?.attempt;
  return {
    evidence,
    host: host ?? '',
    count: attempts.length || own.length,
    clients,
    accounts,
    targets: targetsOf(attempts, people),
    ...(first ? { attempt: first } : {}),
  };
}

/** How sure a cause is for what; one alone: equally sure everywhere. */
const partsOf = (holdings: readonly Holding[]): readonly ReportCausePart[] =>
  [...groupBy(holdings, ({ confidence }) => confidence)].map(([confidence, own]) => ({
    confidence,
    attemptCount: own.reduce((sum, { attempts }) => sum + attempts.length, 0),
    hosts: own.map(({ host }) => host).sort(),
    ...spanOf(
      own.flatMap(({ attempts }) => attempts),
      own.flatMap(({ evidence }) => evidence),
    ),
  }));

/** From the first to the last attempt, or without any, to the last record. */
function spanOf(
  attempts: readonly DiagnosedAttempt[],
  own: readonly Event[],
): Pick<ReportCause, 'firstTime' | 'lastTime'> {
  const times =
    attempts.length > 0
      ? attempts.flatMap(({ attempt }) => [attempt.startedAt, attempt.endedAt])
      : own.map((event) => event.time);
  return { firstTime: formatMicros(earliest(times)), lastTime: formatMicros(latest(times)) };
}

/** What the texts speak of stands before what is less sure. */
function surestFirst(evidence: readonly Event[], sure: readonly Event[]): readonly Event[] {
  const first = new Set(sure);
  return [...evidence.filter((one) => first.has(one)), ...evidence.filter((one) => !first.has(one))];
}
