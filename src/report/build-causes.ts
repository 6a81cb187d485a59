import type { DiagnosedAttempt, HostDiagnosis } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { Pattern } from '../model/pattern.ts';
import type { ReportFact } from '../model/collected.ts';
import { precedences, prominences } from '../model/pattern.ts';
import type { ReportCause, ReportPerson } from '../model/report.ts';
import { formatMicros, type Micros } from '../model/time.ts';
import { confidences, type Confidence } from '../model/vocabulary.ts';
import { causePeople } from './cause-people.ts';
import { eventRef, type HostOf } from './event-ref.ts';
import { laterAnswersFirst } from './later-answers.ts';
import { clientName, matchUser } from './match-person.ts';
import { sinceItWorked, type IsSame } from './since-it-worked.ts';
import { unprovenText } from './unproven-text.ts';
import { workedAgain } from './worked-again.ts';

/** Fills a pattern's texts; passed in, for the words are the patterns' and the filling is the diagnosis's. */
type FillText = (template: string, context: FillContext) => string;
interface FillContext {
  readonly attempt?: DiagnosedAttempt['attempt'];
  readonly evidence: readonly Event[];
  readonly host?: string;
  readonly count?: number;
  readonly clients?: readonly string[];
  readonly accounts?: readonly string[];
  readonly targets?: readonly string[];
}

/** What causes are gathered from. */
export interface CauseParts {
  readonly attempts: readonly DiagnosedAttempt[];
  /** Those of them that are held without their records, for there are too many: they count, and are not listed. */
  readonly unlisted: ReadonlySet<DiagnosedAttempt>;
  readonly hostDiagnoses: readonly HostDiagnosis[];
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly fill: FillText;
  /** What was found of a host beside events that bears on a cause. */
  readonly factsFor?: (cause: string, host: string) => readonly ReportFact[];
  /** The host that a computer name is one of. */
  readonly hostOf: HostOf;
  /** A host's events that belong to no attempt, in time order. */
  readonly hostEvents: (host: string) => readonly Event[];
}

/** What it takes to say a cause. */
export type CauseTools = Pick<CauseParts, 'fill' | 'factsFor' | 'hostOf'>;

/** A report shows what a cause's records look like; the attempts themselves hold the rest. */
const SHOWN_EVIDENCE = 20;
/** Lists of addresses and accounts end here; the attempts hold them all. */
const SHOWN_NAMES = 1000;

interface Found {
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

/** Gathers the causes of all attempts and hosts into one ranked list; the first is the answer. */
export function buildCauses(parts: CauseParts): ReportCause[] {
  const { attempts, hostDiagnoses, patterns } = parts;
  const found = new Map<string, Found>();
  // One set for each cause, not for each host with it: a flood is on many, with thousands of attempts each.
  const gathered = new Map<Found, Set<DiagnosedAttempt>>();
  const folded = foldedAttempts(hostDiagnoses);
  for (const diagnosed of attempts) {
    const pattern = patterns.get(diagnosed.diagnosis?.cause ?? '');
    if (!pattern || !diagnosed.diagnosis || folded.has(diagnosed)) continue;
    const entry = entryOf(found, pattern, diagnosed.diagnosis.confidence);
    entry.attempts.push(diagnosed);
    entry.hosts.add(diagnosed.attempt.host);
    if (entry.proofs.length < SHOWN_EVIDENCE) entry.proofs.push(diagnosed.diagnosis.evidence);
    entry.contradicting.push(...diagnosed.diagnosis.contradicting.slice(0, SHOWN_EVIDENCE));
  }
  for (const diagnosis of hostDiagnoses) {
    const entry = entryOf(found, diagnosis.pattern, diagnosis.confidence);
    const known = gathered.get(entry) ?? new Set(entry.attempts);
    gathered.set(entry, known);
    for (const attempt of diagnosis.attempts) {
      if (known.has(attempt)) continue;
      known.add(attempt);
      entry.attempts.push(attempt);
    }
    entry.hosts.add(diagnosis.host);
    if (diagnosis.attempts.length > 0) entry.proofs.push(diagnosis.evidence);
    // One by one: a flood has more records than a call can have arguments.
    else for (const event of diagnosis.evidence) entry.evidence.push(event);
    for (const event of diagnosis.contradicting) entry.contradicting.push(event);
  }
  return laterAnswersFirst([...found.values()].sort(byImportance)).map((entry) => {
    const cause = reportCause(entry, parts);
    return entry.pattern.failure ? { ...cause, ...history(entry, cause, parts) } : cause;
  });
}

/** Says a host's own cause as a report does, but for what the attempts have to do with it. */
export function hostCause(diagnosis: HostDiagnosis, tools: CauseTools): ReportCause {
  const entry = {
    ...entryOf(new Map(), diagnosis.pattern, diagnosis.confidence),
    evidence: [...diagnosis.evidence],
    contradicting: [...diagnosis.contradicting],
    hosts: new Set([diagnosis.host]),
  };
  return reportCause(entry, { ...tools, unlisted: new Set() });
}

function foldedAttempts(hostDiagnoses: readonly HostDiagnosis[]): ReadonlySet<DiagnosedAttempt> {
  return new Set(hostDiagnoses.filter(({ pattern }) => pattern.folds).flatMap(({ attempts }) => attempts));
}

function entryOf(found: Map<string, Found>, pattern: Pattern, confidence: Confidence): Found {
  const known = found.get(pattern.id);
  if (known) {
    if (confidences.indexOf(confidence) > confidences.indexOf(known.confidence))
      known.confidence = confidence;
    return known;
  }
  const entry = {
    pattern,
    confidence,
    attempts: [],
    proofs: [],
    evidence: [],
    contradicting: [],
    hosts: new Set<string>(),
  };
  found.set(pattern.id, entry);
  return entry;
}

/** First what heads a report, then failures by how sure and how many, then floods, then normal ends. */
function byImportance(a: Found, b: Found): number {
  const weight = ({ pattern }: Found): number =>
    pattern.class === 'normal' ? prominences.length : prominences.indexOf(pattern.prominence);
  const precedence = ({ pattern }: Found): number => precedences.indexOf(pattern.precedence);
  return (
    weight(a) - weight(b) ||
    precedence(a) - precedence(b) ||
    confidences.indexOf(b.confidence) - confidences.indexOf(a.confidence) ||
    b.attempts.length - a.attempts.length ||
    (a.pattern.id < b.pattern.id ? -1 : 1)
  );
}

function reportCause(
  entry: Found,
  { fill, unlisted, hostOf, factsFor }: Pick<CauseParts, 'fill' | 'unlisted' | 'hostOf' | 'factsFor'>,
): ReportCause {
  const { pattern, attempts } = entry;
  const evidence = shownEvidence(entry);
  const people = causePeople(inTimeOrder(entry.evidence)).slice(0, SHOWN_NAMES);
  const times = [
    ...attempts.flatMap(({ attempt }) => [attempt.startedAt, attempt.endedAt]),
    ...(attempts.length === 0 ? entry.evidence.map((event) => event.time) : []),
  ];
  const host = [...entry.hosts].sort()[0] ?? '';
  const clients = distinct([
    ...attempts.map(({ attempt }) => clientName(attempt)),
    ...people.map(({ client }) => client),
  ]);
  const accounts = distinct([
    ...attempts.map(({ attempt }) => accountName(attempt.account)),
    ...people.map(({ account }) => account),
  ]);
  const facts = [...entry.hosts].sort().flatMap((one) => factsFor?.(pattern.id, one) ?? []);
  const first = attempts[0]?.attempt;
  const context: FillContext = {
    evidence,
    host,
    count: attempts.length || entry.evidence.length,
    clients,
    accounts,
    targets: targetsOf(attempts, people),
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
    hosts: [...entry.hosts].sort(),
    clients: clients.slice(0, SHOWN_NAMES),
    accounts: accounts.slice(0, SHOWN_NAMES),
    ...(people.length === 0 ? {} : { people }),
    firstTime: formatMicros(least(times)),
    lastTime: formatMicros(most(times)),
    explanation: unprovenText(entry) + fill(pattern.explanation, context),
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
function shownEvidence({ proofs, evidence }: Found): Event[] {
  const shown = new Set<Event>();
  const longest = Math.max(0, ...proofs.map((proof) => proof.length));
  for (let place = 0; place < longest && shown.size < SHOWN_EVIDENCE; place++)
    for (const proof of proofs) {
      const event = proof[place];
      if (event && shown.size < SHOWN_EVIDENCE) shown.add(event);
    }
  return inTimeOrder([...shown, ...inTimeOrder(evidence).slice(0, SHOWN_EVIDENCE)]).slice(0, SHOWN_EVIDENCE);
}

type History = 'lastSuccess' | 'lastSuccessBy' | 'nextSuccess' | 'nextSuccessBy' | 'changes';

/** When it last worked on the first of the hosts concerned, what changed since then, and when it worked again. */
function history(
  entry: Found,
  named: Pick<ReportCause, 'hosts' | 'accounts' | 'clients'>,
  { attempts, hostEvents, hostOf }: CauseParts,
): Pick<ReportCause, History> {
  const { hosts, accounts, clients } = named;
  const host = hosts[0] ?? '';
  const first = least([
    ...entry.attempts.map(({ attempt }) => attempt.startedAt),
    ...entry.evidence.map((event) => event.time),
  ]);
  const around = eventsAround(entry, host, hostEvents);
  const about = aboutOne(accounts, clients);
  const { lastSuccess, by, changes } = sinceItWorked(first, host, attempts, around, about);
  const again = canBeOver(entry) ? workedAgain(lastFailure(entry), named, attempts) : undefined;
  return {
    ...(lastSuccess ? { lastSuccess: eventRef(lastSuccess, hostOf(lastSuccess.host)) } : {}),
    ...(by ? { lastSuccessBy: by } : {}),
    ...(again && { nextSuccess: eventRef(again.record, hostOf(again.record.host)) }),
    ...(again?.by && { nextSuccessBy: again.by }),
    changes: changes.map((event) => eventRef(event, hostOf(event.host))),
  };
}

/**
 * That somebody got in is no relief where somebody else was trying passwords, and where sessions that worked were broken
 * off, for every one of them is followed by the next.
 */
const canBeOver = ({ pattern, attempts }: Found): boolean =>
  pattern.prominence === 'ordinary' && !attempts.some(({ attempt }) => attempt.reached === 'desktop');

const lastFailure = ({ attempts, evidence }: Found): Micros =>
  most([...attempts.map(({ attempt }) => attempt.startedAt), ...evidence.map(({ time }) => time)]);

/** Whether a success was of the one user, or the one client, whom a cause is about; undefined where it is of several. */
function aboutOne(accounts: readonly string[], clients: readonly string[]): IsSame | undefined {
  const [account, client] = [accounts[0], clients[0]];
  if (accounts.length === 1 && account !== undefined)
    return (attempt) => matchUser(account, attempt.account) === 'yes';
  if (accounts.length > 0 || clients.length !== 1) return undefined;
  return (attempt) => clientName(attempt) === client;
}

/** What happened to the host, and to the machines that logged the same tries. */
function eventsAround(
  { attempts }: Found,
  host: string,
  hostEvents: (host: string) => readonly Event[],
): readonly Event[] {
  const others = attempts.flatMap(({ attempt }) => attempt.otherViews?.map((view) => view.host) ?? []);
  const machines = [...new Set([host, ...others])];
  return machines.length === 1
    ? hostEvents(host)
    : machines.flatMap((machine) => hostEvents(machine)).sort((a, b) => a.time - b.time);
}

const least = (times: readonly Micros[]): Micros =>
  times.reduce((a, b) => (b < a ? b : a), times[0] ?? (0 as Micros));
const most = (times: readonly Micros[]): Micros =>
  times.reduce((a, b) => (b > a ? b : a), times[0] ?? (0 as Micros));

const inTimeOrder = (events: readonly Event[]): Event[] =>
  [...new Set(events)].sort((a, b) => a.time - b.time || a.source.recordId - b.source.recordId);

const accountName = (account: { domain: string; name: string } | undefined): string | undefined =>
  account && (account.domain ? `${account.domain}\\${account.name}` : account.name);

const distinct = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names.filter((name) => name !== undefined))].sort();
