import type { Client, Connection, Person } from '../scenarios/actors.ts';
import { clientActivity } from '../scenarios/guids.ts';
import type { Host } from '../scenarios/host.ts';
import { logOnTo } from '../scenarios/logon.ts';
import { emitConnectionManager, emitConnectionManagerAdmin, emitStack } from '../scenarios/rdp-events.ts';
import { chooseDisconnect, logOff } from '../scenarios/session-end.ts';
import { type Clock, createClock } from '../scenarios/clock.ts';
import { around, happens } from './chance.ts';
import { beginScene, endScene, type Site } from './site.ts';

const MINUTE = 60_000_000;
/** Hyper-V's listener always has this name. */
const LISTENER = '31C5CE94259D4006A9E4';

/** Somebody opens a virtual machine's window on its host: no TCP, no address, an ActivityID that the client made. */
export function openEnhancedSession(site: Site, person: Person): void {
  const client: Client = { name: 'HV01', address: '', udp: false };
  const scene = beginScene(site, 'healthy', client, person);
  const { attempt, clock, host } = scene;
  attempt.outcome = 'succeeded';
  attempt.reached = 'desktop';
  const connection = acceptOverBus(host, clock, client);
  const id = host.nextSession();
  const origin = () => ({
    time: clock.wait(20, 200),
    activityId: connection.activityId,
    threadId: connection.worker,
  });
  emitStack(host, origin(), 66, { ConnectionName: `RDP-Tcp#${connection.number}`, SessionID: id });
  clock.wait(3000, 20_000);
  const session = logOnTo(host, clock, connection, person, { id, networkLogonId: 0 });
  site.agenda.at(clock.now + around(site.random, 40 * MINUTE), () => {
    if (attempt.closed) return;
    const leaving = createClock(site.random, site.agenda.now);
    if (site.agenda.now > site.downUntil) {
      (happens(site.random, 0.5) ? logOff : chooseDisconnect)(site.host.about(attempt), leaving, session);
    }
    endScene(site, attempt);
  });
}

function acceptOverBus(host: Host, clock: Clock, client: Client): Connection {
  const thread = (): number => host.random.integer(400, 6000) * 4;
  const connection: Connection = {
    client,
    activityId: clientActivity(host.random),
    port: 0,
    number: host.nextConnection(),
    startedAt: clock.now,
    worker: thread(),
    socket: thread(),
  };
  const { activityId, worker } = connection;
  const { listener } = host.threads;
  emitConnectionManager(host, { time: clock.now, activityId, threadId: listener }, 261, {
    listenerName: LISTENER,
  });
  emitStack(host, { time: clock.wait(1, 9), activityId, threadId: listener }, 65, {
    ConnectionName: `RDP-Tcp#${connection.number}`,
  });
  emitConnectionManagerAdmin(
    host,
    { time: clock.wait(4, 30), activityId, threadId: worker },
    1158,
    'warning',
    {
      Param1: '',
    },
  );
  return connection;
}
