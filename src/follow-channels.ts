import type { CatalogRow } from './normalize/catalog-row.ts';
import { catalogRows } from './normalize/catalog/index.ts';
import { channels, coreChannels, knownChannels } from './normalize/channels.ts';
import type { Pack } from './packs/pack.ts';
import type { ChannelRequest } from './windows/channel-frame.ts';
import { queryOf } from './windows/channel-query.ts';
import { connectChannels, type LiveChannelOptions, type LiveChannels } from './windows/live-channels.ts';

export type { LiveChannels } from './windows/live-channels.ts';

/** At the start so much of each channel is read: what is going on has its beginning there. */
const SINCE = 24 * 60 * 60 * 1000;

/** Where other programs write far more than bears on a connection, only what does is asked for; of these providers. */
const filtered: Readonly<Record<string, readonly string[]>> = {
  [channels.security]: ['Microsoft-Windows-Security-Auditing', 'Microsoft-Windows-Eventlog'],
  [channels.capi2]: ['Microsoft-Windows-CAPI2'],
};

/** The channels that bear on a connection, with what is asked of each. */
export function channelRequests(more: readonly CatalogRow[] = []): readonly ChannelRequest[] {
  const rows = [...catalogRows, ...more];
  return [...knownChannels].map((channel) => {
    const providers = filtered[channel];
    const ids = rows.filter(({ provider }) => providers?.includes(provider)).map(({ eventId }) => eventId);
    return { channel, query: ids.length === 0 ? '*' : queryOf(ids), since: SINCE };
  });
}

/** Gets at the live channels of this machine; undefined where there are none: it is not Windows. */
export async function followChannels(
  packs: readonly Pack[] = [],
  options: Omit<LiveChannelOptions, 'isCore'> = {},
): Promise<LiveChannels | undefined> {
  if (process.platform !== 'win32' && options.start === undefined && options.run === undefined)
    return undefined;
  const core = new Set(coreChannels);
  return connectChannels(channelRequests(packs.flatMap((pack) => pack.events ?? [])), {
    ...options,
    isCore: (channel) => core.has(channel),
  });
}
