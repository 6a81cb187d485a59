import { createEvtxReader } from '../../parsers/evtx/evtx-reader.ts';
import { nodePlatform } from './platform.ts';

/** Says which events can matter. */
export interface Interest {
  /** Whether any event of this provider can. */
  readonly ofProvider: (provider: string) => boolean;
  /** Whether this channel can hold such. */
  readonly inChannel: (channel: string) => boolean;
}

/**
 * The channel of a binary log that holds nothing of interest, as far as its first chunk shows: one channel alone, not of
 * interest, and no provider of interest. Undefined: it may hold something.
 */
export function idleChannel(head: Uint8Array, { ofProvider, inChannel }: Interest): string | undefined {
  const channels = new Set<string>();
  let isOfInterest = false;
  const reader = createEvtxReader({
    platform: nodePlatform,
    observe: (_computer, channel) => void channels.add(channel),
    want(provider) {
      isOfInterest ||= ofProvider(provider);
      return false;
    },
  });
  for (const _ of reader.feed(head)) break;
  const [channel, ...others] = channels;
  return channel === undefined || others.length > 0 || isOfInterest || inChannel(channel)
    ? undefined
    : channel;
}
