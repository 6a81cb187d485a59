import { type Person } from '../scenarios/actors.ts';
import { peerVersionRefused } from '../scenarios/classic-events.ts';
import {
  clientArrives,
  clientConnects,
  clientEnds,
  clientFindsNobody,
  clientHandshakeFailed,
  type ClientTry,
} from '../scenarios/client-events.ts';
import { createClock } from '../scenarios/clock.ts';
import { acceptConnection } from '../scenarios/connect.ts';
import { abandonedInCredSsp } from '../scenarios/refusals.ts';
import { type AttemptLog, createAttemptLog, type Sign } from './attempt-log.ts';
import { says } from './failures/failure.ts';
import { reasonOf } from './mstsc-reasons.ts';
import { beginScene, endScene, type Scene, type Site } from './site.ts';

const CLIENT = 'Microsoft-Windows-TerminalServices-ClientActiveXCore';
const OLD_CREDSSP = 3;
/** mstsc's disconnect reasons. */
const ENDED_BY_CLIENT = 1;
const ENDED_BY_USER = 2;

/** A try as the machine it was made on tells of it. */
export interface DeskTry {
  readonly attempt: AttemptLog;
  readonly seen: ClientTry;
}

/** The same try once more, as its client sees it: a machine's log of its own, and an attempt of its own. */
export function noteAtDesk(site: Site, scene: Scene): void {
  const { desk, random, agenda } = site;
  if (!desk || scene.client.name !== desk.client.name) return;
  const attempt = createDeskAttempt(site, scene.person, scene.attempt.kind);
  const clock = createClock(random, agenda.now);
  const seen = clientConnects(desk.host.about(attempt), clock, scene.person, desk.server);
  if (scene.attempt.reached === 'desktop') {
    clientArrives(seen, clock, scene.person, 3);
    Object.assign(attempt, { outcome: 'succeeded', reached: 'desktop' });
  }
  site.deskTries.set(scene.attempt, { attempt, seen });
}

/** The client's word on how the try ended; which number mstsc gives is known for some causes only. */
export function endAtDesk({ deskTries, agenda, random }: Site, ended: AttemptLog): void {
  const known = deskTries.get(ended);
  if (!known) return;
  deskTries.delete(ended);
  const { attempt, seen } = known;
  const clock = createClock(random, Math.max(agenda.now, ended.end, attempt.end));
  const reason = ended.outcome === 'succeeded' ? ENDED_BY_USER : reasonOf(ended.cause);
  attempt.outcome = ended.outcome;
  if (reason !== ENDED_BY_USER) {
    attempt.cause = ended.cause;
    attempt.signs = reason === undefined ? [] : [endedWith(reason)];
  }
  clientEnds(seen, clock, reason ?? ENDED_BY_CLIENT);
  agenda.close(attempt);
}

const endedWith = (reason: number): Sign => says(CLIENT, 1026, 'Value', reason);

function createDeskAttempt(site: Site, { name }: Person, kind: AttemptLog['kind']): AttemptLog {
  const { desk, agenda, host } = site;
  return createAttemptLog({
    id: `${host.machine.name}-${++site.attempts}`,
    host: desk?.host.computer ?? '',
    kind,
    client: desk?.client.address ?? '',
    account: name,
    start: agenda.now,
    reach: 'client',
  });
}

/** What only a client can tell of: its own refusal of an old host, a name nobody knows, an address where nobody is. */
export function failAtDesk(site: Site, desk: NonNullable<Site['desk']>, person: Person): void {
  const { random, agenda } = site;
  const attempt = createDeskAttempt(site, person, 'failure');
  attempt.outcome = 'failed';
  const client = desk.host.about(attempt);
  const clock = createClock(random, agenda.now);
  switch (random.pick(['name', 'silence', 'credssp'] as const)) {
    case 'name':
      attempt.cause = 'dns-resolution-failed';
      attempt.signs = [260, 520].map(endedWith);
      clientFindsNobody(client, clock, person, desk.server, random.pick([260, 520]));
      break;
    case 'silence':
      attempt.cause = 'no-connection-reached-server';
      attempt.signs = [264, 516].map(endedWith);
      clientFindsNobody(client, clock, person, desk.server, random.pick([264, 516]));
      break;
    case 'credssp': {
      attempt.cause = 'credssp-oracle-remediation';
      attempt.signs = [{ provider: 'LsaSrv', eventId: 6041 }];
      const seen = clientConnects(client, clock, person, desk.server);
      refusedByClient(site, desk, person);
      peerVersionRefused(client, clock.wait(60, 180), `TERMSRV/${desk.server.name}`, OLD_CREDSSP);
      clientHandshakeFailed(seen, clock.wait(1, 4));
      clientEnds(seen, clock, ENDED_BY_CLIENT);
    }
  }
  agenda.close(attempt);
}

/** The same seen from the host: a client that goes away without a word. */
function refusedByClient(site: Site, { client }: NonNullable<Site['desk']>, person: Person): void {
  const scene = beginScene(site, 'failure', client, person);
  scene.attempt.outcome = 'failed';
  scene.attempt.accepts = ['credssp-oracle-remediation', 'client-canceled'];
  scene.attempt.why = 'why a client leaves after TLS, only the client knows';
  abandonedInCredSsp(scene.host, scene.clock, acceptConnection(scene.host, scene.clock, scene.client));
  endScene(site, scene.attempt);
}
