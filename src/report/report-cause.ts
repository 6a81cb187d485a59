import type { ReportFact } from '../model/collected.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { Pattern } from '../model/pattern.ts';
import type { ReportCause, ReportPerson } from '../model/report.ts';
import type { TemplateContext } from '../model/template-context.ts';
import { earliest, formatMicros, latest, type Micros } from '../model/time.ts';
import type { Confidence } from '../model/vocabulary.ts';
import { causePeople } from './cause-people.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import { clientName } from './match-person.ts';

/** What it takes to say a cause. */
export interface CauseTools {
  /** Fills a pattern's texts; passed in, for the words are the patterns' and the filling is the diagnosis's. */
  readonly fill: (template: string, context: TemplateContext) => string;
  /** What was found of a host beside events that bears on a cause. */
  readonly factsFor?: (cause: string, host: string) => readonly ReportFact[];
  /** The host that a computer name is one of. */
  readonly hostOf: HostOf;
}

/** A cause with all attempts and hosts that have it. */
export interface FoundCause {
  readonly pattern: Pattern;
  confidence: Confidence;
  readonly attempts: DiagnosedAttempt[];
  /** What each attempt's verdict rests on. */
  readonly proofs: (readonly Event[])[];
  /** What the host's own rests on. */
  readonly evidence: Event[];
  readonly contradicting: Event[];
  readonly hosts: Set<string>;
}

/** A report shows what a cause's records look like; the attempts themselves hold the rest. */
export const SHOWN_EVIDENCE = 20;
/** Lists of addresses and accounts end here; the attempts hold them all. */
const SHOWN_NAMES = 1000;

/** Says a cause; `unlisted` are attempts that count and are not listed. */
export function reportCause(
  entry: FoundCause,
  { fill, hostOf, factsFor, unlisted }: CauseTools & { readonly unlisted: ReadonlySet<DiagnosedAttempt> },
): ReportCause {
  const { pattern, attempts } = entry;
  const hosts = [...entry.hosts].sort();
  const evidence = shownEvidence(entry);
  const people = causePeople(inTimeOrder(entry.evidence)).slice(0, SHOWN_NAMES);
  const times = timesOf(entry);
  const clients = clientsOf(attempts, people);
  const accounts = accountsOf(attempts, people);
  const targets = targetsOf(attempts, people);
  const facts = hosts.flatMap((host) => factsFor?.(pattern.id, host) ?? []);
  const first = attempts[0]?.attempt;
  const context: TemplateContext = {
    evidence,
    host: hosts[0] ?? '',
    count: attempts.length || entry.evidence.length,
    clients,
    accounts,
    targets,
    ...(first ? { attempt: first } : {}),
  };
  return {
    cause: pattern.id,
    class: pattern.class,
    title: fill(pattern.title, context),
    scope: pattern.signs.length > 0 && attempts.length > 0 ? 'attempt' : 'host',
    prominence: pattern.prominence,
    failure: pattern.failure,
    confidence: entry.confidence,
    actor: pattern.actor,
    attemptCount: attempts.length,
    attempts: attempts.filter((one) => !unlisted.has(one)).map(({ attempt }) => attempt.id),
    hosts,
    clients: clients.slice(0, SHOWN_NAMES),
    accounts: accounts.slice(0, SHOWN_NAMES),
    ...(people.length === 0 ? {} : { people }),
    firstTime: formatMicros(earliest(times)),
    lastTime: formatMicros(latest(times)),
    explanation: fill(pattern.explanation, context),
    evidence: evidence.map((event) => eventRef(event, hostOf(event.host))),
    contradicting: inTimeOrder(entry.contradicting)
      .slice(0, SHOWN_EVIDENCE)
      .map((event) => eventRef(event, hostOf(event.host))),
    ...(facts.length > 0 && { facts: facts.slice(0, SHOWN_EVIDENCE) }),
    remedies: pattern.remedies,
    checks: pattern.checks,
    changes: [],
    tellTheUser: fill(pattern.tellTheUser, context),
    references: pattern.references,
  };
}

/** From where they came, whether it shows in attempts or in the host's own records. */
const clientsOf = (attempts: readonly DiagnosedAttempt[], people: readonly ReportPerson[]): string[] =>
  distinct([...attempts.map(({ attempt }) => clientName(attempt)), ...people.map(({ client }) => client)]);

/** Whose they were. */
const accountsOf = (attempts: readonly DiagnosedAttempt[], people: readonly ReportPerson[]): string[] =>
  distinct([
    ...attempts.map(({ attempt }) => accountName(attempt.account)),
    ...people.map(({ account }) => account),
  ]);

const timesOf = ({ attempts, evidence }: FoundCause): Micros[] =>
  attempts.length === 0
    ? evidence.map((event) => event.time)
    : attempts.flatMap(({ attempt }) => [attempt.startedAt, attempt.endedAt]);

/** Where attempts and people wanted to go; where there are several, with how many times each, the most wanted first. */
function targetsOf(
  attempts: readonly DiagnosedAttempt[],
  people: readonly ReportPerson[],
): readonly string[] {
  const times = new Map<string, number>();
  const add = (target: string | undefined, by: number): void => {
    if (target !== undefined) times.set(target, (times.get(target) ?? 0) + by);
  };
  for (const { attempt } of attempts) add(attempt.target, 1);
  for (const { target, records } of people) add(target, records);
  return [...times]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([target, n]) => (times.size > 1 ? `${target} (${n})` : target));
}

/** Something of every attempt before more of any, then what the host itself shows. */
function shownEvidence({ proofs, evidence }: FoundCause): Event[] {
  const shown = new Set<Event>();
  const longest = Math.max(0, ...proofs.map((proof) => proof.length));
  for (let place = 0; place < longest && shown.size < SHOWN_EVIDENCE; place++)
    for (const proof of proofs) {
      const event = proof[place];
      if (event && shown.size < SHOWN_EVIDENCE) shown.add(event);
    }
  return inTimeOrder([...shown, ...inTimeOrder(evidence).slice(0, SHOWN_EVIDENCE)]).slice(0, SHOWN_EVIDENCE);
}

const inTimeOrder = (events: readonly Event[]): Event[] =>
  [...new Set(events)].sort((a, b) => a.time - b.time || a.source.recordId - b.source.recordId);

const accountName = (account: { domain: string; name: string } | undefined): string | undefined =>
  account && (account.domain ? `${account.domain}\\${account.name}` : account.name);

const distinct = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names.filter((name) => name !== undefined))].sort();
