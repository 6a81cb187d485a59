import type { Actor, Confidence } from '../model/vocabulary.ts';

interface ActorWords {
  /** Whose side the trouble is on. */
  readonly side: string;
  /** What that side is, for those who do not speak our words. */
  readonly about: string;
  /** Who can do something about it. */
  readonly acts: string;
}

const words: Readonly<Record<Actor, ActorWords>> = {
  user: { side: 'The user', about: 'what they type, choose or may do', acts: 'the user' },
  client: { side: 'The client', about: 'the computer that connects', acts: 'whoever looks after the client' },
  network: {
    side: 'The network',
    about: 'the way between client and host',
    acts: 'the network’s administrator',
  },
  host: { side: 'The host', about: 'the computer that is connected to', acts: 'the host’s administrator' },
  directory: {
    side: 'The directory',
    about: 'accounts and policies of the domain',
    acts: 'the domain’s administrator',
  },
  licensing: {
    side: 'Licensing',
    about: 'Remote Desktop licences and their server',
    acts: 'whoever looks after the licences',
  },
  gateway: { side: 'The gateway', about: 'the way in from outside', acts: 'the gateway’s administrator' },
  outsider: {
    side: 'Somebody outside',
    about: 'an address from outside, until somebody accounts for it',
    acts: 'whoever looks after security',
  },
};

const doubts: Readonly<Record<Confidence, string>> = {
  certain: '',
  likely: ', likely',
  possible: ', perhaps',
};

/** Whose side the trouble is on, as surely as it is known: `The host, likely`. */
export const sideText = (actor: Actor, confidence: Confidence): string =>
  `${words[actor].side}${doubts[confidence]}`;

/** What that side is: `the computer that is connected to`. */
export const sideAbout = (actor: Actor): string => words[actor].about;

/** Who can do something about it: `the host’s administrator`. */
export const actsText = (actor: Actor): string => words[actor].acts;
