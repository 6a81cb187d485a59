import { readTime, type Event } from '../model/event.ts';
import { formatMicros } from '../model/time.ts';
import { plainText } from './plain-text.ts';

/** One event in one line: when, where, which record, what happened. Safe to print. */
export function timelineLine(event: Event): string {
  const { channel, eventId, recordId } = event.source;
  return plainText(
    `${formatMicros(readTime(event))}  ${event.host}  ${channel.replace(/^.*-/, '')} ${eventId} #${recordId}  ${event.kind}  ${event.summary}`,
  );
}

/** One event as one line of JSON. */
export function timelineJson(event: Event): string {
  const { host, source, kind, stage, activityId, facts, summary } = event;
  return JSON.stringify({
    time: formatMicros(readTime(event)),
    host,
    ...source,
    kind,
    stage,
    activityId,
    facts,
    summary,
  });
}
