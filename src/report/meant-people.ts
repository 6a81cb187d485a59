import { accountIn } from '../model/account-name.ts';
import type { ReportCause, ReportPassage, ReportPerson } from '../model/report.ts';
import { formatMicros, micros } from '../model/time.ts';
import { recordsOf } from './cause-words.ts';
import { matchUser, whomText } from './match-person.ts';
import { WINDOW, type ResolvedSymptom } from './meant-attempt.ts';
import { count, timeSpan, timeText } from './words.ts';

/** Whom records without an attempt name, and when. */
type Named = Pick<ReportPerson, 'account' | 'client' | 'firstTime' | 'lastTime'>;

/** Those of them that are of the stated user and client, at the stated time. */
export const meantRecords = <T extends Named>(symptom: ResolvedSymptom, named: readonly T[]): readonly T[] =>
  named.filter((one) => isMeant(symptom, one));

function isMeant({ user, client, at }: ResolvedSymptom, person: Named): boolean {
  if (user !== undefined && matchUser(user, accountIn(person.account)) !== 'yes') return false;
  if (client !== undefined && person.client?.toLowerCase() !== client.toLowerCase()) return false;
  if (at === undefined) return true;
  const [from, to] = [formatMicros(micros(at[0] - WINDOW)), formatMicros(micros(at[1] + WINDOW))];
  return person.firstTime <= to && person.lastTime >= from;
}

/** Which records of a cause are on the stated person; the cause's title is to follow. */
export function peopleText(
  symptom: ResolvedSymptom,
  { hosts }: ReportCause,
  people: readonly ReportPerson[],
): string {
  const first = people.map(({ firstTime }) => firstTime).sort()[0] ?? '';
  const last =
    people
      .map(({ lastTime }) => lastTime)
      .sort()
      .at(-1) ?? '';
  const records = count(recordsOf(people), 'record');
  return `${records} of ${hosts.join(', ')} on ${whomText(symptom)}, ${timeSpan(first, last)}, show`;
}

/** That a gateway let the stated person through, and no log here tells what came of it. */
export function passagesText(symptom: ResolvedSymptom, passages: readonly ReportPassage[]): string {
  const last = passages.at(-1);
  if (!last) return '';
  const times = passages.length === 1 ? '' : ` ${passages.length} times, the last time`;
  const [to, ...further] = last.targets;
  const on = further.length === 0 ? '' : ` and on to ${further.at(-1)}`;
  return `The gateway ${last.gateway} let ${whomText(symptom)} through${times}${to === undefined ? '' : ` to ${to}${on}`} at ${timeText(last.firstTime)}; what came of it stands in other logs.`;
}
