import type { ClockStep } from '../model/clock.ts';
import { textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
import { lastBefore } from '../model/last-before.ts';
import { micros, MINUTE, SECOND } from '../model/time.ts';

/** Less than this is the time service's daily work, and mends no order. */
const LEAST_STEP: number = 5 * SECOND;
/**
 * While Windows starts, records wait for the event log service and are written after later ones, some of them with a
 * time of hours or years ago: here only Windows' own word is good for a step.
 */
const bootChannels: ReadonlySet<string> = new Set(['System', 'Security', 'Application', 'Setup']);
/** Waking up sets the clock as well, but then time really has passed. */
const WAKING: number = 2 * MINUTE;
/** Kernel-General 1, Reason: "synchronized with the hardware clock". */
const FROM_HARDWARE = 2;
/** Two logs record one step. */
const SAME_STEP: number = SECOND;

/**
 * Finds where the clock of one machine was set, in the order of its life: where Windows recorded it (Security 4616,
 * Kernel-General 1), and where record ids count up while time runs back. Events come in any order.
 */
export function clockSteps(events: readonly Event[]): readonly ClockStep[] {
  const recorded = recordedSteps(events);
  const orderly = events.filter(({ source }) => isOrderly(source.channel));
  const seen = [...groupBy(orderly, logOf).values()].flatMap(stepsBack);
  const isExplained = explainedBy(recorded);
  return inserted(recorded, overlapsJoined(seen.filter((step) => !isExplained(step))));
}

/** A channel's records in one input: only there are record ids sure to count one machine's one life. */
const logOf = ({ source }: Event): string => `${source.channel}\n${inputLife({ source })}`;

/** One log, where an input has had several, one after the other. */
export const inputLife = ({ source }: Pick<Event, 'source'>): string =>
  `${source.life ?? 0}\n${source.input}`;

export const byRecord = (a: Event, b: Event): number => a.source.recordId - b.source.recordId;

/** Says whether time ran back from one record of a log to the next, by more than late writing explains. */
export const ranBack = (last: Event, event: Event): boolean => event.time < last.time - LEAST_STEP;

/** Says whether a log's records stand in the order of their times, unless the clock was set. */
export const isOrderly = (channel: string): boolean => !bootChannels.has(channel);

function recordedSteps(events: readonly Event[]): readonly ClockStep[] {
  const wakings = events
    .filter(({ kind }) => kind === 'system-resumed')
    .map(({ time }): number => time)
    .sort((a, b) => a - b);
  const lastWakingBefore = (time: number): number =>
    wakings[lastBefore(wakings, time - 1, (waking) => waking)] ?? -Infinity;
  const isWaking = ({ before, after, event }: ClockStep): boolean =>
    after > before &&
    (event.facts['reason'] === FROM_HARDWARE || lastWakingBefore(after + WAKING) > after - WAKING);
  const all = events
    .filter(({ kind }) => kind === 'clock-changed')
    .map(recordedStep)
    .filter((step) => step !== undefined)
    .filter((step) => Math.abs(step.after - step.before) >= LEAST_STEP && !isWaking(step));
  const logs = [...groupBy(all, ({ event }) => logOf(event)).values()].sort((a, b) => b.length - a.length);
  const first = (logs.shift() ?? []).sort((a, b) => byRecord(a.event, b.event));
  return inserted(first, logs.flat());
}

function recordedStep(event: Event): ClockStep | undefined {
  const before = Date.parse(textFact(event, 'oldTime') ?? '') * 1000;
  const after = Date.parse(textFact(event, 'newTime') ?? '') * 1000;
  if (Number.isNaN(before) || Number.isNaN(after)) return undefined;
  return { before: micros(before), after: micros(after), isRecorded: true, event };
}

/** Where the record ids of one log count up and its times run back. */
function stepsBack(log: readonly Event[]): readonly ClockStep[] {
  const steps: ClockStep[] = [];
  let last: Event | undefined;
  for (const event of log.toSorted(byRecord)) {
    if (last && ranBack(last, event))
      steps.push({ before: last.time, after: event.time, isRecorded: false, event });
    last = event;
  }
  return steps;
}

/** A log sees only that its records after the step are older than those before: it lies within the whole step. */
function explainedBy(known: readonly ClockStep[]): (step: ClockStep) => boolean {
  const back = known.filter(({ before, after }) => after < before).sort((a, b) => a.before - b.before);
  // Of each and all that begin later, how far back the farthest goes.
  const farthest = back.map(({ after }): number => after);
  for (let i = back.length - 2; i >= 0; i--)
    farthest[i] = Math.min(farthest[i] ?? Infinity, farthest[i + 1] ?? Infinity);
  return ({ before, after }) => {
    const first = lastBefore(back, before - LEAST_STEP - 1, (step) => step.before) + 1;
    return (farthest[first] ?? Infinity) <= after + LEAST_STEP;
  };
}

/** Each log sees another part of one step. */
function overlapsJoined(steps: readonly ClockStep[]): readonly ClockStep[] {
  const joined: ClockStep[] = [];
  for (const step of steps.toSorted((a, b) => a.after - b.after)) {
    const last = joined.at(-1);
    if (!last || step.after > last.before) joined.push(step);
    else if (step.before > last.before) joined.splice(-1, 1, { ...last, before: step.before });
  }
  return joined;
}

/** What one log alone knows of comes before the first step at which the clock had read more. */
function inserted(steps: readonly ClockStep[], more: readonly ClockStep[]): readonly ClockStep[] {
  const known = createKnownSteps();
  for (const step of steps) known.add(step);
  const added = more
    .filter((step) => !known.has(step) && known.add(step))
    .sort((a, b) => a.before - b.before);
  const all: ClockStep[] = [];
  let next = 0;
  for (const step of steps) {
    for (let one = added[next]; one && one.before < step.before; one = added[++next]) all.push(one);
    all.push(step);
  }
  return [...all, ...added.slice(next)];
}

/** Steps by the seconds between which the clock was set. */
function createKnownSteps(): { has(step: ClockStep): boolean; add(step: ClockStep): true } {
  const bySeconds = new Map<string, ClockStep[]>();
  const keyOf = ({ before, after }: ClockStep, i: number, j: number): string =>
    `${Math.floor(before / SAME_STEP) + i} ${Math.floor(after / SAME_STEP) + j}`;
  return {
    has: (step) =>
      AROUND.some((i) =>
        AROUND.some((j) => bySeconds.get(keyOf(step, i, j))?.some((known) => isSame(known, step))),
      ),
    add(step) {
      const key = keyOf(step, 0, 0);
      const own = bySeconds.get(key);
      if (own) own.push(step);
      else bySeconds.set(key, [step]);
      return true;
    },
  };
}

const AROUND = [-1, 0, 1] as const;

const isSame = (a: ClockStep, b: ClockStep): boolean =>
  Math.abs(a.before - b.before) <= SAME_STEP && Math.abs(a.after - b.after) <= SAME_STEP;
