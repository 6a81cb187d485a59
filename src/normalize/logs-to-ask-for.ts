import type { RunOn } from '../model/pattern.ts';
import { channels, coreChannels } from './channels.ts';

/** The logs to begin with where nothing is known yet: those of the computer that was connected to, and of the client. */
export const firstLogs: readonly { readonly on: RunOn; readonly channel: string }[] = [
  ...coreChannels.map((channel) => ({ on: 'host', channel }) as const),
  { on: 'client', channel: channels.client },
  { on: 'client', channel: channels.system },
];

/**
 * Channels that Windows writes to only where somebody switched them on. CAPI2:
 * learn.microsoft.com/archive/blogs/instan/using-wevtutil-to-capture-and-view-the-capi2-operational-log; Kerberos: its manifest.
 */
export const offByDefault: ReadonlySet<string> = new Set([channels.capi2, channels.kerberos]);

/** The channels that a machine is asked about, by the machine on which they matter; those that show most first. */
export const checkedChannels: readonly { readonly on: RunOn; readonly channel: string }[] = [
  ...coreChannels,
  channels.connectionsAdmin,
  channels.stackAdmin,
  channels.application,
  channels.brokerClient,
  channels.firewall,
  channels.networkProfile,
  channels.ntlm,
  channels.kerberos,
  channels.capi2,
]
  .map((channel): { on: RunOn; channel: string } => ({ on: 'host', channel }))
  .concat(
    { on: 'client', channel: channels.client },
    { on: 'gateway', channel: channels.gateway },
    { on: 'broker', channel: channels.broker },
    // Nothing of it is read; it says that the machine is a domain controller.
    { on: 'directory', channel: 'Directory Service' },
  );

/** What a machine is to the connection, as `collect` is told it. */
export type CollectSide = 'server' | 'client' | 'gateway' | 'broker' | 'licence-server' | 'dc';

/** Logs of every machine beside those that are its own: what it is, its network, and why it refused credentials. */
const everywhere = [channels.system, channels.security, channels.application];
const ofServers = [...everywhere, channels.ntlm, channels.kerberos, channels.capi2];

/** The logs that are collected from a machine, those that show most first. */
export const collectedChannels: { readonly [side in CollectSide]: readonly string[] } = {
  server: [...channelsOn('host'), channels.setup],
  client: [
    ...channelsOn('client'),
    ...everywhere,
    channels.networkProfile,
    channels.firewall,
    channels.ntlm,
    channels.kerberos,
    channels.capi2,
  ],
  gateway: [...channelsOn('gateway'), ...ofServers],
  broker: [...channelsOn('broker'), ...ofServers],
  // Its own events go to the System log.
  'licence-server': [...everywhere],
  dc: [...ofServers, ...channelsOn('directory')],
};

function channelsOn(machine: RunOn): readonly string[] {
  return checkedChannels.filter(({ on }) => on === machine).map(({ channel }) => channel);
}
