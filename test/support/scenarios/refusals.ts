import type { Connection, Person } from './actors.ts';
import { networkLogonFailed, passwordChecked } from './logon-audit.ts';
import type { Clock } from './clock.ts';
import { clientHangsUp, hostHangsUp } from './connect.ts';
import type { Host } from './host.ts';
import { emitStack } from './rdp-events.ts';
import { isOldWindows } from './windows.ts';

const STATUS_LOGON_FAILURE = 0xc000_006d;
const STATUS_WRONG_PASSWORD = 0xc000_006a;

/** NLA: the password of a local account is wrong: 4776, 4625, on Windows 10 and later 140; then the client leaves. */
export function refuseWrongPassword(host: Host, clock: Clock, connection: Connection, person: Person): void {
  const { client, activityId } = connection;
  passwordChecked(host, clock.wait(700, 1400), person, client, STATUS_WRONG_PASSWORD);
  networkLogonFailed(host, clock.wait(0.2, 0.6), person, client, {
    status: STATUS_LOGON_FAILURE,
    subStatus: STATUS_WRONG_PASSWORD,
    reason: '%%2313',
  });
  // Server 2012 R2 closes the connection without a word.
  if (isOldWindows(host)) {
    clock.wait(90, 130);
    hostHangsUp(host, clock, connection);
    return;
  }
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
