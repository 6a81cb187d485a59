import { readTime, type Event } from '../model/event.ts';
import { formatMicros } from '../model/time.ts';
import { codeWords, withWords } from './code-words.ts';
import { plainText } from './plain-text.ts';

/** One event in one line: when, where, which record, what happened. Safe to print. */
export function timelineLine(event: Event): string {
  const { channel, eventId, recordId } = event.source;
  const summary = withWords(event.summary, codeWords(event.source, event.facts));
  return plainText(
    `${formatMicros(readTime(event))}  ${event.host}  ${channel.replace(/^.*-/, '')} ${eventId} #${recordId}  ${event.kind}  ${summary}`,
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
