import { scaleLinear, scaleUtc } from 'd3-scale';
import { zonesText } from '../words.ts';

/** Where instants stand on a picture that is 100 wide. */
export interface TimeScale {
  readonly x: (iso: string) => number;
  /** What lies outside is drawn at the ends. */
  readonly covers: (iso: string) => boolean;
  /** That of the ticks. */
  readonly zone: string;
  readonly ticks: readonly Tick[];
  /** Stretches in which nothing happened and that were made narrow. */
  readonly folds: readonly Fold[];
}

interface Tick {
  readonly x: number;
  readonly label: string;
  /** Where it is another than before. */
  readonly date?: string;
  /** Only for who looks closer. */
  readonly isFine: boolean;
  /** Even where there is little room. */
  readonly isMain: boolean;
}

interface Fold {
  readonly x: number;
  readonly width: number;
  readonly ms: number;
}

type PlacedTick = Omit<Tick, 'date' | 'isMain'> & { readonly at: Date };

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Silences are folded that are so many times as long as the longest that is left. */
const LONGER = 3;
/** Minutes are no long silence. */
const LEAST_FOLDED = 5 * 60_000;
/** What is left of the whole must be at least this part: where all is silence, silence is the picture. */
const LEAST_LEFT = 0.04;
const MOST_FOLDS = 4;
const FOLD_WIDTH = 5;
/** No stretch is narrower than this. */
const LEAST_WIDTH = 4;
/** What is left free at both ends. */
const MARGIN = 2;
/** Labels closer than this would touch. */
const LABEL_WIDTH = 8;
/** The same where the screen is narrow. */
const NARROW_LABEL_WIDTH = 22;

/** Makes a scale for these instants, with long silences folded or not; undefined where there is no instant. */
export function createTimeScale(
  times: readonly string[],
  { isFolded = true }: { readonly isFolded?: boolean } = {},
): TimeScale | undefined {
  const instants = [...new Set(times.map(wallClock).filter(Number.isFinite))].sort((a, b) => a - b);
  const stretches = foldSilence(instants, isFolded ? MOST_FOLDS : 0).map(widened);
  if (stretches.length === 0) return undefined;
  const places = placesOf(stretches);
  const place = scaleLinear()
    .domain(stretches.flatMap(({ from, to }) => [from, to]))
    .range(places.flat())
    .clamp(true);
  return {
    x: (iso) => place(wallClock(iso)),
    covers: (iso) =>
      wallClock(iso) >= (stretches[0]?.from ?? 0) && wallClock(iso) <= (stretches.at(-1)?.to ?? 0),
    zone: zonesText(times),
    ticks: finished(stretches.flatMap((stretch, i) => ticksOf(stretch, places[i] ?? [0, 100]))),
    folds: places.slice(1).map(([x], i) => ({
      x: places[i]?.[1] ?? x,
      width: x - (places[i]?.[1] ?? x),
      ms: (stretches[i + 1]?.from ?? 0) - (stretches[i]?.to ?? 0),
    })),
  };
}

/** What the clock shows, counted as if it were UTC: the ticks are what people read there, in whatever zone. */
export const wallClock = (iso: string): number => Date.parse(`${iso.slice(0, 23)}Z`);

/** Parts the instants where they are silent for long against all the rest. */
function foldSilence(instants: readonly number[], most: number): Stretch[] {
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined) return [];
  const silences = instants
    .slice(1)
    .map((to, i) => ({ from: instants[i] ?? to, to }))
    .sort((a, b) => lengthOf(b) - lengthOf(a));
  const folded = longSilences(silences, last - first, most).sort((a, b) => a.from - b.from);
  return [first, ...folded.map(({ to }) => to)].map((from, i) => ({ from, to: folded[i]?.from ?? last }));
}

/** As many of the longest as stand out from those after them. */
function longSilences(silences: readonly Stretch[], whole: number, most: number): Stretch[] {
  let left = whole;
  let folded = 0;
  for (const [i, silence] of silences.slice(0, most).entries()) {
    left -= lengthOf(silence);
    if (lengthOf(silence) < LEAST_FOLDED || left < LEAST_LEFT * whole) break;
    const next = silences[i + 1];
    if (!next || lengthOf(silence) >= LONGER * lengthOf(next)) folded = i + 1;
  }
  return silences.slice(0, folded);
}

const lengthOf = ({ from, to }: Stretch): number => to - from;

/** A single instant gets some time around it. */
const widened = ({ from, to }: Stretch): Stretch =>
  to - from < 2000 ? { from: from - 1000, to: from + 3000 } : { from, to };

function placesOf(stretches: readonly Stretch[]): readonly (readonly [number, number])[] {
  const room = 100 - 2 * MARGIN - FOLD_WIDTH * (stretches.length - 1);
  const whole = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  const spare = room - LEAST_WIDTH * stretches.length;
  let x = MARGIN;
  return stretches.map(({ from, to }) => {
    const start = x;
    const end = start + LEAST_WIDTH + (spare * (to - from)) / whole;
    x = end + FOLD_WIDTH;
    return [start, end];
  });
}

function ticksOf({ from, to }: Stretch, [start, end]: readonly [number, number]): PlacedTick[] {
  const scale = scaleUtc().domain([from, to]).range([start, end]);
  const wide = (end - start) / 100;
  const main = scale.ticks(Math.max(1, Math.round(wide * 9)));
  const known = new Set(main.map(Number));
  const fine = scale.ticks(Math.max(2, Math.round(wide * 60))).filter((at) => !known.has(Number(at)));
  let free = -LABEL_WIDTH;
  const ticks = main.map((at) => {
    const x = scale(at);
    const isFine = x - free < LABEL_WIDTH;
    if (!isFine) free = x;
    return { at, x, label: labelOf(at), isFine };
  });
  return [...ticks, ...fine.map((at) => ({ at, x: scale(at), label: labelOf(at), isFine: true }))];
}

/**
 * Says the day where it is another than before, of nothing but whole days the day alone; and which labels a narrow
 * screen has room for.
 */
function finished(ticks: readonly PlacedTick[]): Tick[] {
  const isWhole = ticks.every(({ label, isFine }) => isFine || label === '00:00');
  let day = '';
  let free = -NARROW_LABEL_WIDTH;
  return ticks.map(({ at, x, label, isFine }) => {
    const date = at.toISOString().slice(0, 10);
    const isNew = !isFine && !isWhole && date !== day;
    if (isNew) day = date;
    const isMain = !isFine && x - free >= NARROW_LABEL_WIDTH;
    if (isMain) free = x;
    return { x, label: isWhole ? date : label, isFine, isMain, ...(isNew && { date }) };
  });
}

/** `10:15`, `10:15:30`, `10:15:30.5`: as much as there is. */
const labelOf = (at: Date): string =>
  at
    .toISOString()
    .slice(11, 23)
    .replace(/(:00)?\.000$|0+$/, '');
