import type { Clock } from '../scenarios/clock.ts';
import type { Host } from '../scenarios/host.ts';
import { emitConnectionManagerAdmin, emitSessionManager } from '../scenarios/rdp-events.ts';
import {
  chooseDisconnect,
  closeStack,
  closeWindow,
  leaveConnection,
  logOff,
  losesNetwork,
} from '../scenarios/session-end.ts';
import { fraction } from './chance.ts';
import { says } from './failures/failure.ts';
import { CONNECTIONS, SESSIONS, STACK } from './providers.ts';
import type { Seat, Site } from './site.ts';

/** What is at hand when a visit ends. */
interface Leaving {
  readonly site: Site;
  readonly seat: Seat;
  /** The host, writing about the attempt. */
  readonly host: Host;
  readonly clock: Clock;
}

/** A way in which a visit ends. */
interface Ending {
  readonly weight: number;
  /** The session lives on. */
  readonly keeps: boolean;
  readonly play: (leaving: Leaving) => void;
}

/** Numbers of [MS-RDPBCGR] 2.2.5.1.1 for ends that somebody or something else wants. */
const ENDED = { byAdministrator: 1, idle: 3, tooLong: 4 } as const;

export const endings: readonly Ending[] = [
  { weight: 40, keeps: false, play: ({ host, clock, seat }) => logOff(host, clock, seat.session) },
  { weight: 30, keeps: true, play: ({ host, clock, seat }) => closeWindow(host, clock, seat.session) },
  { weight: 15, keeps: true, play: ({ host, clock, seat }) => chooseDisconnect(host, clock, seat.session) },
  { weight: 5, keeps: true, play: dropNetwork },
  { weight: 3, keeps: true, play: (leaving) => reachLimit(leaving, 'idle-limit', ENDED.idle, 20_516) },
  {
    weight: 2,
    keeps: true,
    play: (leaving) => reachLimit(leaving, 'active-or-disconnected-limit', ENDED.tooLong, 20_518),
  },
  { weight: 2, keeps: true, play: disconnectByAdministrator },
];

function dropNetwork({ host, clock, seat: { session, attempt } }: Leaving): void {
  attempt.cause = 'network-drop-during-session';
  attempt.outcome = 'failed';
  attempt.signs = [
    { provider: STACK, eventId: 143 },
    { provider: STACK, eventId: 142 },
  ];
  losesNetwork(host, clock, session);
}

function reachLimit(
  { host, clock, seat, site }: Leaving,
  cause: string,
  reason: number,
  notice: number,
): void {
  const { session, attempt } = seat;
  attempt.cause = cause;
  attempt.signs = [
    { provider: CONNECTIONS, eventId: notice },
    says(SESSIONS, 40, 'Reason', reason),
    says(STACK, 103, 'ReasonCode', reason),
    says(STACK, 72, 'MethodName', `SetErrorInfo(0x${reason.toString(16)})`),
  ];
  const threadId = host.threads.listener;
  // Not every build writes the notice.
  if (fraction(site.random) < 0.5) {
    emitConnectionManagerAdmin(host, { time: clock.now, threadId }, notice, 'warning', {
      Session: session.id,
    });
  }
  leaveConnection(host, clock, session, reason, session.connection.activityId);
  closeStack(host, clock, session.connection, reason, reason);
}

function disconnectByAdministrator({ host, clock, seat: { session, attempt } }: Leaving): void {
  attempt.cause = 'admin-disconnected';
  attempt.signs = [
    says(SESSIONS, 40, 'Reason', ENDED.byAdministrator),
    says(STACK, 103, 'ReasonCode', ENDED.byAdministrator),
    says(STACK, 72, 'MethodName', `SetErrorInfo(0x${ENDED.byAdministrator.toString(16)})`),
  ];
  const origin = { time: clock.now, threadId: host.processes.sessionManager + 52 };
  emitSessionManager(host, origin, 39, { TargetSession: session.id, Source: 0 });
  leaveConnection(host, clock, session, ENDED.byAdministrator, session.connection.activityId);
  closeStack(host, clock, session.connection, ENDED.byAdministrator, ENDED.byAdministrator);
}
