import { channels } from './channels.ts';

const windows = 'Microsoft-Windows';
const terminalServices = `${windows}-TerminalServices`;

const ids = (text: string): ReadonlySet<number> => new Set(text.split(/\s+/).map(Number));

interface Place {
  readonly channel: string;
  /** Events of the provider that stand there; absent: all but those of its other places. */
  readonly ids?: ReadonlySet<number>;
}

const system: readonly Place[] = [{ channel: channels.system }];

/** Where a provider's events stand. From the manifests; events whose place is not listed may stand in several. */
const places: Readonly<Record<string, readonly Place[]>> = {
  [`${windows}-RemoteDesktopServices-RdpCoreTS`]: [
    { channel: channels.stackAdmin, ids: ids('1 2 3 4 7 8 35 36 105 138') },
    { channel: channels.stack },
  ],
  [`${windows}-RemoteDesktopServices-RdpCoreCDV`]: [{ channel: channels.virtualDesktopStack }],
  [`${terminalServices}-LocalSessionManager`]: [{ channel: channels.sessions }],
  [`${terminalServices}-RemoteConnectionManager`]: [
    {
      channel: channels.connections,
      ids: ids('258 259 261 262 1136 1137 1140 1141 1146 1147 1148 1149 1151 20503 20506 20512 20513 20514'),
    },
  ],
  [`${terminalServices}-ClientActiveXCore`]: [{ channel: channels.client }],
  [`${terminalServices}-Gateway`]: [{ channel: channels.gateway }],
  [`${terminalServices}-SessionBroker`]: [{ channel: channels.broker }],
  [`${terminalServices}-SessionBroker-Client`]: [{ channel: channels.brokerClient }],
  [`${windows}-Security-Auditing`]: [{ channel: channels.security }],
  [`${windows}-NetworkProfile`]: [{ channel: channels.networkProfile }],
  Schannel: system,
  TermDD: system,
  'Service Control Manager': system,
  EventLog: system,
  User32: system,
};

/** The channel that an event stands in, for logs that do not say it; undefined: it may be one of several. */
export const channelOfEvent = (provider: string, eventId: number): string | undefined =>
  places[provider]?.find(({ ids: own }) => own === undefined || own.has(eventId))?.channel;
