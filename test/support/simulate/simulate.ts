import { boot, startListener } from '../scenarios/boot.ts';
import { serviceChanged } from '../scenarios/classic-events.ts';
import { utc } from '../scenarios/clock.ts';
import type { Machine } from '../scenarios/host.ts';
import { createRandom, type Random } from '../scenarios/random.ts';
import { createAgenda } from './agenda.ts';
import type { AttemptLog } from './attempt-log.ts';
import { happens, pickWeighted } from './chance.ts';
import { noteCleared } from './cleared-logs.ts';
import { sitDown } from './console-life.ts';
import { keepTime } from './clock-changes.ts';
import { BETWEEN_VISITS, peopleCome } from './comings.ts';
import { type Flavour, flavours } from './flavours.ts';
import { flood } from './floods.ts';
import { keepRunning } from './maintenance.ts';
import { ownAffairs } from './noise.ts';
import { inventPeople } from './people.ts';
import { createSimHost, type SimHost, type Written } from './sim-host.ts';
import type { SimRecord } from './sim-record.ts';
import type { Site } from './site.ts';

/** How much is simulated, and how much of it is left. */
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

const HOUR = 3_600_000_000;
/** Part of the domain's hosts that people reach through a gateway. */
const WITH_GATEWAY = 0.2;
const GATEWAY_SERVICE = { name: 'Remote Desktop Gateway', id: 'TSGateway' };

/** The life of one host: its records in log order, and each attempt's truth when its last record is out. */
export function simulateHost(
  options: Simulation,
  index: number,
  report: (attempt: AttemptLog) => void,
): Generator<SimRecord, void, undefined> {
  const { attempts, noise, missing } = options;
  // Far apart, so that hosts of neighbouring seeds have nothing in common.
  const random = createRandom(Math.imul(options.seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b));
  const agenda = createAgenda(report);
  const from = utc('2024-02-05 04:00:00') + random.integer(0, 500) * HOUR;
  const until = from + Math.round(attempts * BETWEEN_VISITS);
  const flavour = pickWeighted(random, flavours);
  const machine = machineOf(random, flavour, index);
  const rates = { missing, wrapped: options.wrapped ?? missing };
  const host = machineIn(machine);
  const gateway = inDomain(machine) && happens(random, WITH_GATEWAY) ? gatewayOf() : undefined;
  const site: Site = {
    gateway,
    passages: new Map(),
    agenda,
    random,
    host,
    flavour,
    habits: {
      auditsFailures: happens(random, 0.9),
      saysRefused: happens(random, 0.85),
      nla: happens(random, 0.9),
      slowSettings: happens(random, 0.25),
    },
    members: inventPeople(
      random,
      machine,
      flavour.workstation ? random.integer(1, 5) : random.integer(6, 40),
    ),
    seats: new Map(),
    until,
    downUntil: from,
    attempts: 0,
  };
  agenda.at(from, () => {
    if (gateway)
      serviceChanged(gateway.host, boot(gateway.host, from).wait(4000, 9000), GATEWAY_SERVICE, 'running');
    startListener(host, boot(host, from));
    ownAffairs(site);
    keepTime(site);
    keepRunning(site);
    sitDown(site);
    noteCleared(site);
    flood(site, Math.round(attempts * noise), from, until);
    peopleCome(site, attempts);
  });
  return agenda.run();

  function gatewayOf(): NonNullable<Site['gateway']> {
    const gatewayMachine = {
      ...machine,
      name: `RDG${String(index).padStart(3, '0')}`,
      build: 17_763,
      revision: 6414,
    };
    return { host: machineIn(gatewayMachine), address: `10.255.0.${random.integer(2, 250)}` };
  }

  function machineIn(own: Machine): SimHost {
    const write = (time: number, written: Written): void => agenda.write(time, written);
    return createSimHost({ machine: own, random, rates, from, to: until, write });
  }
}

const inDomain = ({ dnsSuffix }: Machine): boolean => dnsSuffix !== undefined;

function machineOf(random: Random, { workstation, build, revision }: Flavour, index: number): Machine {
  const joined = !workstation || happens(random, 0.5);
  return {
    name: `${workstation ? 'WS' : 'RDS'}${String(index).padStart(3, '0')}`,
    domain: joined ? 'CORP' : 'WORKGROUP',
    ...(joined ? { dnsSuffix: 'corp.example' } : {}),
    build,
    revision,
  };
}
