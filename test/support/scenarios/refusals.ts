import type { Connection, Person } from './actors.ts';
import { networkLogonFailed, passwordChecked } from './logon-audit.ts';
import type { Clock } from './clock.ts';
import { clientHangsUp, hostHangsUp } from './connect.ts';
import type { Host } from './host.ts';
import { emitStack } from './rdp-events.ts';
import { emitSystem } from './system-events.ts';

/** SEC_E_UNKNOWN_CREDENTIALS: what Schannel gets when the key behind the certificate cannot be opened. */
const UNKNOWN_CREDENTIALS = 0x8009_030d;
/** Schannel's internal state for "the private key could not be read". */
const KEY_UNREADABLE = 10_001;
const STATUS_LOGON_FAILURE = 0xc000_006d;
const STATUS_WRONG_PASSWORD = 0xc000_006a;

/** TLS cannot start, for the private key of the RDP certificate cannot be read: Schannel 36870, then the end. */
export function refuseForUnreadableKey(host: Host, clock: Clock, connection: Connection): void {
  const schannel = {
    provider: 'Schannel',
    guid: '1F678132-5938-4686-9FDC-C8FF68F15C85',
    eventId: 36_870,
    level: 2,
    // TLS for TermService happens in lsass.
    processId: host.processes.lsass,
    activityId: host.lsassActivity,
  };
  emitSystem(host, clock.wait(6, 18), schannel, {
    Type: 'server',
    ErrorCode: { type: 'hex32', value: UNKNOWN_CREDENTIALS },
    ErrorStatus: KEY_UNREADABLE,
  });
  hostHangsUp(host, clock, connection);
}

/** NLA, Windows 10 and later: the password of a local account is wrong: 4776, 4625, 140; then the client leaves. */
export function refuseWrongPassword(host: Host, clock: Clock, connection: Connection, person: Person): void {
  const { client, activityId } = connection;
  passwordChecked(host, clock.wait(700, 1400), person, client, STATUS_WRONG_PASSWORD);
  networkLogonFailed(host, clock.wait(0.2, 0.6), person, client, {
    status: STATUS_LOGON_FAILURE,
    subStatus: STATUS_WRONG_PASSWORD,
    reason: '%%2313',
  });
  const origin = { time: clock.wait(4, 15), activityId, threadId: connection.socket };
  emitStack(host, origin, 140, { IPString: client.address });
  clock.wait(1050, 1250);
  clientHangsUp(host, clock, connection, false);
}

/** The client ends CredSSP on its side, after TLS: the host sees a closed socket and nothing else. */
export function abandonedInCredSsp(host: Host, clock: Clock, connection: Connection): void {
  clock.wait(180, 420);
  clientHangsUp(host, clock, connection, true);
}
