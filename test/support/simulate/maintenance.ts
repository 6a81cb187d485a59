import { exponential } from './chance.ts';
import { crashService, restart, stopSuddenly } from './downtime.ts';
import type { Site } from './site.ts';

const HOUR = 3_600_000_000;

/** Hosts are restarted about twice a week; TermService crashes about every third week, and Windows itself as often. */
export function keepRunning(site: Site): void {
  every(site, 80 * HOUR, restart);
  every(site, 500 * HOUR, crashService);
  every(site, 500 * HOUR, stopSuddenly);
}

function every(site: Site, mean: number, happen: (site: Site) => void): void {
  const { agenda, random, until } = site;
  agenda.at(Math.round(agenda.now + exponential(random, mean)), () => {
    if (agenda.now >= until) return;
    if (agenda.now > site.downUntil) happen(site);
    every(site, mean, happen);
  });
}
