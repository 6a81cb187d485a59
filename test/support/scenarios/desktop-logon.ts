import type { Connection, Person } from './actors.ts';
import type { Clock } from './clock.ts';
import { randomGuid } from './guids.ts';
import type { Host } from './host.ts';
import { credentialsUsed, logonSucceeded } from './logon-audit.ts';
import { privilegesGiven } from './session-audit.ts';
import { isOldWindows, isWindows7 } from './windows.ts';

const REMOTE_LOGON_IMAGE = 'C:\\Windows\\System32\\svchost.exe';
const OLD_LOGON_IMAGE = 'C:\\Windows\\System32\\winlogon.exe';
/** Logon types: a new desktop, and the way back to one. */
export const REMOTE_INTERACTIVE = 10;
export const UNLOCK = 7;

/** The logon that shows the desktop: two tokens for an administrator. Gives the id that audit goes on to name. */
export function desktopLogon(
  host: Host,
  clock: Clock,
  connection: Connection,
  person: Person,
  type: typeof REMOTE_INTERACTIVE | typeof UNLOCK,
): number {
  const ids = [host.nextLogonId(), ...(person.admin ? [host.nextLogonId()] : [])];
  const logon = {
    type,
    process: 'User32 ',
    package: 'Negotiate',
    workstation: host.machine.name,
    address: connection.client.address,
    // Later systems write 0.
    ...(isWindows7(host) ? { port: connection.port } : {}),
    image: isOldWindows(host) ? OLD_LOGON_IMAGE : REMOTE_LOGON_IMAGE,
    imageId: host.processes.sessionManager,
    logonGuid: randomGuid(host.random),
  };
  credentialsUsed(host, clock.wait(5, 15), person, { ...logon, logonId: ids[0] ?? 0 });
  for (const [index, logonId] of ids.entries()) {
    const elevated = person.admin && index === 0;
    const linkedLogonId = ids[1 - index] ?? 0;
    logonSucceeded(host, clock.wait(0.01, 0.05), person, { ...logon, logonId, elevated, linkedLogonId });
    if (elevated) privilegesGiven(host, clock.wait(0.01, 0.03), person, logonId);
  }
  return ids.at(-1) ?? 0;
}
