import { accountIn } from '../model/account-name.ts';
import type { Actor } from '../model/vocabulary.ts';
import type { Report, ReportAttempt, ReportCause, ReportSymptom } from '../model/report.ts';
import { isPersonal, matchClient, matchUser, whomText } from './match-person.ts';
import { few } from './words.ts';

/** Somebody was asked for of whom these logs show no attempt and no cause. */
type Missed = Pick<ReportSymptom, 'user' | 'client' | 'named'>;

/** Whom nothing in these logs answers for; undefined where something does, or nobody was asked for. */
export const missedPerson = ({ symptom }: Pick<Report, 'symptom'>): Missed | undefined =>
  symptom && symptom.matched === null && symptom.cause === null && isPersonal(symptom) ? symptom : undefined;

/** Who puts these right does it for one person; what is up to a host or a network is the matter of all who come that way. */
const ofOnePerson: ReadonlySet<Actor> = new Set(['user', 'client', 'directory', 'outsider']);

/** Whether a cause befell others alone; one that heads every report is everybody's, and one that names nobody may be theirs. */
export const isCauseOfOthers = (
  { user, client, named }: Missed,
  { cause, prominence, actor, people, accounts, clients }: ReportCause,
): boolean =>
  prominence !== 'heads' &&
  (people !== undefined || ofOnePerson.has(actor)) &&
  named?.causes.includes(cause) !== true &&
  ((user !== undefined && areOthers(accounts, (name) => matchUser(user, accountIn(name)))) ||
    (client !== undefined && areOthers(clients, (name) => matchClient(client, placeOf(name)))));

/** The same of an attempt, such as one that no cause explains. */
export const isAttemptOfOthers = ({ user, client }: Missed, attempt: ReportAttempt): boolean =>
  (user !== undefined && matchUser(user, attempt.account) === 'no') ||
  (client !== undefined && matchClient(client, attempt) === 'no');

const areOthers = (names: readonly string[], match: (name: string) => string): boolean =>
  names.length > 0 && names.every((name) => match(name) === 'no');

/** A cause lists addresses, and machines by name where the client's own log is all that tells. */
const placeOf = (client: string): Parameters<typeof matchClient>[1] => {
  const isAddress = /^[\d.]+$/.test(client) || client.includes(':');
  return {
    client: isAddress ? { address: client } : { address: '', name: client },
    seenBy: 'server',
    host: '',
  };
};

/** Whom the causes of others befell, and that they are not the answer. */
export function behindText(missed: Missed, causes: readonly ReportCause[]): string {
  const accounts = [...new Set(causes.flatMap((one) => one.accounts))];
  const clients = [...new Set(causes.flatMap((one) => one.clients))];
  const whose = accounts.length > 0 ? few(accounts, 'account') : few(clients, 'client');
  return causes.length === 0
    ? ''
    : ` What they show of ${whose} is not of ${whomText(missed)} and stands in the background.`;
}

/** That no cause was found, and for whom not. */
export function noCauseText(report: Report): string {
  const missed = missedPerson(report);
  return `No cause of a failure${missed ? ` of ${whomText(missed)}` : ''} was found.`;
}
