import { plainName } from '../model/account-name.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { ReportPerson } from '../model/report.ts';
import { causePeople } from './cause-people.ts';
import { SHOWN_EVIDENCE, type Holding } from './found-causes.ts';
import { clientName } from './match-person.ts';

/** Lists of addresses and accounts end here; the attempts hold them all. */
export const SHOWN_NAMES = 1000;

/** Whom a cause befell and by which records, in all of its holdings or in some. */
export interface Gist {
  readonly attempts: readonly DiagnosedAttempt[];
  /** All records of hosts' own verdicts. */
  readonly own: readonly Event[];
  readonly evidence: readonly Event[];
  readonly people: readonly ReportPerson[];
  readonly clients: readonly string[];
  readonly accounts: readonly string[];
}

/** Sums up holdings; `attempts` are theirs, where their order matters. */
export function gistOf(
  holdings: readonly Holding[],
  attempts: readonly DiagnosedAttempt[] = holdings.flatMap((holding) => holding.attempts),
): Gist {
  const own = holdings.flatMap((holding) => holding.evidence);
  const people = causePeople(inTimeOrder(own)).slice(0, SHOWN_NAMES);
  return {
    attempts,
    own,
    evidence: shownEvidence(holdings.flatMap(({ proofs }) => proofs).slice(0, SHOWN_EVIDENCE), own),
    people,
    clients: distinct([
      ...attempts.map(({ attempt }) => clientName(attempt)),
      ...people.map(({ client }) => client),
    ]),
    accounts: eachOnce(
      distinct([
        ...attempts.map(({ attempt }) => accountName(attempt.account)),
        ...people.map(({ account }) => account),
      ]),
    ),
  };
}

/** Where attempts and people wanted to go; where there are several, with how many times each, the most wanted first. */
export function targetsOf(
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
function shownEvidence(proofs: readonly (readonly Event[])[], own: readonly Event[]): Event[] {
  const shown = new Set<Event>();
  const longest = Math.max(0, ...proofs.map((proof) => proof.length));
  for (let place = 0; place < longest && shown.size < SHOWN_EVIDENCE; place++)
    for (const proof of proofs) {
      const event = proof[place];
      if (event && shown.size < SHOWN_EVIDENCE) shown.add(event);
    }
  return inTimeOrder([...shown, ...inTimeOrder(own).slice(0, SHOWN_EVIDENCE)]).slice(0, SHOWN_EVIDENCE);
}

/** Events in the order of time, each once. */
export const inTimeOrder = (events: readonly Event[]): Event[] =>
  [...new Set(events)].sort((a, b) => a.time - b.time || a.source.recordId - b.source.recordId);

const accountName = (account: { domain: string; name: string } | undefined): string | undefined =>
  account && (account.domain ? `${account.domain}\\${account.name}` : account.name);

/** Accounts without the bare names that one with a domain explains: some records leave the domain out. */
export function eachOnce(accounts: readonly string[]): string[] {
  const full = new Set(accounts.filter((name) => plainName(name) !== name.toLowerCase()).map(plainName));
  return accounts.filter((name) => plainName(name) !== name.toLowerCase() || !full.has(plainName(name)));
}

const distinct = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names.filter((name) => name !== undefined))].sort();
