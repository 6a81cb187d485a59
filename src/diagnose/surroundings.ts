import type { Micros } from '../model/time.ts';
import type { EventIndex } from './event-index.ts';

/** Says whether a channel of a host was seen at a time, or all until another; only then is its silence evidence. */
export type WasSeen = (host: string, channel: string, time: Micros, until?: Micros) => boolean;

/** What there is to look at beside the attempts of a host. */
export interface Surroundings {
  readonly wasSeen: WasSeen;
  /** Whether another machine's log of that channel was seen. */
  readonly seenElsewhere: (host: string, channel: string) => boolean;
  /** All events of the host, those of its attempts among them. */
  readonly host: EventIndex;
  /** All events of another machine that saw the attempt. */
  readonly ofMachine?: (machine: string) => EventIndex | undefined;
}
