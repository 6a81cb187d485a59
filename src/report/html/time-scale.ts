import { scaleLinear, scaleUtc } from 'd3-scale';

/** Where instants stand on a picture that is 100 wide. */
export interface TimeScale {
  readonly x: (iso: string) => number;
  readonly ticks: readonly Tick[];
  /** Stretches in which nothing happened and that were made narrow. */
  readonly folds: readonly Fold[];
}

export interface Tick {
  readonly x: number;
  readonly label: string;
  /** Of a day's beginning, or of what follows a fold. */
  readonly date?: string;
  /** Only for who looks closer. */
  readonly isFine: boolean;
}

export interface Fold {
  readonly x: number;
  readonly width: number;
  readonly ms: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A silence of this part of the whole is folded, unless it is short in itself. */
const FOLDED_PART = 0.4;
const LEAST_FOLDED = 10 * 60_000;
const MOST_FOLDS = 4;
const FOLD_WIDTH = 4;
/** No stretch is narrower than this. */
const LEAST_WIDTH = 4;
/** What is left free at both ends. */
const MARGIN = 1.5;
/** Labels closer than this would touch. */
const LABEL_WIDTH = 8;

/** Makes a scale for these instants, with long silences folded or not; undefined where there is no instant. */
export function createTimeScale(
  times: readonly string[],
  { isFolded = true }: { readonly isFolded?: boolean } = {},
): TimeScale | undefined {
  const instants = [...new Set(times.map((iso) => Date.parse(iso)).filter(Number.isFinite))].sort(
    (a, b) => a - b,
  );
  const stretches = foldSilence(instants, isFolded ? MOST_FOLDS : 0).map(widened);
  if (stretches.length === 0) return undefined;
  const places = placesOf(stretches);
  const place = scaleLinear()
    .domain(stretches.flatMap(({ from, to }) => [from, to]))
    .range(places.flat())
    .clamp(true);
  return {
    x: (iso) => place(Date.parse(iso)),
    ticks: stretches.flatMap((stretch, i) => ticksOf(stretch, places[i] ?? [0, 100])),
    folds: places.slice(1).map(([x], i) => ({
      x: places[i]?.[1] ?? x,
      width: x - (places[i]?.[1] ?? x),
      ms: (stretches[i + 1]?.from ?? 0) - (stretches[i]?.to ?? 0),
    })),
  };
}

/** Parts the instants where they are silent for long against all the rest. */
function foldSilence(instants: readonly number[], most: number): Stretch[] {
  const [first, last] = [instants[0], instants.at(-1)];
  if (first === undefined || last === undefined) return [];
  const silences = instants
    .slice(1)
    .map((to, i) => ({ from: instants[i] ?? to, to }))
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, most);
  let left = last - first;
  const folded: Stretch[] = [];
  for (const silence of silences) {
    const ms = silence.to - silence.from;
    if (ms < LEAST_FOLDED || ms < FOLDED_PART * left) break;
    folded.push(silence);
    left -= ms;
  }
  const ordered = folded.sort((a, b) => a.from - b.from);
  return [first, ...ordered.map(({ to }) => to)].map((from, i) => ({ from, to: ordered[i]?.from ?? last }));
}

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

function ticksOf({ from, to }: Stretch, [start, end]: readonly [number, number]): Tick[] {
  const scale = scaleUtc().domain([from, to]).range([start, end]);
  const wide = (end - start) / 100;
  const main = scale.ticks(Math.max(1, Math.round(wide * 9)));
  const known = new Set(main.map(Number));
  const fine = scale.ticks(Math.max(2, Math.round(wide * 60))).filter((at) => !known.has(Number(at)));
  const isClose = stepOf([...main, ...fine].map(Number).sort((a, b) => a - b)) < 60_000;
  let day = '';
  let free = -LABEL_WIDTH;
  const ticks = main.map((at): Tick => {
    const x = scale(at);
    const date = at.toISOString().slice(0, 10);
    const isNew = date !== day;
    day = date;
    const isFine = x - free < LABEL_WIDTH;
    if (!isFine) free = x;
    return { x, label: clock(at, isClose), ...(isNew && { date }), isFine };
  });
  return [...ticks, ...fine.map((at) => ({ x: scale(at), label: clock(at, isClose), isFine: true }))];
}

const stepOf = (instants: readonly number[]): number =>
  instants.slice(1).reduce((least, at, i) => Math.min(least, at - (instants[i] ?? at)), Infinity);

const clock = (at: Date, withSeconds: boolean): string => at.toISOString().slice(11, withSeconds ? 19 : 16);
