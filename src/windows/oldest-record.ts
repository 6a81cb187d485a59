import { scanSystem } from '../../parsers/xml/scan-system.ts';
import { subscribeFlags, type Wevtapi } from './wevtapi.ts';

/**
 * Asks a log for the id of its oldest record; undefined: it has none, or will not tell. The record itself is asked for:
 * of `EvtLogOldestRecordNumber` Windows' documentation says that it is a record number, not that it is the record's id
 * (learn.microsoft.com, EVT_LOG_PROPERTY_ID), and the numbers in a log's chunks begin at 1 again when it is cleared, while ids count on.
 */
export function oldestRecordId(api: Wevtapi, channel: string): number | undefined {
  const signal = api.createSignal();
  if ('code' in signal) return undefined;
  const request = { signal: signal.value, channel, query: '*', bookmark: undefined };
  const got = api.subscribe({ ...request, flags: subscribeFlags.startAtOldest });
  const id = 'value' in got ? firstId(api, got.value) : undefined;
  if ('value' in got) api.cancel(got.value);
  api.closeSignal(signal.value);
  return id;
}

function firstId(api: Wevtapi, subscription: bigint): number | undefined {
  const events = api.next(subscription, 1);
  if ('code' in events) return undefined;
  const [id] = events.value.map((event) => {
    const text = api.renderEvent(event);
    return 'value' in text ? scanSystem(text.value)?.recordId : undefined;
  });
  for (const event of events.value) api.close(event);
  return id;
}
