import type { Client, Person } from '../scenarios/actors.ts';
import { acceptConnection, clientHangsUp } from '../scenarios/connect.ts';
import { emitConnectionManager } from '../scenarios/rdp-events.ts';
import { isOldWindows } from '../scenarios/windows.ts';
import { exponential, happens } from './chance.ts';
import { logonRefusals } from './failures/logon-refusals.ts';
import { offerNoCipher } from './failures/tls-refusals.ts';
import { beginScene, endScene, type Scene, type Site } from './site.ts';

const SECOND = 1_000_000;
/** Names that robots try first. */
const TRIED = ['administrator', 'admin', 'user', 'test', 'backup', 'scanner', 'sql', 'guest', 'support'];

/** One of the things that robots do to a port that answers. */
type Attack = (scene: Scene) => void;

/** A robot at work: so many tries are left to it, over so many connections at once. */
interface Wave {
  readonly site: Site;
  readonly robot: Client;
  readonly attack: Attack;
  /** Mean pause between the end of a try and the next on the same line, in microseconds. */
  readonly pause: number;
  left: number;
}

/** Robots from the internet come in waves: so many attempts in all, each wave from one address. */
export function flood(site: Site, attempts: number, from: number, to: number): void {
  const { random, agenda } = site;
  for (let left = attempts; left > 0;) {
    const size = Math.min(left, random.integer(20, 400));
    left -= size;
    const attack = random.pick(ATTACKS);
    const wave: Wave = {
      site,
      robot: inventRobot(site),
      attack,
      pause: random.pick([0.01, 0.3, 4, 30]) * SECOND,
      left: size,
    };
    // In real logs up to nine connections that fail in TLS overlap on an old host, and up to four elsewhere.
    const lines = random.integer(1, attack === offerNoCipher && isOldWindows(site.host) ? 9 : 4);
    const begin = from + random.integer(0, Math.max(1, to - from));
    for (let line = 0; line < lines; line++) {
      agenda.at(begin + line * random.integer(0, SECOND), () => tryNext(wave));
    }
  }
}

/** Each try plans the next, so that a wave takes no memory. */
function tryNext(wave: Wave): void {
  const { site, robot, attack, pause } = wave;
  const { agenda, random } = site;
  if (wave.left === 0) return;
  if (agenda.now < site.downUntil) {
    agenda.at(site.downUntil, () => tryNext(wave));
    return;
  }
  wave.left--;
  const scene = beginScene(site, 'flood', robot, tried(site));
  attack(scene);
  endScene(site, scene.attempt);
  agenda.at(scene.clock.now + exponential(random, pause), () => tryNext(wave));
}

const inventRobot = ({ random }: Site): Client => ({
  name: random.pick(['kali', 'WIN-8OGV7TQ2', 'nmap', 'DESKTOP-PQ1']),
  address: `${random.pick(['203.0.113', '198.51.100', '192.0.2'])}.${random.integer(1, 254)}`,
  udp: false,
});

const tried = ({ random }: Site): Person => ({
  name: random.pick(TRIED),
  domain: '',
  sid: 'S-1-0-0',
  admin: false,
});

const guess = (scene: Scene, cause: string): void =>
  logonRefusals.find((failure) => failure.cause === cause)?.play(scene);

const guessNames: Attack = (scene) => guess(scene, 'unknown-user');
const guessPasswords: Attack = (scene) =>
  guess(scene, happens(scene.site.random, 0.3) ? 'wrong-password' : 'unknown-user');

/** A scanner looks whether somebody answers, and goes: on this host that is all there is to see. */
const knock: Attack = ({ attempt, host, clock, client, site }) => {
  attempt.outcome = 'failed';
  attempt.accepts = ['client-canceled'];
  attempt.why = 'a scan and a closed window look the same to the host';
  const connection = acceptConnection(host, clock, client);
  clock.wait(20, 6000);
  // Amid a real brute force one connection said who it was, and went no further.
  if (happens(site.random, 0.05)) {
    const origin = { time: clock.now, activityId: connection.activityId, threadId: connection.worker };
    emitConnectionManager(host, origin, 1149, { Param1: 'A', Param2: '', Param3: client.address });
    clock.wait(20, 900);
  }
  clientHangsUp(host, clock, connection, true);
};

const ATTACKS: readonly Attack[] = [guessPasswords, guessPasswords, guessNames, offerNoCipher, knock];
