import { type Connection } from '../../scenarios/actors.ts';
import { acceptConnection, BASIC_CHANNELS } from '../../scenarios/connect.ts';
import { authenticate } from '../../scenarios/logon.ts';
import { logonEnded } from '../../scenarios/session-audit.ts';
import { closeStack } from '../../scenarios/session-end.ts';
import type { Scene } from '../site.ts';

/** A connection that got through the security layer, and the network logon that lasts as long; 0 without NLA. */
interface SignedIn {
  readonly connection: Connection;
  readonly logonId: number;
}

/** Signs in as far as the network goes. */
export function signIn({ host, clock, client, person, site }: Scene): SignedIn {
  const connection = acceptConnection(host, clock, client);
  const logonId = site.habits.nla ? authenticate(host, clock, connection, person) : 0;
  if (!site.habits.nla) clock.wait(200, 900);
  return { connection, logonId };
}

/** The host ends a connection with a number of the protocol's. */
export function endWith(
  { host, clock, person }: Scene,
  { connection, logonId }: SignedIn,
  errorInfo: number,
  reason = errorInfo,
): void {
  closeStack(host, clock, connection, errorInfo, reason, BASIC_CHANNELS);
  if (logonId > 0) logonEnded(host, clock.wait(5, 30), person, logonId, 3);
}
