import type { AttemptLog } from './attempt-log.ts';
import { createHeap } from './heap.ts';
import type { Written } from './sim-host.ts';
import type { SimRecord } from './sim-record.ts';

/** What is going to happen, and the records that wait for their turn: as much of a life as must be in memory. */
export interface Agenda {
  /** True time of what happens now. */
  readonly now: number;
  /** Lets something happen at a time that has not passed. */
  at(time: number, happen: () => void): void;
  write(time: number, written: Written): void;
  /** Nothing more will be written about the attempt than what already waits. */
  close(attempt: AttemptLog): void;
  /** Lets everything happen, in order, and gives the records as they come into logs that are there. */
  run(): Generator<SimRecord, void, undefined>;
}

/** Makes an empty agenda; attempts are reported when their last record is filed. */
export function createAgenda(report: (attempt: AttemptLog) => void): Agenda {
  const plans = createHeap<() => void>();
  const waiting = createHeap<Written>();
  let now = -Infinity;
  const settle = (attempt: AttemptLog): void => {
    if (attempt.closed && attempt.pending === 0) report(attempt);
  };
  return {
    get now() {
      return now;
    },
    at: (time, happen) => plans.push(Math.max(Math.round(time), now), happen),
    write: (time, written) => waiting.push(time, written),
    close(attempt) {
      attempt.closed = true;
      settle(attempt);
    },
    *run() {
      for (;;) {
        // What happens later writes nothing of before.
        while (waiting.least <= plans.least) {
          const time = waiting.least;
          const written = waiting.pop();
          if (!written) return;
          const record = written.host.file(written, time);
          if (written.attempt) settle(written.attempt);
          if (record) yield record;
        }
        now = plans.least;
        plans.pop()?.();
      }
    },
  };
}
