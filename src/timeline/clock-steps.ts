import type { ClockStep } from '../model/clock.ts';
import { textFact, type Event } from '../model/event.ts';
import { groupBy } from '../model/group-by.ts';
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
  const unexplained = seen.filter((step) => !recorded.some((known) => explains(known, step)));
  return overlapsJoined(unexplained).reduce(inserted, recorded);
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
  const wakings = events.filter(({ kind }) => kind === 'system-resumed').map(({ time }) => time);
  const isWaking = ({ before, after, event }: ClockStep): boolean =>
    after > before &&
    (event.facts['reason'] === FROM_HARDWARE || wakings.some((time) => Math.abs(time - after) < WAKING));
  const all = events
    .filter(({ kind }) => kind === 'clock-changed')
    .map(recordedStep)
    .filter((step) => step !== undefined)
    .filter((step) => Math.abs(step.after - step.before) >= LEAST_STEP && !isWaking(step));
  const logs = [...groupBy(all, ({ event }) => logOf(event)).values()].sort((a, b) => b.length - a.length);
  const first = (logs.shift() ?? []).sort((a, b) => byRecord(a.event, b.event));
  return logs.flat().reduce(inserted, first);
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
const explains = (known: ClockStep, { before, after }: ClockStep): boolean =>
  known.after < known.before && before <= known.before + LEAST_STEP && after >= known.after - LEAST_STEP;

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
function inserted(steps: readonly ClockStep[], step: ClockStep): readonly ClockStep[] {
  if (steps.some((known) => isSame(known, step))) return steps;
  const place = steps.findIndex(({ before }) => before > step.before);
  return steps.toSpliced(place < 0 ? steps.length : place, 0, step);
}

const isSame = (a: ClockStep, b: ClockStep): boolean =>
  Math.abs(a.before - b.before) <= SAME_STEP && Math.abs(a.after - b.after) <= SAME_STEP;
