import { type Connection, connectionName, ephemeralPort } from './actors.ts';
import type { Clock } from './clock.ts';
import { clientActivity } from './guids.ts';
import type { Host } from './host.ts';
import { emitStack } from './rdp-events.ts';

/** A UDP transport beside a TCP connection: it has an ActivityID of its own, made by the client. */
export interface SideChannel {
  /** The tunnel stands; about a second later the timing event joins the two ids by the connection's name. */
  established(time: number): void;
}

/** The host offers a tunnel and the client comes with UDP: 130, then 131 under the other id. */
export function openSideChannel(host: Host, clock: Clock, connection: Connection): SideChannel {
  const udp = clientActivity(host.random);
  const { activityId, worker, client } = connection;
  const TunnelID = 1;
  emitStack(host, { time: clock.wait(2, 8), activityId, threadId: worker }, 130, { TunnelID });
  const accepted = { time: clock.wait(15, 40), activityId: udp, threadId: host.threads.acceptor };
  // The address of a UDP peer stands in brackets, IPv4 or not.
  const endpoint = `[${client.address}]:${ephemeralPort(host.random)}`;
  emitStack(host, accepted, 131, { ConnType: 'UDP', ClientIP: endpoint });
  return {
    established(time) {
      const later = clock.fork();
      emitStack(host, { time, activityId, threadId: worker }, 135, { TunnelID, TransportType: 'UDP' });
      emitStack(host, { time: later.wait(900, 1300), activityId: udp, threadId: worker }, 68, {
        ConnectionName: connectionName(connection),
        PromptForCredentials: 0,
        PromptForCredentialsDone: 0,
        GfxChannelOpened: host.random.integer(900, 1400),
        FirstGraphicsReceived: host.random.integer(1500, 2300),
      });
    },
  };
}
