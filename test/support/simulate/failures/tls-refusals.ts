import { acceptConnection, hostHangsUp } from '../../scenarios/connect.ts';
import { emitStack } from '../../scenarios/rdp-events.ts';
import { noCommonCipher } from '../../scenarios/schannel.ts';
import { isOldWindows } from '../../scenarios/windows.ts';
import type { Scene } from '../site.ts';
import type { Failure } from './failure.ts';

/** SEC_E_UNSUPPORTED_FUNCTION as old hosts give it, SEC_E_ALGORITHM_MISMATCH as newer ones do. */
const UNSUPPORTED = 0x8009_0302;
const MISMATCH = 0x8009_0331;
const INTERNAL = 0x8009_0304;

/** A client that knows no cipher of the host's: 36874, 36888, 139, all within a tick of old clocks. */
export const tlsRefusals: readonly Failure[] = [
  { cause: 'no-common-cipher', weight: 5, tries: [1, 4], play: offerNoCipher },
];

/** Plays a client without a cipher in common; robots are such clients, too. */
export function offerNoCipher({ attempt, host, clock, client, site }: Scene): void {
  attempt.cause = 'no-common-cipher';
  attempt.outcome = 'failed';
  attempt.reached = 'tls';
  attempt.signs = [
    { provider: 'Schannel', eventId: 36_874 },
    { provider: 'Schannel', eventId: 36_888 },
  ];
  const connection = acceptConnection(host, clock, client);
  noCommonCipher(host, clock);
  const { activityId, worker } = connection;
  emitStack(host, { time: clock.wait(0.4, 2), activityId, threadId: worker }, 139, {
    ResultCode: {
      type: 'hex32',
      value: isOldWindows(host) ? INTERNAL : site.random.pick([INTERNAL, MISMATCH, UNSUPPORTED]),
    },
    IPString: client.address,
  });
  hostHangsUp(host, clock, connection);
}
