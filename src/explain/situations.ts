import type { Basis } from '../model/vocabulary.ts';
import { brokenOff } from './code-causes.ts';
import type { DialogPhrase } from './phrases.ts';

/** What people describe in their own words, where no dialog says it. */
const situation = (
  id: string,
  title: string,
  keys: readonly string[],
  meaning: string,
  members: readonly string[],
  source: string,
  basis: Basis = 'inferred',
): DialogPhrase => ({
  id: `about-${id}`,
  phrase: title,
  keys,
  // Told as a topic, and known by its keys alone.
  topics: [],
  meaning,
  ask: 'Give the code, or the words of the dialog, for fewer causes.',
  causes: [],
  members,
  basis,
  source,
});

const together = 'put together from what the causes say';

// prettier-ignore
export const situations: readonly DialogPhrase[] = [
  situation('open-port', 'a port that is open, and no connection', ['port open not connect', 'port open not work', '3389 open not connect', '3389 open not work', 'telnet works not connect'],
    'Something answers on the port, so the name, the way and the firewall are right, unless it is another program that listens there. What breaks comes after: TLS and the certificate, the sign-in before the session (NLA), licences, limits.',
    brokenOff, together),
  situation('lasting-sessions', 'sessions that end after a time', ['after minutes disconnected', 'after minutes disconnects', 'after minutes disconnecting', 'after hours disconnected', 'after hours disconnects', 'after minutes idle', 'after minutes drops', 'after minutes connection lost', 'after minutes kicked out'],
    'The same span each time points at a limit: for idle or active sessions on the host or the gateway, or in a firewall or VPN that forgets connections on which nothing moves. Spans that differ point at the network. LocalSessionManager 40 on the host tells who ended it, as a number.',
    ['idle-limit', 'active-or-disconnected-limit', 'rdg-limit-or-timeout', 'network-drop-during-session', 'own-network-lost', 'sleep-during-session', 'session-taken-again-and-again'],
    together),
];
