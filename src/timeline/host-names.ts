/** Knows which computer names are one host. */
export interface HostNames {
  /** Says that a machine of one name became a machine of the other: a rename. */
  join(a: string, b: string): void;
  /** Remembers a name and when it was last used; the newest is the one to show. */
  saw(name: string, time: number): void;
  /** The name to show for a computer name. */
  hostOf(name: string): string;
  aliasesOf(host: string): readonly string[];
  hosts(): readonly string[];
}

interface Spelling {
  readonly name: string;
  readonly time: number;
}

/** A machine under all its names. */
interface Machine {
  /** By the name without regard to case; undefined: nobody has seen it used. */
  readonly spellings: Map<string, Spelling | undefined>;
  newest: Spelling | undefined;
}

/** Of two names of one time the first in the alphabet is taken, so that the order of inputs does not matter. */
const isNewer = (a: Spelling, b: Spelling | undefined): boolean =>
  !b || a.time > b.time || (a.time === b.time && a.name < b.name);

/** Compares names without regard to case. A log can hold as many names as records: none of this looks at all of them. */
export function createHostNames(): HostNames {
  const machines = new Map<string, Machine>();
  const known = (name: string): Machine | undefined => machines.get(name.toLowerCase());
  const machineOf = (name: string): Machine => {
    const key = name.toLowerCase();
    const machine = machines.get(key) ?? { spellings: new Map([[key, undefined]]), newest: undefined };
    machines.set(key, machine);
    return machine;
  };
  const note = (machine: Machine, key: string, spelling: Spelling | undefined): void => {
    machines.set(key, machine);
    machine.spellings.set(key, spelling);
    if (spelling && isNewer(spelling, machine.newest)) machine.newest = spelling;
  };
  return {
    join(a, b) {
      const [one, other] = [machineOf(a), machineOf(b)];
      if (one === other) return;
      const [most, least] = one.spellings.size < other.spellings.size ? [other, one] : [one, other];
      for (const [key, spelling] of least.spellings) note(most, key, spelling);
    },
    saw(name, time) {
      const [key, machine] = [name.toLowerCase(), machineOf(name)];
      if (isNewer({ name, time }, machine.spellings.get(key))) note(machine, key, { name, time });
    },
    hostOf: (name) => known(name)?.newest?.name ?? name,
    aliasesOf: (host) =>
      [...(known(host)?.spellings.values() ?? [])]
        .flatMap((spelling) => spelling?.name ?? [])
        .filter((name) => name !== host)
        .sort(),
    hosts: () => [...new Set(machines.values())].flatMap(({ newest }) => newest?.name ?? []).sort(),
  };
}
