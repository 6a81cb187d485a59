import { readTime, type Event } from '../model/event.ts';
import type { EventRef } from '../model/report.ts';
import { formatMicros } from '../model/time.ts';
import { codeWords } from './code-words.ts';

/** The present name of the host that a computer name is one of. */
export type HostOf = (computer: string) => string;

/** Names an event in a report. `host` is the host's present name, whatever it was called then. */
export function eventRef(event: Event, host: string): EventRef {
  const { input, channel, provider, eventId, recordId } = event.source;
  const words = codeWords(event.source, event.facts);
  return {
    input,
    host,
    channel,
    provider,
    eventId,
    recordId,
    time: formatMicros(readTime(event)),
    kind: event.kind,
    ...(event.stage ? { stage: event.stage } : {}),
    summary: event.summary,
    ...(words === undefined ? {} : { codeWords: words }),
  };
}
