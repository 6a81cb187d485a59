import { type Person } from '../scenarios/actors.ts';
import { peerVersionRefused } from '../scenarios/classic-events.ts';
import {
  clientArrives,
  clientConnects,
  clientEnds,
  clientFindsNobody,
  clientHandshakeFailed,
} from '../scenarios/client-events.ts';
import { createClock } from '../scenarios/clock.ts';
import { acceptConnection } from '../scenarios/connect.ts';
import { abandonedInCredSsp } from '../scenarios/refusals.ts';
import { type AttemptLog, createAttemptLog, type Sign } from './attempt-log.ts';
import { says } from './failures/failure.ts';
import { reasonOf } from './mstsc-reasons.ts';
import { beginScene, type Desk, endScene, type Scene, type Site } from './site.ts';

const CLIENT = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';
const OLD_CREDSSP = 3;
/** mstsc's disconnect reasons. */
const ENDED_BY_CLIENT = 1;
const ENDED_BY_USER = 2;

/** The same try once more, as its client sees it, in a machine's log of its own. */
export function noteAtDesk(site: Site, { attempt, client, person }: Scene): void {
  const { desk, random, agenda, deskTries } = site;
  if (!desk || client.name !== desk.client.name) return;
  const clock = createClock(random, agenda.now);
  const seen = clientConnects(desk.host.about(attempt), clock, person, desk.server);
  if (attempt.reached === 'desktop') clientArrives(seen, clock, person, 3);
  deskTries.set(attempt, seen);
}

/** The client's word on how the try ended; which number mstsc gives is known for some causes only. */
export function endAtDesk({ deskTries, agenda, random }: Site, attempt: AttemptLog): void {
  const seen = deskTries.get(attempt);
  if (!seen) return;
  deskTries.delete(attempt);
  const clock = createClock(random, Math.max(agenda.now, attempt.end));
  const reason = attempt.outcome === 'succeeded' ? ENDED_BY_USER : reasonOf(attempt.cause);
  if (reason !== undefined && reason !== ENDED_BY_USER) attempt.signs = [...attempt.signs, endedWith(reason)];
  clientEnds(seen, clock, reason ?? ENDED_BY_CLIENT);
}

const endedWith = (reason: number): Sign => says(CLIENT, 1026, 'Value', reason);

/** What only a client can tell of: a name nobody knows, an address where nobody is, its own refusal of an old host. */
export function failAtDesk(site: Site, desk: Desk, person: Person): void {
  switch (site.random.pick(['name', 'silence', 'credssp'] as const)) {
    case 'name':
      findNobody(site, desk, person, 'dns-resolution-failed', [260, 520]);
      break;
    case 'silence':
      findNobody(site, desk, person, 'no-connection-reached-server', [264, 516]);
      break;
    case 'credssp':
      refuseOldHost(site, desk, person);
  }
}

/** The host never hears of it. */
function findNobody(site: Site, desk: Desk, person: Person, cause: string, reasons: readonly number[]): void {
  const { random, agenda, host } = site;
  const attempt = createAttemptLog({
    id: `${host.machine.name}-${++site.attempts}`,
    host: desk.host.computer,
    kind: 'failure',
    client: desk.client.address,
    account: person.name,
    start: agenda.now,
  });
  Object.assign(attempt, { outcome: 'failed', cause, signs: reasons.map(endedWith) });
  const clock = createClock(random, agenda.now);
  clientFindsNobody(desk.host.about(attempt), clock, person, desk.server, random.pick(reasons));
  agenda.close(attempt);
}

/** The client does not trust an old host's CredSSP; the host sees a client that goes away without a word. */
function refuseOldHost(site: Site, desk: Desk, person: Person): void {
  const scene = beginScene(site, 'failure', desk.client, person);
  const { attempt } = scene;
  Object.assign(attempt, { outcome: 'failed', cause: 'credssp-oracle-remediation' });
  attempt.signs = [{ provider: 'LsaSrv', eventId: 6041 }];
  const client = desk.host.about(attempt);
  const clock = createClock(site.random, site.agenda.now);
  const seen = clientConnects(client, clock, person, desk.server);
  abandonedInCredSsp(scene.host, scene.clock, acceptConnection(scene.host, scene.clock, scene.client));
  peerVersionRefused(client, clock.wait(60, 180), `TERMSRV/${desk.server.name}`, OLD_CREDSSP);
  clientHandshakeFailed(seen, clock.wait(1, 4));
  clientEnds(seen, clock, ENDED_BY_CLIENT);
  endScene(site, attempt);
}
