import type { ReaderOptions } from '../../parsers/log-reader.ts';
import { channelOfEvent } from './channel-of-event.ts';
import { promisedChannel } from './channels.ts';
import type { Catalog } from './normalize.ts';

/** What a reader is asked for of a log with this name: the catalog's events, and where they stand. */
export const askedOfLog = (
  { wants, eventIds }: Catalog,
  file: string,
): Pick<ReaderOptions, 'want' | 'wantedIds' | 'channel' | 'channelOf'> => ({
  want: wants,
  wantedIds: eventIds,
  ...promisedChannel(file),
  channelOf: channelOfEvent,
});
