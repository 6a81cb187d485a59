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

/**
 * Audits of each logon (4627, 4672), object (4656, 4658, 4663, 4690), process (4688, 4689) and packet (5154, 5156, 5158): one
 * that is switched on can write more than all else, and none bears on a connection. Microsoft's page of each audit policy
 * tells the volume; that these are the largest is inferred.
 */
const floodingAudits: readonly number[] = [4627, 4656, 4658, 4663, 4672, 4688, 4689, 4690, 5154, 5156, 5158];

/** The channels that bear on a connection, with what is asked of each. */
export function channelRequests(more: readonly CatalogRow[] = []): readonly ChannelRequest[] {
  const rows = [...catalogRows, ...more];
  return [...knownChannels].map((channel) => {
    const providers = filtered[channel];
    const ids = rows.filter(({ provider }) => providers?.includes(provider)).map(({ eventId }) => eventId);
    return { channel, query: ids.length === 0 ? '*' : queryOf(ids, floodingAudits), since: SINCE };
  });
}

/**
 * Those of them that are named. A name that is none of them is a collector's log of other machines: all of it is asked for, as
 * it holds every channel's records.
 */
function namedRequests(
  names: readonly string[],
  requests: readonly ChannelRequest[],
): readonly ChannelRequest[] {
  return names.map((name) => {
    const known = requests.find(({ channel }) => channel.toLowerCase() === name.toLowerCase());
    return known ?? { channel: name, query: '*', since: SINCE, ofOthers: true };
  });
}

export interface FollowChannelOptions extends Omit<LiveChannelOptions, 'isCore'> {
  /** Default: those of this machine that bear on a connection. */
  readonly named?: readonly string[];
}

/** Gets at the live channels of this machine; undefined where there are none: it is not Windows. */
export async function followChannels(
  packs: readonly Pack[] = [],
  { named = [], ...options }: FollowChannelOptions = {},
): Promise<LiveChannels | undefined> {
  if (process.platform !== 'win32' && options.start === undefined && options.run === undefined)
    return undefined;
  // What becomes of a channel that somebody asked for is told.
  const requests = channelRequests(packs.flatMap((pack) => pack.events ?? []));
  const asked = named.length === 0 ? requests : namedRequests(named, requests);
  const told = new Set(named.length === 0 ? coreChannels : asked.map(({ channel }) => channel));
  return connectChannels(asked, {
    ...options,
    isCore: (channel) => told.has(channel),
  });
}
