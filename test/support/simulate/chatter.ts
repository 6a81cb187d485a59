import type { Connection } from '../scenarios/actors.ts';
import { emitConnectionManagerAdmin, emitStack } from '../scenarios/rdp-events.ts';
import { createClock } from '../scenarios/clock.ts';
import { happens } from './chance.ts';
import type { Scene } from './site.ts';

/** Errors that the stack of newer hosts writes in the best of connections: [name, text], all E_NOTIMPL. */
const MEANINGLESS = [
  [
    'CUMRDPConnection',
    "'Failed GetConnectionProperty' in CUMRDPConnection::QueryProperty at 2884 err=[0x80004001]",
  ],
  ['Server', 'Reverse Connection Listener Name not found'],
  [
    'CUMRDPConnection',
    "'Connection doesn't support logon error redirector' in CUMRDPConnection::GetLogonErrorRedirector at 4276 err=[0x80004001]",
  ],
] as const;
const NOT_IMPLEMENTED = 0x8000_4001;

/** The stack's everyday errors: they say nothing. */
export function stackChatter({ host, clock, site }: Scene, { activityId, worker }: Connection): void {
  const later = createClock(site.random, clock.now);
  for (const [Name, CustomLevel] of MEANINGLESS) {
    if (!happens(site.random, 0.6)) continue;
    const origin = { time: later.wait(1, 900), activityId, threadId: worker };
    emitStack(host, origin, 227, { Name, Value: NOT_IMPLEMENTED, CustomLevel });
  }
}

/** RemoteConnectionManager 20499: on some hosts after every logon. */
export function settingsWereSlow({ attempt, clock, person, site }: Scene): void {
  if (!site.habits.slowSettings) return;
  const host = site.host.near(attempt);
  const origin = { time: clock.now, threadId: host.threads.listener };
  emitConnectionManagerAdmin(host, origin, 20_499, 'warning', {
    UserName: person.name,
    ServerName: `\\\\${host.computer}`,
  });
}
