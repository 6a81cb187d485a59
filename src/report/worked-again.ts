import { plainName } from '../model/account-name.ts';
import type { Attempt } from '../model/attempt.ts';
import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import type { Event } from '../model/event.ts';
import type { ReportSuccess } from '../model/report-history.ts';
import type { ReportCause } from '../model/report.ts';
import type { Micros } from '../model/time.ts';
import { clientName, matchUser } from './match-person.ts';
import { successBy, successRecord, wasAtOneOf } from './since-it-worked.ts';

/** The first success after a cause's last failure, and whose it is. */
export interface WorkedAgain {
  readonly record: Event;
  readonly by: ReportSuccess | undefined;
}

/**
 * Looks for the first success, after a cause's last failure and on one of its hosts, of somebody whom it befell: of one of
 * its accounts, else of one of its clients, and of anybody where it names no one.
 */
export function workedAgain(
  lastFailure: Micros,
  about: Pick<ReportCause, 'hosts' | 'accounts' | 'clients'>,
  attempts: readonly DiagnosedAttempt[],
): WorkedAgain | undefined {
  const { hosts, accounts, clients } = about;
  const isOfThem = isOneOf(accounts, clients);
  const places = new Set(hosts);
  // Those of several hosts stand one host after the other.
  const worked = attempts.reduce<Attempt | undefined>(
    (first, { attempt }) =>
      attempt.outcome === 'succeeded' &&
      attempt.startedAt > lastFailure &&
      attempt.startedAt < (first?.startedAt ?? Infinity) &&
      wasAtOneOf(attempt, places) &&
      isOfThem(attempt)
        ? attempt
        : first,
    undefined,
  );
  const isOne = accounts.length === 1 || (accounts.length === 0 && clients.length === 1);
  const record = worked && successRecord(worked);
  return record && { record, by: successBy(worked, isOne ? 'theirs' : 'any') };
}

function isOneOf(accounts: readonly string[], clients: readonly string[]): (attempt: Attempt) => boolean {
  const names = new Set(accounts.map(plainName));
  const addresses = new Set(clients);
  return (attempt) => {
    const { account } = attempt;
    if (names.size === 0) return addresses.size === 0 || addresses.has(clientName(attempt) ?? '');
    // A flood tries thousands of names: most are told apart by the name alone.
    return (
      account !== undefined &&
      names.has(plainName(account.name)) &&
      accounts.some((name) => matchUser(name, account) === 'yes')
    );
  };
}
