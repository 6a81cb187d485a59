import type { Client, Connection, Person, Session } from '../scenarios/actors.ts';
import { createClock } from '../scenarios/clock.ts';
import { acceptConnection } from '../scenarios/connect.ts';
import { desktopLogonFailed } from '../scenarios/logon-audit.ts';
import { assignSession, logOnTo, startSession } from '../scenarios/logon.ts';
import { resumeSession } from '../scenarios/reconnect.ts';
import { isWindows7 } from '../scenarios/windows.ts';
import { around, happens, pickWeighted } from './chance.ts';
import { settingsWereSlow, stackChatter } from './chatter.ts';
import { noteAtDesk } from './desk.ts';
import { endings } from './endings.ts';
import { says } from './failures/failure.ts';
import { SECURITY, SESSIONS, STACK } from './providers.ts';
import { beginScene, endScene, type Scene, type Seat, type Site } from './site.ts';

const MINUTE = 60_000_000;
/** How long somebody works before they go for lunch, or home. */
const USUAL_VISIT = 70 * MINUTE;
/** Just after an arrival everything is still being set up. */
const SHORTEST_VISIT = 20_000_000;
/** ERRINFO_DISCONNECTED_BY_OTHERCONNECTION. */
const REPLACED = 5;
const MISTYPED = { status: 0xc000_006d, subStatus: 0xc000_006a, reason: '%%2313' };

/** Somebody comes: to a new session, or back to one they left; whoever else shows it is thrown out. */
export function visit(site: Site, comesFrom: Client, person: Person): void {
  const { agenda, seats, downUntil } = site;
  const before = seats.get(person.sid);
  // Nobody can be thrown out of a session that is still being given to them.
  const free = Math.max(before?.from ?? 0, downUntil);
  if (agenda.now < free) {
    agenda.at(free, () => visit(site, comesFrom, person));
    return;
  }
  const scene = beginScene(site, 'healthy', comesFrom, person);
  const { attempt, clock, client, host } = scene;
  const connection = acceptConnection(host, clock, client);
  stackChatter(scene, connection);
  const session = before ? comeBack(scene, connection, before) : comeNew(scene, connection);
  settingsWereSlow(scene);
  attempt.outcome = 'succeeded';
  attempt.reached = 'desktop';
  noteAtDesk(site, scene);
  const seat: Seat = { session, attempt, from: clock.now };
  seats.set(person.sid, seat);
  const stay = Math.max(SHORTEST_VISIT, around(site.random, USUAL_VISIT));
  agenda.at(clock.now + stay, () => leave(site, seat));
}

function comeNew(scene: Scene, connection: Connection): Session {
  const { host, clock, client, person, site } = scene;
  if (site.habits.nla) return startSession(host, clock, connection, person);
  clock.wait(200, 900);
  const id = host.nextSession();
  assignSession(host, clock, connection, id);
  clock.wait(3000, 20_000);
  // At the screen of a session one may try again.
  if (happens(site.random, 0.15) && site.habits.auditsFailures) {
    desktopLogonFailed(host, clock.now, person, client.address, MISTYPED);
    clock.wait(3000, 20_000);
  }
  return logOnTo(host, clock, connection, person, { id, networkLogonId: 0 });
}

function comeBack({ host, clock, client, site }: Scene, connection: Connection, before: Seat): Session {
  const { session, attempt: old } = before;
  const wasConnected = session.connected;
  const from = session.connection.client;
  // The old connection's last words lie with the old attempt.
  resumeSession(host, clock, connection, session, site.host.about(old), site.habits.nla);
  if (wasConnected) {
    // Whoever comes from the same machine has lost the connection and only takes it up again.
    if (from.address === client.address && from.name === client.name) old.accepts = ['session-replaced'];
    else {
      old.cause = 'session-replaced';
      // Behind a gateway all have its address: there only the audit tells who came. That it was a takeover is told by
      // the reason alone, which Windows 7 does not write.
      old.signs =
        site.gateway && !isWindows7(host)
          ? [{ provider: SECURITY, eventId: 4779 }]
          : [
              says(SESSIONS, 40, 'Reason', REPLACED),
              says(STACK, 72, 'MethodName', 'SetErrorInfo(0x5)'),
              says(STACK, 103, 'ReasonCode', REPLACED),
            ];
    }
    endScene(site, old);
  }
  return session;
}

/** The visit ends in one of the ways visits end, if nobody ended it before. */
function leave(site: Site, seat: Seat): void {
  const { session, attempt } = seat;
  if (attempt.closed) return;
  const ending = pickWeighted(site.random, endings);
  const clock = createClock(site.random, site.agenda.now);
  ending.play({ site, seat, host: site.host.about(attempt), clock });
  if (!ending.keeps) site.seats.delete(session.person.sid);
  endScene(site, attempt);
}
