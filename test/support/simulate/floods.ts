import type { Client, Person } from '../scenarios/actors.ts';
import { clientHangsUp, acceptConnection } from '../scenarios/connect.ts';
import { exponential, happens } from './chance.ts';
import { logonRefusals } from './failures/logon-refusals.ts';
import { offerNoCipher } from './failures/tls-refusals.ts';
import { beginScene, type Scene, type Site } from './site.ts';

const SECOND = 1_000_000;
/** Names that robots try first. */
const TRIED = ['administrator', 'admin', 'user', 'test', 'backup', 'scanner', 'sql', 'guest', 'support'];

/** Robots from the internet come in waves: so many attempts, from a few addresses, seconds or less apart. */
export function flood(site: Site, attempts: number, from: number, to: number): void {
  const { random, agenda } = site;
  let left = attempts;
  while (left > 0) {
    const size = Math.min(left, random.integer(20, 400));
    const begin = from + random.integer(0, Math.max(1, to - from));
    const robot = inventRobot(site);
    const pace = random.pick([0.15, 0.8, 3, 20]) * SECOND;
    const way = random.pick([guessPasswords, guessPasswords, guessNames, offerOldTls, knock]);
    agenda.at(begin, () => wave(site, robot, size, pace, way));
    left -= size;
  }
}

/** Each attempt plans the next, so that a wave takes no memory. */
function wave(
  site: Site,
  robot: Client,
  left: number,
  pace: number,
  way: (site: Site, robot: Client) => void,
): void {
  way(site, robot);
  const next = site.agenda.now + exponential(site.random, pace);
  if (left > 1) site.agenda.at(Math.round(next), () => wave(site, robot, left - 1, pace, way));
}

const inventRobot = ({ random }: Site): Client => ({
  name: random.pick(['kali', 'WIN-8OGV7TQ2', 'nmap', 'DESKTOP-PQ1']),
  address: `${random.pick(['203.0.113', '198.51.100', '192.0.2'])}.${random.integer(1, 254)}`,
  udp: false,
});

const tried = (site: Site): Person => ({
  name: site.random.pick(TRIED),
  domain: '',
  sid: 'S-1-0-0',
  admin: false,
});

function guess(site: Site, robot: Client, cause: string): void {
  const scene = beginScene(site, 'flood', robot, tried(site));
  logonRefusals.find((failure) => failure.cause === cause)?.play(scene);
  site.agenda.close(scene.attempt);
}

const guessNames = (site: Site, robot: Client): void => guess(site, robot, 'unknown-user');
const guessPasswords = (site: Site, robot: Client): void =>
  guess(site, robot, happens(site.random, 0.3) ? 'wrong-password' : 'unknown-user');

function offerOldTls(site: Site, robot: Client): void {
  const scene = beginScene(site, 'flood', robot, tried(site));
  offerNoCipher(scene);
  site.agenda.close(scene.attempt);
}

/** A scanner looks whether somebody answers, and goes. */
function knock(site: Site, robot: Client): void {
  const scene: Scene = beginScene(site, 'flood', robot, tried(site));
  const { attempt, host, clock } = scene;
  attempt.outcome = 'failed';
  const connection = acceptConnection(host, clock, robot);
  clock.wait(20, 6000);
  clientHangsUp(host, clock, connection, true);
  site.agenda.close(attempt);
}
