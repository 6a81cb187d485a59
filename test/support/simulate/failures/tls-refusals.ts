import { driverDropped } from '../../scenarios/classic-events.ts';
import { acceptConnection, clientHangsUp, hostHangsUp } from '../../scenarios/connect.ts';
import { emitStack } from '../../scenarios/rdp-events.ts';
import {
  alertReceived,
  noCommonCipher,
  refuseForTlsVersion,
  refuseForUnreadableKey,
} from '../../scenarios/schannel.ts';
import { isOldWindows, isWindows7 } from '../../scenarios/windows.ts';
import { happens } from '../chance.ts';
import type { Sign } from '../attempt-log.ts';
import type { Scene } from '../site.ts';
import type { Failure } from './failure.ts';

/** What 139 says where Schannel gave up: SEC_E_INTERNAL_ERROR as in a real log, and its two kin. */
const GAVE_UP = [0x8009_0304, 0x8009_0302, 0x8009_0331];
/** TLS alerts of a client that does not like the certificate: bad, unknown, unknown issuer. RFC 8446, section 6. */
const CERTIFICATE_ALERTS = [42, 46, 48];

const schannel = (eventId: number): Sign => ({ provider: 'Schannel', eventId });

/** What fails before Windows learns anybody's name. */
export const tlsRefusals: readonly Failure[] = [
  { cause: 'no-common-cipher', weight: 5, tries: [1, 4], play: offerNoCipher },
  { cause: 'client-rejects-server-cert', weight: 4, tries: [1, 3], play: rejectCertificate },
  {
    cause: 'rdp-cert-private-key-unreadable',
    weight: 2,
    tries: [3, 14],
    everybody: true,
    play(scene) {
      beginTls(scene, 'rdp-cert-private-key-unreadable', [schannel(36_870)]);
      refuseForUnreadableKey(
        scene.host,
        scene.clock,
        acceptConnection(scene.host, scene.clock, scene.client),
      );
    },
  },
  {
    cause: 'tls-version-disabled',
    weight: 2,
    tries: [3, 14],
    everybody: true,
    play(scene) {
      beginTls(scene, 'tls-version-disabled', [schannel(36_871)]);
      refuseForTlsVersion(scene.host, scene.clock, acceptConnection(scene.host, scene.clock, scene.client));
    },
  },
];

function beginTls({ attempt }: Scene, cause: string, signs: readonly Sign[]): void {
  attempt.cause = cause;
  attempt.outcome = 'failed';
  attempt.reached = 'tls';
  attempt.signs = signs;
}

/** Plays a client without a cipher in common; robots are such clients, too. */
export function offerNoCipher(scene: Scene): void {
  const { host, clock, client, site } = scene;
  beginTls(scene, 'no-common-cipher', [schannel(36_874), schannel(36_888)]);
  const connection = acceptConnection(host, clock, client);
  noCommonCipher(host, clock);
  const { activityId, worker } = connection;
  const value = isOldWindows(host) ? (GAVE_UP[0] ?? 0) : site.random.pick(GAVE_UP);
  const origin = { time: clock.wait(0.4, 2), activityId, threadId: worker };
  if (isWindows7(host)) driverDropped(host, origin.time, client.address, GAVE_UP[0] ?? 0);
  emitStack(host, origin, 139, { ResultCode: { type: 'hex32', value }, IPString: client.address });
  hostHangsUp(host, clock, connection);
}

/** The client does not trust the certificate and says so with an alert. */
function rejectCertificate(scene: Scene): void {
  const { host, clock, client, site } = scene;
  beginTls(scene, 'client-rejects-server-cert', [schannel(36_887)]);
  const connection = acceptConnection(host, clock, client);
  // A person may look at the warning first.
  alertReceived(
    host,
    clock.wait(20, happens(site.random, 0.3) ? 9000 : 300),
    site.random.pick(CERTIFICATE_ALERTS),
  );
  clock.wait(1, 5);
  clientHangsUp(host, clock, connection, true);
}
