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

/** Of two names of one time the first in the alphabet is taken, so that the order of inputs does not matter. */
const isNewer = (a: Spelling, b: Spelling): boolean =>
  a.time > b.time || (a.time === b.time && a.name < b.name);

/** Union-find over computer names, compared without regard to case. */
export function createHostNames(): HostNames {
  const parents = new Map<string, string>();
  const spellings = new Map<string, Spelling>();
  const root = (name: string): string => {
    let key = name.toLowerCase();
    for (let parent = parents.get(key); parent !== undefined && parent !== key; parent = parents.get(key))
      key = parent;
    return key;
  };
  const members = (name: string): Spelling[] =>
    [...spellings].filter(([key]) => root(key) === root(name)).map(([, spelling]) => spelling);
  // Asked once per event: answered from memory until a name is added or joined.
  let answers = new Map<string, string>();
  const newest = (name: string): string =>
    members(name).reduce((a, b) => (isNewer(b, a) ? b : a), { name, time: -Infinity }).name;
  return {
    join(a, b) {
      parents.set(root(a), root(b));
      answers = new Map();
    },
    saw(name, time) {
      const key = name.toLowerCase();
      const known = spellings.get(key);
      if (known && !isNewer({ name, time }, known)) return;
      spellings.set(key, { name, time });
      answers = new Map();
    },
    hostOf(name) {
      const answer = answers.get(name) ?? newest(name);
      answers.set(name, answer);
      return answer;
    },
    aliasesOf: (host) =>
      members(host)
        .map((member) => member.name)
        .filter((name) => name !== host)
        .sort(),
    hosts() {
      const roots = new Set([...spellings.keys()].map(root));
      return [...roots].map(newest).sort();
    },
  };
}
