import { background, fileSharing } from '../scenarios/background.ts';
import { outgoingTlsFailed } from '../scenarios/schannel.ts';
import { exponential } from './chance.ts';
import type { Site } from './site.ts';

const HOUR = 3_600_000_000;
/** As much of a machine's own affairs as is written at once. */
const STRETCH = 6 * HOUR;

/** What a machine and its neighbours write without any Remote Desktop, from now to the end. */
export function ownAffairs(site: Site): void {
  const { agenda, host, members, random, until } = site;
  const from = agenda.now;
  const to = Math.min(from + STRETCH, until);
  background(host, from, to);
  for (const { person, clients } of members) {
    const [client] = clients;
    if (client && random.integer(0, 3) === 0) fileSharing(host, from, to, person, client);
  }
  for (let time = from + exponential(random, 2 * HOUR); time < to; time += exponential(random, 2 * HOUR)) {
    outgoingTlsFailed(host, Math.round(time));
  }
  if (to < until) agenda.at(to, () => ownAffairs(site));
}
