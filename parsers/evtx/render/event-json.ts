import type { RawField } from '../../raw-event.ts';
import type { TreeEvent } from '../../tree-event.ts';

const SEVEN_DIGITS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

/** One event as a line of flat JSON: what the fast way writes of a record, from an event of any log. */
export function eventJson(event: TreeEvent): string {
  const { provider, channel, eventId, qualifiers, version, level, computer, activityId } = event;
  const { processId, threadId, userSid, recordId } = event;
  const head = JSON.stringify({
    recordId,
    time: timeText(event),
    provider,
    channel,
    eventId,
    qualifiers,
    version,
    level,
    computer,
    activityId,
    processId,
    threadId,
    userSid,
    recovered: event.recovered,
    payloadLost: event.payloadLost,
  });
  return `${head.slice(0, -1)},"fields":${fieldsJson(event.fields())}}`;
}

/** The payload: values by name, each name that repeats with all its values; a list where one has no name. */
export function fieldsJson(fields: readonly RawField[]): string {
  if (fields.some(({ name }) => name === '')) return JSON.stringify(fields.map(({ value }) => value));
  const values = new Map<string, string[]>();
  for (const { name, value } of fields) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  // Written by hand: an object would sort names that are numbers, and lose one called __proto__.
  const members = Array.from(
    values,
    ([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list.length === 1 ? list[0] : list)}`,
  );
  return `{${members.join(',')}}`;
}

/** The time with all seven digits where the log says them. */
export function timeText(event: TreeEvent): string {
  const text = event.systemTime();
  return SEVEN_DIGITS.test(text) ? text : microsecondsText(event.time);
}

function microsecondsText(time: number): string {
  const ms = Math.floor(time / 1000);
  const micros = String(time - ms * 1000).padStart(3, '0');
  return `${new Date(ms).toISOString().slice(0, -1)}${micros}0Z`;
}
