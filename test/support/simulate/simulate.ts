import { boot, startListener } from '../scenarios/boot.ts';
import { utc } from '../scenarios/clock.ts';
import { createRandom, type Random } from '../scenarios/random.ts';
import { createAgenda } from './agenda.ts';
import type { AttemptLog } from './attempt-log.ts';
import { exponential, happens, pickWeighted } from './chance.ts';
import type { Failure } from './failures/failure.ts';
import { failures } from './failures/index.ts';
import { flavours } from './flavours.ts';
import { flood } from './floods.ts';
import { ownAffairs } from './noise.ts';
import { inventPeople } from './people.ts';
import { createSimHost, type SimHost } from './sim-host.ts';
import type { SimRecord } from './sim-record.ts';
import { beginScene, type Site } from './site.ts';
import { visit } from './visits.ts';

export interface Simulation {
  readonly hosts: number;
  /** People's attempts per host. */
  readonly attempts: number;
  readonly seed: number;
  /** Robots' attempts for each attempt of a person. */
  readonly noise: number;
  /** Part of the channels that are not there. */
  readonly missing: number;
  /** Part of the channels that are there and lack a piece. Default: as many as are missing. */
  readonly wrapped?: number;
}

const MINUTE = 60_000_000;
/** How far apart one host's visitors come. */
const BETWEEN_VISITS = 6 * MINUTE;
/** Part of the visits that fail. */
const FAILING = 0.35;

/** The life of one host: its records in log order, and each attempt's truth when its last record is out. */
export function simulateHost(
  options: Simulation,
  index: number,
  report: (attempt: AttemptLog) => void,
): Generator<SimRecord, void, undefined> {
  // Far apart, so that hosts of neighbouring seeds have nothing in common.
  const random = createRandom(Math.imul(options.seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b));
  const agenda = createAgenda(report);
  const from = utc('2024-02-05 04:00:00') + random.integer(0, 500) * 60 * MINUTE;
  const until = from + options.attempts * BETWEEN_VISITS;
  const flavour = pickWeighted(random, flavours);
  const inDomain = !flavour.workstation || happens(random, 0.5);
  const machine = {
    name: `${flavour.workstation ? 'WS' : 'RDS'}${String(index).padStart(3, '0')}`,
    domain: inDomain ? 'CORP' : 'WORKGROUP',
    ...(inDomain ? { dnsSuffix: 'corp.example' } : {}),
    build: flavour.build,
    revision: flavour.revision,
  };
  const rates = { missing: options.missing, wrapped: options.wrapped ?? options.missing };
  const host = createSimHost({ machine, random, rates, from, to: until, write: agenda.write });
  const site: Site = {
    agenda,
    random,
    host,
    flavour,
    habits: { auditsFailures: happens(random, 0.9), saysRefused: happens(random, 0.85) },
    members: inventPeople(
      random,
      machine,
      flavour.workstation ? random.integer(1, 5) : random.integer(6, 40),
    ),
    seats: new Map(),
    until,
    attempts: 0,
  };
  agenda.at(from, () => {
    startHost(host, random, from);
    ownAffairs(site);
    flood(site, Math.round(options.attempts * options.noise), from + 10 * MINUTE, until);
    people(site, options.attempts);
  });
  return agenda.run();
}

function startHost(host: SimHost, _random: Random, from: number): void {
  startListener(host, boot(host, from));
}

/** People come one after another; each plans the next. */
function people(site: Site, left: number): void {
  if (left === 0) return;
  const { agenda, random } = site;
  const wait = exponential(random, BETWEEN_VISITS) + random.integer(0, 1_000_000);
  agenda.at(Math.round(agenda.now + wait), () => {
    const { person, clients } = random.pick(site.members);
    const client = random.pick(clients);
    const done = happens(random, FAILING)
      ? fail(site, client, person, left)
      : (visit(site, client, person), 1);
    people(site, left - done);
  });
}

/** Somebody fails, tries again a few times for the same reason, and gives up. Gives the number of tries. */
function fail(
  site: Site,
  client: Site['members'][number]['clients'][number],
  person: Site['members'][number]['person'],
  most: number,
): number {
  const failure: Failure = pickWeighted(
    site.random,
    failures.filter(({ fits }) => fits?.(site) ?? true),
  );
  const tries = Math.min(most, site.random.integer(...failure.tries));
  const once = (left: number): void => {
    const scene = beginScene(site, 'failure', client, person);
    failure.play(scene);
    site.agenda.close(scene.attempt);
    const pause = site.random.integer(4, 90) * 1_000_000;
    if (left > 1) site.agenda.at(scene.clock.now + pause, () => once(left - 1));
  };
  once(tries);
  return tries;
}
