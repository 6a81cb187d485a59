import type { DiagnosedAttempt } from '../model/diagnosis.ts';
import { accountIn } from '../model/account-name.ts';
import { isRemoteDesktops, readTime, textFact, type Event } from '../model/event.ts';
import { accountOf } from '../model/person.ts';
import type { ReportCause, ReportSymptom } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';
import { shortChannel } from './build-summary.ts';
import { isPersonal, matchClient, matchUser, whomText } from './match-person.ts';
import { WINDOW, type ResolvedSymptom } from './meant-attempt.ts';
import { count, timeText } from './words.ts';

/** Records that name the stated person and are of no attempt of theirs, such as a sign-in at the computer itself. */
export interface NamedRecords {
  /** In the order of time; at least one. */
  readonly events: readonly Event[];
  /** Those whose evidence has such a record; the first is the answer. */
  readonly causes: readonly ReportCause[];
}

/** Finds the records that name the stated user and client, at the stated time; undefined: there are none. */
export function namedRecords(
  symptom: ResolvedSymptom,
  attempts: readonly DiagnosedAttempt[],
  apart: readonly Event[],
  causes: readonly ReportCause[],
): NamedRecords | undefined {
  if (!isPersonal(symptom)) return undefined;
  // A record that may be of several attempts stands in each of them.
  const found = new Set(apart.filter((event) => isNamed(symptom, event)));
  for (const { attempt } of attempts)
    for (const { event } of attempt.events) if (isNamed(symptom, event)) found.add(event);
  const events = [...found].sort((a, b) => a.time - b.time);
  if (events.length === 0) return undefined;
  const keys = new Set(events.map(({ source, ...rest }) => keyOf({ ...source, time: timeOf(rest) })));
  return {
    events,
    causes: causes.filter(
      (one) => one.class !== 'normal' && one.evidence.some((ref) => keys.has(keyOf(ref))),
    ),
  };
}

function isNamed({ user, client, at }: ResolvedSymptom, event: Event): boolean {
  if (user !== undefined && matchUser(user, accountIn(accountOf(event))) !== 'yes') return false;
  if (client !== undefined && matchClient(client, placeOf(event)) !== 'yes') return false;
  return at === undefined || (event.time >= at[0] - WINDOW && event.time <= at[1] + WINDOW);
}

/** Where a record says that somebody came from. */
function placeOf(event: Event): Parameters<typeof matchClient>[1] {
  const name = textFact(event, 'clientName') ?? textFact(event, 'workstation');
  const address = textFact(event, 'client') ?? '';
  return { client: { address, ...(name === undefined ? {} : { name }) }, seenBy: 'server', host: event.host };
}

const timeOf = (event: Pick<Event, 'time' | 'clock'>): string => formatMicros(readTime(event));

const keyOf = (one: { readonly channel: string; readonly recordId: number; readonly time: string }): string =>
  [one.channel, one.recordId, one.time].join('\n');

/** What a report says of them. */
export const namedPart = ({ events, causes }: NamedRecords): Required<Pick<ReportSymptom, 'named'>> => ({
  named: { records: events.length, causes: causes.map(({ cause }) => cause) },
});

/** Says how many they are, one of them in full, and which cause rests on such a record. */
export function namedText(symptom: ResolvedSymptom, { events, causes }: NamedRecords): string {
  // What Remote Desktop itself says of a session tells more than one more sign-in over the network.
  const one = events.findLast(isRemoteDesktops) ?? events.at(-1);
  if (!one) return '';
  const { channel, eventId, recordId } = one.source;
  const lead =
    events.length === 1
      ? `One other record names ${whomText(symptom)}, that`
      : `${count(events.length, 'other record')} name ${whomText(symptom)}, such as that`;
  const told = `${one.summary} (${shortChannel(channel)} ${eventId} #${recordId})`;
  const [first] = causes;
  const evidence = first ? ` A cause below rests on such a record: ${first.title}.` : '';
  return ` ${lead} of ${timeText(timeOf(one))} on ${one.host}: ${told}.${evidence}`;
}
