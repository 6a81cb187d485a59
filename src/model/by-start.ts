import type { Attempt } from './attempt.ts';

/** By start, then id: the order of attempts in a report. */
export const byStart = (a: Attempt, b: Attempt): number =>
  a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1);
