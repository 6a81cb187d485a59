import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { PLATFORM } from '../parsers/evtx/corpus.ts';
import { recordIdOf, tokensOf, type OracleEvent } from './event-tokens.ts';

/** Reads all events of a binary log, or only those recovered from its remains. */
export function readOurs(bytes: Uint8Array, which: 'live' | 'recovered' = 'live'): OracleEvent[] {
  const reader = createEvtxReader({ platform: PLATFORM, recover: which === 'recovered' });
  const events: OracleEvent[] = [];
  for (const items of [reader.feed(bytes), reader.end()]) {
    for (const item of items) {
      if (item.type !== 'event' || (item.event.recovered === true) !== (which === 'recovered')) continue;
      const tokens = tokensOf(item.event);
      events.push({ recordId: recordIdOf(tokens), tokens });
    }
  }
  return events;
}
