import type { emitSessionManager } from '../../scenarios/rdp-events.ts';
import { isWindows7 } from '../../scenarios/windows.ts';
import { SESSIONS } from '../providers.ts';
import type { Scene } from '../site.ts';

/** E_FAIL, as the session manager gives it for a state it could not enter. */
const UNSPECIFIED = 0x8000_4005;

/** Writes 36: the session manager could not enter the state that follows a logon. */
export function stateError(
  { host }: Scene,
  origin: Parameters<typeof emitSessionManager>[1],
  SessionId: number,
): void {
  if (isWindows7(host)) return;
  const { time, activityId, threadId } = origin;
  const field = (name: string, value: number | string) => ({ name, value });
  host.emit({
    provider: SESSIONS,
    providerGuid: '5D896912-022D-40AA-A3A8-4FA5515C76D7',
    channel: `${SESSIONS}/Operational`,
    eventId: 36,
    level: 2,
    keywords: 0x1000_0000_0000_0000n,
    time,
    ...(activityId === undefined ? {} : { activityId }),
    processId: host.processes.sessionManager,
    threadId,
    userSid: 'S-1-5-18',
    payload: {
      type: 'event-data',
      fields: [
        field('SessionId', SessionId),
        field('State', 1),
        field('StateName', 'Connected'),
        field('Event', 4),
        field('EventName', 'EvLogon'),
        { name: 'ErrorCode', value: { type: 'hex32', value: UNSPECIFIED } },
      ],
    },
  });
}
