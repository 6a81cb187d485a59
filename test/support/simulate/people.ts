import type { Client, Person } from '../scenarios/actors.ts';
import type { Machine } from '../scenarios/host.ts';
import type { Random } from '../scenarios/random.ts';
import { happens } from './chance.ts';

/** Somebody who works on the host, and the machines they come from. */
export interface Member {
  readonly person: Person;
  readonly clients: readonly Client[];
}

const NAMES =
  'alice bob carol dave erin frank grace heidi ivan judy karl laura mallory nina olivia peggy quentin rupert sybil trent uma victor walter xenia yves zoe anders bettina cemil dolores'.split(
    ' ',
  );

/** How many of the clients offer UDP, of the accounts are local, and of the people are administrators. */
const UDP = 0.6;
const LOCAL = 0.2;
const ADMIN = 0.15;
/** Some share an address: a terminal in a workshop, or a site behind one router. */
const SHARED_ADDRESS = 0.15;
const IPV6 = 0.05;
const ADDRESS_TYPED = 0.15;

/** Makes up who works on a machine. Names repeat over local and domain accounts, as they do. */
export function inventPeople(random: Random, machine: Machine, count: number): readonly Member[] {
  const net = `10.${random.integer(0, 200)}.${random.integer(0, 250)}`;
  const shared = `${net}.${random.integer(2, 9)}`;
  const domainSid = sidOf(random);
  const localSid = sidOf(random);
  return Array.from({ length: count }, (_, i) => {
    const name = `${NAMES[i % NAMES.length] ?? 'user'}${i < NAMES.length ? '' : Math.floor(i / NAMES.length)}`;
    const local = machine.domain === 'WORKGROUP' || happens(random, LOCAL);
    const person: Person = {
      name,
      domain: local ? machine.name : machine.domain,
      sid: `${local ? localSid : domainSid}-${1104 + i}`,
      admin: happens(random, ADMIN),
    };
    const client = (kind: string): Client => ({
      name: `${kind}-${name.toUpperCase()}`.slice(0, 15),
      address: happens(random, SHARED_ADDRESS) ? shared : ownAddress(random, net),
      udp: happens(random, UDP),
    });
    return {
      person: typing(random, person),
      clients: happens(random, 0.4) ? [client('WS'), client('LT')] : [client('WS')],
    };
  });
}

const ownAddress = (random: Random, net: string): string =>
  happens(random, IPV6)
    ? `fd00:30::${random.integer(16, 65_000).toString(16)}`
    : `${net}.${random.integer(10, 250)}`;

/** Some people type their name as an address. */
function typing(random: Random, person: Person): Person {
  if (person.domain !== 'CORP' || !happens(random, ADDRESS_TYPED)) return person;
  return { ...person, typed: { name: `${person.name}@corp.example`, domain: '' } };
}

const sidOf = (random: Random): string =>
  `S-1-5-21-${[0, 1, 2].map(() => random.integer(1_000_000, 2_000_000_000)).join('-')}`;
