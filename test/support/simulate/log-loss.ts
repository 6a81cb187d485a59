import type { Random } from '../scenarios/random.ts';
import { channels } from '../../../src/normalize/channels.ts';
import { fraction, happens } from './chance.ts';

/** Which part of a channel's log has come down to us: none, or what was written in these spans of true time. */
type Kept = readonly (readonly [from: number, to: number])[];

/** How likely a channel is not there, and how likely of one that is there a part is lost. */
export interface LossRates {
  readonly missing: number;
  readonly wrapped: number;
}

/** What is left of each channel's log. */
export interface LogLoss {
  keeps(channel: string, time: number): boolean;
  /** Channels that somebody cleared, and when: the clearing writes a record of its own. */
  readonly cleared: readonly (readonly [channel: string, time: number])[];
}

const ALWAYS: Kept = [[-Infinity, Infinity]];
/** Channels that an administrator is known to clear. */
const clearable: ReadonlySet<string> = new Set([channels.security, channels.system]);

/**
 * Settles what is lost of a machine's logs: channels nobody exported, logs whose older part was overwritten, cleared
 * logs, and exports with a hole where a copy was made while the log wrapped.
 */
export function loseLogs(random: Random, rates: LossRates, from: number, to: number): LogLoss {
  const kept = new Map<string, Kept>();
  const cleared: [channel: string, time: number][] = [];
  const at = (least: number, most: number): number =>
    from + (to - from) * (least + fraction(random) * (most - least));
  // Every channel draws its lot, also one that has no records, so that one channel's fate does not turn on another's.
  for (const channel of Object.values(channels)) {
    if (happens(random, rates.missing)) kept.set(channel, []);
    else if (happens(random, rates.wrapped)) kept.set(channel, partOf(channel));
  }
  return {
    keeps: (channel, time) => (kept.get(channel) ?? ALWAYS).some(([from, to]) => from <= time && time < to),
    cleared,
  };

  function partOf(channel: string): Kept {
    const begin = at(0.05, 0.6);
    switch (random.integer(0, 3)) {
      case 0: {
        const hole = at(0.2, 0.7);
        return [
          [-Infinity, hole],
          [hole + (to - from) * 0.1, Infinity],
        ];
      }
      case 1:
        if (clearable.has(channel)) cleared.push([channel, begin]);
        return [[begin, Infinity]];
      default:
        return [[begin, Infinity]];
    }
  }
}
