import type { Connection } from './actors.ts';
import type { Clock } from './clock.ts';
import { hostHangsUp } from './connect.ts';
import type { Host } from './host.ts';
import { emitStack, type Fields } from './rdp-events.ts';
import { emitSystem } from './system-events.ts';
import { namesTlsCaller } from './windows.ts';

/** SEC_E_UNKNOWN_CREDENTIALS: what Schannel gets when the key behind the certificate cannot be opened. */
const UNKNOWN_CREDENTIALS = 0x8009_030d;
/** SEC_E_ALGORITHM_MISMATCH: what is left when no version of TLS may be used. */
const ALGORITHM_MISMATCH = 0x8009_0331;
/** Schannel's internal states for "the private key could not be read" and "no version is switched on". */
const KEY_UNREADABLE = 10_001;
const NO_VERSION = 10_013;

/** TLS cannot start, for the private key of the RDP certificate cannot be read: Schannel 36870, then the end. */
export function refuseForUnreadableKey(host: Host, clock: Clock, connection: Connection): void {
  emitSchannel(host, clock.wait(6, 18), 36_870, {
    Type: 'server',
    ErrorCode: { type: 'hex32', value: UNKNOWN_CREDENTIALS },
    ErrorStatus: KEY_UNREADABLE,
  });
  hostHangsUp(host, clock, connection);
}

/** TLS cannot start, for no version of it is switched on: Schannel 36871, 139, then the end. */
export function refuseForTlsVersion(host: Host, clock: Clock, connection: Connection): void {
  emitSchannel(host, clock.wait(6, 18), 36_871, { Type: 'server', ErrorState: NO_VERSION });
  const origin = { time: clock.wait(0.4, 2), activityId: connection.activityId, threadId: connection.worker };
  emitStack(host, origin, 139, {
    ResultCode: { type: 'hex32', value: ALGORITHM_MISMATCH },
    IPString: connection.client.address,
  });
  hostHangsUp(host, clock, connection);
}

/** What Schannel calls the alert "handshake failure", and its own state for "no cipher in common". */
const HANDSHAKE_FAILURE = 40;
const NO_CIPHER = 1205;

/** A client offers no cipher that the host has: 36874 and 36888, always together and from one thread. */
export function noCommonCipher(host: Host, clock: Clock, protocol = 'TLS 1.2'): void {
  emitSchannel(host, clock.wait(1, 4), 36_874, { Protocol: protocol });
  emitSchannel(host, clock.wait(0.05, 0.2), 36_888, {
    AlertDesc: HANDSHAKE_FAILURE,
    ErrorState: NO_CIPHER,
  });
}

/** The client's word that it does not take the host's certificate: 36887 with the alert's number. */
export function alertReceived(host: Host, time: number, alert: number): void {
  emitSchannel(host, time, 36_887, { AlertDesc: alert });
}

/** Some program of the host calls out with old TLS and may not: 36871 of the client side, everyday noise. */
export function outgoingTlsFailed(host: Host, time: number): void {
  emitSchannel(host, time, 36_871, { Type: 'client', ErrorState: NO_VERSION }, 'taskhostw.exe');
}

function emitSchannel(
  host: Host,
  time: number,
  eventId: number,
  fields: Fields,
  caller = 'svchost.exe',
): void {
  const shape = {
    provider: 'Schannel',
    guid: '1F678132-5938-4686-9FDC-C8FF68F15C85',
    eventId,
    level: 2,
    // TLS for TermService happens in lsass.
    processId: host.processes.lsass,
    activityId: host.lsassActivity,
  };
  const who = { CallerProcessId: host.processes.termService, CallerProcessImageName: caller };
  emitSystem(host, time, shape, namesTlsCaller(host) ? { ...who, ...fields } : fields);
}
