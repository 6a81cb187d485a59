import type { Client, Person } from '../scenarios/actors.ts';
import { createClock } from '../scenarios/clock.ts';
import { acceptConnection } from '../scenarios/connect.ts';
import { startSession } from '../scenarios/logon.ts';
import { resumeSession } from '../scenarios/reconnect.ts';
import { around, pickWeighted } from './chance.ts';
import { endings } from './endings.ts';
import { beginScene, type Scene, type Seat, type Site } from './site.ts';

const MINUTE = 60_000_000;
/** How long somebody works before they go for lunch, or home. */
const USUAL_VISIT = 70 * MINUTE;
/** Just after an arrival everything is still being set up. */
const SHORTEST_VISIT = 20_000_000;

/** Somebody comes: to a new session, or back to one they left; whoever else shows it is thrown out. */
export function visit(site: Site, client: Client, person: Person): void {
  const before = site.seats.get(person.sid);
  const scene = beginScene(site, 'healthy', client, person);
  const seat = before?.session ? comeBack(scene, before) : comeNew(scene);
  scene.attempt.outcome = 'succeeded';
  scene.attempt.reached = 'desktop';
  site.seats.set(person.sid, seat);
  const stay = Math.max(SHORTEST_VISIT, around(site.random, USUAL_VISIT));
  site.agenda.at(scene.clock.now + stay, () => leave(site, seat));
}

function comeNew({ host, clock, client, person, attempt }: Scene): Seat {
  const connection = acceptConnection(host, clock, client);
  return { session: startSession(host, clock, connection, person), attempt };
}

function comeBack({ host, clock, client, attempt, site }: Scene, { session, attempt: old }: Seat): Seat {
  const connection = acceptConnection(host, clock, client);
  const wasConnected = session.connected;
  // The old connection's last words lie with the old attempt.
  resumeSession(host, clock, connection, session, site.host.about(old));
  if (wasConnected) {
    if (old.client !== client.address) {
      old.cause = 'session-replaced';
      old.kind === 'healthy' && (old.outcome = 'succeeded');
    }
    site.agenda.close(old);
  }
  return { session, attempt };
}

/** The visit ends in one of the ways visits end, if nobody ended it before. */
function leave(site: Site, seat: Seat): void {
  const { session, attempt } = seat;
  if (attempt.closed || site.seats.get(session.person.sid)?.attempt !== attempt) return;
  const ending = pickWeighted(site.random, endings);
  const clock = createClock(site.random, site.agenda.now);
  ending.play({ site, seat, host: site.host.about(attempt), clock });
  if (!ending.keeps) site.seats.delete(session.person.sid);
  site.agenda.close(attempt);
}
