import type { Person } from './actors.ts';
import { credentialsUsed, logonSucceeded } from './logon-audit.ts';
import { privilegesGiven } from './session-audit.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import { isOldWindows } from './windows.ts';

const INTERACTIVE = 2;

/** Every session, also one that lives for a second, gets accounts that draw fonts and windows: local noise. */
export function windowManagerLogons(host: Host, clock: Clock, sessionId: number): void {
  const fonts = account('UMFD', 'Font Driver Host', 96, sessionId);
  const windows = account('DWM', 'Window Manager', 90, sessionId);
  const ids = [host.nextLogonId(), host.nextLogonId(), host.nextLogonId()];
  const logon = {
    type: INTERACTIVE,
    process: 'Advapi  ',
    package: 'Negotiate',
    workstation: '-',
    image: 'C:\\Windows\\System32\\winlogon.exe',
    imageId: 4000 + sessionId * 64,
    virtual: true,
  };
  clock.wait(15, 60);
  for (const [index, person] of [fonts, windows, windows].entries()) {
    // Fonts got an account of their own with Windows 10.
    if (person === fonts && isOldWindows(host)) continue;
    const logonId = ids[index] ?? 0;
    if (index < 2) credentialsUsed(host, clock.wait(0.3, 1), person, { ...logon, logonId });
    logonSucceeded(host, clock.wait(0.05, 0.3), person, { ...logon, logonId, elevated: index === 1 });
  }
  privilegesGiven(host, clock.wait(0.01, 0.03), windows, ids[1] ?? 0);
}

const account = (name: string, domain: string, authority: number, sessionId: number): Person => ({
  name: `${name}-${sessionId}`,
  domain,
  sid: `S-1-5-${authority}-0-${sessionId}`,
  admin: false,
});
