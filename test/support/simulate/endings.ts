import type { Clock } from '../scenarios/clock.ts';
import type { Host } from '../scenarios/host.ts';
import { chooseDisconnect, closeWindow, logOff, losesNetwork } from '../scenarios/session-end.ts';
import type { Seat, Site } from './site.ts';

/** What is at hand when a visit ends. */
export interface Leaving {
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

export const endings: readonly Ending[] = [
  { weight: 40, keeps: false, play: ({ host, clock, seat }) => logOff(host, clock, seat.session) },
  { weight: 30, keeps: true, play: ({ host, clock, seat }) => closeWindow(host, clock, seat.session) },
  { weight: 15, keeps: true, play: ({ host, clock, seat }) => chooseDisconnect(host, clock, seat.session) },
  { weight: 4, keeps: true, play: dropNetwork },
];

function dropNetwork({ host, clock, seat: { session, attempt } }: Leaving): void {
  attempt.cause = 'network-drop-during-session';
  attempt.outcome = 'failed';
  attempt.signs = [143, 142].map((eventId) => ({
    provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS',
    eventId,
  }));
  losesNetwork(host, clock, session);
}
