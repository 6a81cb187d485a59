import { boot, shutDown, startListener } from '../scenarios/boot.ts';
import { createClock } from '../scenarios/clock.ts';
import { serviceCrashed } from '../scenarios/service-crash.ts';
import { logoffChosen } from '../scenarios/session-audit.ts';
import { closeStack, leaveConnection, REASON } from '../scenarios/session-end.ts';
import { happens } from './chance.ts';
import { SESSIONS, STACK } from './providers.ts';
import { says } from './failures/failure.ts';
import type { SharedEvidence } from './attempt-log.ts';
import { endScene, type Seat, type Site } from './site.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
/** ERRINFO numbers that newer hosts send when they go down and when they start over. */
const SHUTTING_DOWN = 25;
const RESTARTING = 26;
const NEWER = 17_763;
/** A minute after its crash Windows starts the service anew. */
const UNTIL_RESTART = 60 * SECOND;

/** The host starts over: who is connected loses the connection, and every session ends. */
export function restart(site: Site): void {
  const { agenda, host, random } = site;
  const clock = createClock(random, agenda.now);
  const stopping = { kept: 0 };
  shutDown(host.sharing(stopping), clock, 'Operating System: Service pack (Planned)');
  for (const seat of site.seats.values()) if (seat.session.connected) loseToRestart(site, seat, stopping);
  site.seats.clear();
  site.atConsole = undefined;
  const started = agenda.now + random.integer(90, 300) * SECOND;
  site.downUntil = started + MINUTE;
  agenda.at(started, () => startListener(host, boot(host, started)));
}

function loseToRestart(site: Site, { session, attempt }: Seat, stopping: SharedEvidence): void {
  const { agenda, random } = site;
  const host = site.host.about(attempt);
  const clock = createClock(random, agenda.now + random.integer(100, 1500) * 1000);
  attempt.cause = 'server-shutdown-or-restart';
  const tells = host.machine.build >= NEWER && happens(random, 0.5);
  const reason = tells ? random.pick([SHUTTING_DOWN, RESTARTING]) : REASON.loggedOff;
  attempt.signs = tells ? [says(SESSIONS, 40, 'Reason', reason), says(STACK, 103, 'ReasonCode', reason)] : [];
  attempt.shared = [stopping];
  if (happens(random, 0.5)) logoffChosen(host, clock.now, session.person, session.logonId);
  leaveConnection(host, clock, session, reason, session.connection.activityId);
  closeStack(host, clock, session.connection, reason, reason);
  endScene(site, attempt);
}

/** The power goes, or Windows stops with an error: nobody writes down that it goes, nor the end of any session. */
export function stopSuddenly(site: Site): void {
  const { agenda, host, random, seats } = site;
  const evidence = { kept: 0 };
  const stop = { time: agenda.now, host: host.sharing(evidence), stopCode: random.pick(STOP_CODES) };
  for (const { session, attempt } of seats.values()) {
    if (!session.connected) continue;
    attempt.cause = 'host-stopped-unexpectedly';
    attempt.outcome = 'failed';
    attempt.shared = [evidence];
    endScene(site, attempt);
  }
  seats.clear();
  site.atConsole = undefined;
  const started = agenda.now + random.integer(90, 1800) * SECOND;
  site.downUntil = started + MINUTE;
  agenda.at(started, () => startListener(host, boot(host, started, stop)));
}

/** None could be written; DRIVER_POWER_STATE_FAILURE; PAGE_FAULT_IN_NONPAGED_AREA. */
const STOP_CODES = [0, 0x9f, 0x50];

/** TermService dies in a module: every connection is gone without another word, and the sessions are left over. */
export function crashService(site: Site): void {
  const { agenda, host, random, seats } = site;
  const clock = createClock(random, agenda.now);
  const evidence = { kept: 0 };
  const module = random.pick(MODULES);
  serviceCrashed(host.sharing(evidence), clock, module, 1);
  for (const { session, attempt } of seats.values()) {
    if (!session.connected) continue;
    attempt.cause = 'termservice-crash-loop';
    attempt.outcome = 'failed';
    attempt.shared = [evidence];
    session.connected = false;
    endScene(site, attempt);
  }
  host.restartTermService();
  site.downUntil = agenda.now + UNTIL_RESTART + 2 * SECOND;
  agenda.at(agenda.now + UNTIL_RESTART, () => startListener(host, createClock(random, agenda.now)));
}

const MODULES = [
  {
    name: 'rdpcorets.dll',
    version: '10.0.17763.5576',
    path: 'C:\\WINDOWS\\System32\\rdpcorets.dll',
    offset: '0000000000058dc1',
  },
  {
    name: 'ntdll.dll',
    version: '10.0.17763.5696',
    path: 'C:\\WINDOWS\\System32\\ntdll.dll',
    offset: '00000000000a1f25',
  },
];
