import { plainName } from '../../model/account-name.ts';
import type { EventRef, ReportCause, ReportPerson } from '../../model/report.ts';
import { recordsOf } from '../cause-words.ts';

/** The records that a report shows of a cause's people; of the host itself, where there are none, all of them. */
export function recordsShown(cause: ReportCause, people: readonly ReportPerson[]): readonly EventRef[] {
  if (people.length === 0) return cause.evidence;
  const { people: all = [], attemptCount, evidence } = cause;
  if (attemptCount === 0 && all.length === people.length && recordsOf(all) === recordsOf(people))
    return evidence;
  return evidence.filter((record) => people.some((person) => isOf(record, person)));
}

/** A report keeps an event's line, not its facts: the line names whom the record is about. */
function isOf({ time, summary }: EventRef, { account, client, firstTime, lastTime }: ReportPerson): boolean {
  const name = account === undefined ? client : plainName(account);
  return time >= firstTime && time <= lastTime && name !== undefined && name !== '' && isNamed(summary, name);
}

/** bob is neither bob.smith nor bobby; bob@corp.example is. */
function isNamed(text: string, name: string): boolean {
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${literal}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'iu').test(
    text,
  );
}

/**
 * A person as far as one day goes. Where the report shows fewer records than there are, those of several days stay
 * together, if any of them is surely of that day: the times say so.
 */
export function onDay(
  cause: ReportCause,
  person: ReportPerson,
  isOfDay: (time: string) => boolean,
): ReportPerson | undefined {
  const { firstTime, lastTime, records } = person;
  if (isOfDay(firstTime) && isOfDay(lastTime)) return person;
  const shown = recordsShown(cause, [person]);
  const own = shown.map(({ time }) => time).filter(isOfDay);
  const [first, last] = [own[0], own.at(-1)];
  if (shown.length < records) {
    return first !== undefined || isOfDay(firstTime) || isOfDay(lastTime) ? person : undefined;
  }
  return first === undefined || last === undefined
    ? undefined
    : { ...person, records: own.length, firstTime: first, lastTime: last };
}
