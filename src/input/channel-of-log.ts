import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { nodePlatform } from './platform.ts';

/** Says which events can matter. */
export interface Interest {
  /** Whether any event of this provider can. */
  readonly ofProvider: (provider: string) => boolean;
  /** Whether this channel can hold such. */
  readonly inChannel: (channel: string) => boolean;
}

/** So many records show what a log is: a channel has few providers. */
const SHOWN_BY = 32;

/**
 * The channel of a binary log that holds nothing of interest, as far as its first records show: one channel alone, not of
 * interest, and no provider of interest. Undefined: it may hold something, as a log of other machines' events always may.
 */
export function idleChannel(head: Uint8Array, { ofProvider, inChannel }: Interest): string | undefined {
  const channels = new Set<string>();
  let isOfInterest = false;
  let headerId = 0;
  let records = 0;
  const reader = createEvtxReader({
    platform: nodePlatform,
    take(walk) {
      headerId = walk.id;
      return false;
    },
    observe(_computer, channel, recordId) {
      channels.add(channel);
      // A collector counts what it gets by itself.
      isOfInterest ||= recordId !== headerId;
    },
    want(provider) {
      isOfInterest ||= ofProvider(provider);
      return ++records === SHOWN_BY;
    },
  });
  for (const _ of reader.feed(head)) break;
  const [channel, ...others] = channels;
  return channel === undefined || others.length > 0 || isOfInterest || inChannel(channel)
    ? undefined
    : channel;
}
