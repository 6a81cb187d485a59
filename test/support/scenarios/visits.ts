import type { Client, Connection, Person, Session } from './actors.ts';
import { background } from './background.ts';
import { boot, startListener } from './boot.ts';
import { type Clock, startClock, utc } from './clock.ts';
import { acceptConnection } from './connect.ts';
import { createHost, type Host, type Machine, type RecordedHost } from './host.ts';
import { startSession } from './logon.ts';
import { resumeSession } from './reconnect.ts';
import { logOff } from './session-end.ts';

/** A host that has started, listens, and goes on with its own affairs until the given time. */
export function runningHost(machine: Machine, seed: number, booted: string, until: string): RecordedHost {
  const host = createHost(machine, seed, utc(booted));
  startListener(host, boot(host, utc(booted)));
  background(host, utc(booted), utc(until));
  return host;
}

/** Somebody connects within the given second and gets a new session. */
export function connect(host: Host, second: string, client: Client, person: Person): Session {
  const clock = startClock(host.random, second);
  return startSession(host, clock, acceptConnection(host, clock, client), person);
}

/** Somebody comes back to a session. */
export function comeBack(host: Host, second: string, client: Client, session: Session): void {
  const clock = startClock(host.random, second);
  resumeSession(host, clock, acceptConnection(host, clock, client), session);
}

/** Somebody logs off. */
export function leave(host: Host, second: string, session: Session): void {
  logOff(host, startClock(host.random, second), session);
}

/** Somebody tries again and again; what becomes of an accepted connection is the story's affair. */
export function tryInVain(
  host: Host,
  client: Client,
  seconds: readonly string[],
  refuse: (clock: Clock, connection: Connection) => void,
): void {
  for (const second of seconds) {
    const clock = startClock(host.random, second);
    refuse(clock, acceptConnection(host, clock, client));
  }
}
