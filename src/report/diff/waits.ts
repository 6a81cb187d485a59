import type { DiffWait } from '../../model/report-diff.ts';
import type { ReportAttempt } from '../../model/report.ts';
import { stageRank } from '../../model/vocabulary.ts';
import type { ReadStep } from './tally-steps.ts';

/** A wait stands out when it is so many times as long as the other side's, and by so much. */
const TIMES = 3;
const LEAST_MS = 2000;

/**
 * The waits that differ much between two attempts, step by step up to the desktop; what comes after it is the user's
 * own time. Only steps that both show, in the same order and surely theirs, can be timed against each other.
 */
export function compareWaits(good: ReportAttempt, bad: ReportAttempt, read: ReadStep): DiffWait[] {
  const [onGood, onBad] = [timedSteps(good, read), timedSteps(bad, read)];
  const waits: DiffWait[] = [];
  let last: Timed | undefined;
  for (const [key, one] of onGood) {
    const other = onBad.get(key);
    if (!other) continue;
    const now = { text: one.text, good: one.ms, bad: other.ms };
    if (last && now.bad >= last.bad) {
      const [goodMs, badMs] = [now.good - last.good, now.bad - last.bad];
      if (standsOut(goodMs, badMs)) waits.push({ from: last.text, to: now.text, goodMs, badMs });
      last = now;
    }
    last ??= now;
  }
  return waits;
}

interface Timed {
  readonly text: string;
  readonly good: number;
  readonly bad: number;
}

const standsOut = (a: number, b: number): boolean =>
  Math.abs(a - b) >= LEAST_MS && Math.max(a, b) >= TIMES * Math.min(a, b);

/** The first of each sort of step in its order, by what it says. */
function timedSteps(
  attempt: ReportAttempt,
  read: ReadStep,
): ReadonlyMap<string, { readonly text: string; readonly ms: number }> {
  const steps = new Map<string, { text: string; ms: number }>();
  const links = new Map(attempt.links.map((link) => [link.event, link.strength]));
  for (const [i, event] of attempt.events.entries()) {
    const step = read(event);
    const key = `${event.kind}\n${step?.text ?? ''}`;
    if (step && !steps.has(key) && links.get(i) === 'exact') {
      steps.set(key, { text: step.text, ms: Date.parse(event.time) });
    }
    if (stageRank(event.stage) >= stageRank('desktop')) break;
  }
  return steps;
}
