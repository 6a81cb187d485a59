import type { Event } from '../model/event.ts';
import type { Micros } from '../model/time.ts';
import { isEnding, isMoment } from './sequence-owner.ts';

/** Records of an end that may be anybody's, until the session manager says right after whose session ended. */
export interface LooseEnds {
  /** Keeps the event; false: it tells of no end. */
  readonly takes: (event: Event) => boolean;
  /** Gives away those of the moment before an event. */
  readonly before: (event: Event) => readonly Event[];
  /** Those that were given to nobody. */
  readonly left: () => readonly Event[];
}

export function looseEnds(): LooseEnds {
  const waiting: Event[] = [];
  const left: Event[] = [];
  const letGo = (time: Micros): void => {
    const fresh = waiting.findIndex((event) => isMoment(event.time, time));
    left.push(...waiting.splice(0, fresh < 0 ? waiting.length : fresh));
  };
  return {
    takes: (event) => {
      if (!isEnding(event)) return false;
      letGo(event.time);
      waiting.push(event);
      return true;
    },
    before: ({ time }) => {
      letGo(time);
      return waiting.splice(0);
    },
    left: () => [...left, ...waiting],
  };
}
