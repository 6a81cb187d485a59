import { utc } from '../scenarios/clock.ts';
import type { Machine } from '../scenarios/host.ts';
import { createRandom, type Random } from '../scenarios/random.ts';
import { createAgenda } from './agenda.ts';
import type { AttemptLog } from './attempt-log.ts';
import { happens, pickWeighted } from './chance.ts';
import { BETWEEN_VISITS } from './comings.ts';
import { endAtDesk } from './desk.ts';
import { type Flavour, flavours } from './flavours.ts';
import { inventPeople, type Member } from './people.ts';
import { createSimHost, type SimHost } from './sim-host.ts';
import type { Simulation } from './simulation.ts';
import type { Site } from './site.ts';

const HOUR = 3_600_000_000;
/** Part of the domain's hosts that people reach through a gateway, and of all hosts of which one client is there too. */
const WITH_GATEWAY = 0.2;
const WITH_DESK = 0.15;

/** Makes up a host, who works on it, and the machines around it. */
export function createSite(options: Simulation, index: number, report: (attempt: AttemptLog) => void): Site {
  const { attempts, missing } = options;
  // Far apart, so that hosts of neighbouring seeds have nothing in common.
  const random = createRandom(Math.imul(options.seed, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b));
  const agenda = createAgenda(report);
  const from = utc('2024-02-05 04:00:00') + random.integer(0, options.startWithin ?? 500) * HOUR;
  const until = from + Math.round(attempts * BETWEEN_VISITS);
  const flavour = pickWeighted(random, flavours);
  const machine = machineOf(random, flavour, index);
  const rates = { missing, wrapped: options.wrapped ?? missing };
  const machineIn = (own: Machine): SimHost =>
    createSimHost({
      machine: own,
      random,
      rates,
      from,
      to: until,
      write: (time, written) => agenda.write(time, written),
    });
  const host = machineIn(machine);
  const most = flavour.workstation ? random.integer(1, 5) : random.integer(6, 40);
  const members = inventPeople(random, machine, most);
  const isMember = machine.dnsSuffix !== undefined;
  const site: Site = {
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
    members,
    gateway:
      isMember && happens(random, WITH_GATEWAY) ? gatewayOf(machine, index, random, machineIn) : undefined,
    desk: happens(random, WITH_DESK) ? deskOf(members, host, random, machineIn) : undefined,
    passages: new Map(),
    deskTries: new Map(),
    seats: new Map(),
    from,
    until,
    downUntil: from,
    attempts: 0,
    ends: (attempt) => endAtDesk(site, attempt),
  };
  return site;
}

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

function gatewayOf(
  machine: Machine,
  index: number,
  random: Random,
  machineIn: (own: Machine) => SimHost,
): Site['gateway'] {
  const own = { ...machine, name: `RDG${String(index).padStart(3, '0')}`, build: 17_763, revision: 6414 };
  return { host: machineIn(own), address: `10.255.0.${random.integer(2, 250)}` };
}

function deskOf(
  [member]: readonly Member[],
  host: SimHost,
  random: Random,
  machineIn: (own: Machine) => SimHost,
): Site['desk'] {
  const [client] = member?.clients ?? [];
  if (!member || !client) return undefined;
  const own = { ...host.machine, name: client.name, build: 22_631, revision: 4169 };
  const server = { name: host.computer.toLowerCase(), address: `10.250.0.${random.integer(2, 250)}` };
  return { host: machineIn(own), client, person: member.person, server };
}
