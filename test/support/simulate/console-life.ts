import { consoleLogoff, consoleLogon, waitInVain } from '../scenarios/console.ts';
import { createClock } from '../scenarios/clock.ts';
import { acceptConnection } from '../scenarios/connect.ts';
import { exponential } from './chance.ts';
import type { Failure } from './failures/failure.ts';
import { SESSIONS } from './providers.ts';
import type { Scene, Site } from './site.ts';

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
/** How far apart somebody sits down at a workstation itself, and how long they stay. */
const BETWEEN = 30 * HOUR;
const LONGEST = 2 * HOUR;

/** Now and then somebody logs on at a workstation's own screen. */
export function sitDown(site: Site): void {
  const { agenda, host, random, members, flavour, until } = site;
  if (!flavour.workstation) return;
  agenda.at(agenda.now + exponential(random, BETWEEN), () => {
    if (agenda.now >= until) return;
    if (agenda.now < site.downUntil) return sitDown(site);
    const { person } = random.pick(members);
    const evidence = { kept: 0 };
    const logonId = consoleLogon(host.sharing(evidence), createClock(random, agenda.now), person);
    site.atConsole = { person, evidence };
    agenda.at(agenda.now + random.integer(10 * 60 * SECOND, LONGEST), () => {
      if (site.atConsole?.evidence === evidence) {
        consoleLogoff(host, createClock(random, agenda.now), person, logonId);
        site.atConsole = undefined;
      }
      sitDown(site);
    });
  });
}

/** Whoever comes from afar while somebody sits there waits in vain. */
export const consoleHoldsSeat: Failure = {
  cause: 'console-user-holds-seat',
  weight: 25,
  tries: [1, 3],
  fits: ({ atConsole, habits }, person) =>
    habits.nla && atConsole !== undefined && atConsole.person.sid !== person.sid,
  play({ attempt, host, clock, client, person, site }: Scene) {
    Object.assign(attempt, { cause: 'console-user-holds-seat', outcome: 'failed', reached: 'session' });
    // It takes both: that the choice of a session was not finished, and that somebody sits there.
    attempt.signs = [{ provider: SESSIONS, eventId: 41 }];
    const console = site.atConsole?.evidence;
    attempt.needs = console ? [console] : [];
    waitInVain(host, clock, acceptConnection(host, clock, client), person);
  },
};
