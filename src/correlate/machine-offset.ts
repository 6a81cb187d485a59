import type { Attempt } from '../model/attempt.ts';
import { groupBy } from '../model/group-by.ts';
import type { KnownKind } from '../model/kinds.ts';
import { MINUTE, SECOND, type Micros } from '../model/time.ts';
import { clockOffset, SAME_MOMENT, type ClockOffset, type MomentPair } from './clock-offset.ts';
import { fitOf, isTarget, type OuterView } from './outer-view.ts';

/** How the clocks of two machines differ, and which client of the host the other machine is. */
export interface MachineOffset extends ClockOffset {
  /** The addresses under which the host knows the other machine. */
  readonly clients: ReadonlySet<string | undefined>;
  /** Enough tries agree, or each machine's logs name the other; else it is only likely. */
  readonly isSure: boolean;
}

/** A clock may be wrong by a time zone, and by more than that nobody could log on. */
export const FARTHEST: number = 26 * 60 * MINUTE;
/** So many of a machine's tries say how its clock runs; the latest do. */
const ASKED = 60;
/** So many attempts of one client of the host are looked at, the latest. */
const MOST_ATTEMPTS = 2000;
const IN_STEP: number = 5 * SECOND;
/** So many tries at the same distances on both machines are no chance. */
const TELLING = 3;
/** A single try that took this long on both machines is hardly another one. */
const LONG: number = 30 * SECOND;

/** Estimates how a client's or gateway's clock differs from a host's, by the tries that both logs hold. */
export function machineOffset(
  views: readonly OuterView[],
  attempts: readonly Attempt[],
  hostNames: readonly string[],
): MachineOffset | undefined {
  const asked = ofTheTime(views, attempts).slice(-ASKED);
  const found = [...groupBy(attempts, ({ client }) => client?.address)].flatMap(([client, own]) => {
    const offset = offsetOf(asked, own.slice(-MOST_ATTEMPTS), hostNames);
    return offset ? [{ ...offset, client }] : [];
  });
  const best = found.reduce<(typeof found)[number] | undefined>(
    (a, b) => (a && !isBetter(b, a) ? a : b),
    undefined,
  );
  if (!best) return undefined;
  const others = found.filter((one) => one !== best && !isBetter(best, one));
  // Another address that fits as well is the same machine's, or the clocks are not known.
  if (others.some(({ delta }) => Math.abs(delta - best.delta) > SAME_MOMENT)) return undefined;
  return { ...best, clients: new Set([best, ...others].map(({ client }) => client)) };
}

/** What the host's log may show at all, however its clock runs. */
function ofTheTime(views: readonly OuterView[], attempts: readonly Attempt[]): readonly OuterView[] {
  const starts = attempts.map(({ startedAt }): number => startedAt);
  const [from, to] = [least(starts) - FARTHEST, most(starts) + FARTHEST];
  return views.filter(({ begun: [time = 0] }) => time >= from && time <= to);
}

type Estimate = ClockOffset & Pick<MachineOffset, 'isSure'>;

const isInStep = ({ delta }: ClockOffset): boolean => Math.abs(delta) <= IN_STEP;

const isBetter = (a: Estimate, b: Estimate): boolean =>
  a.tries !== b.tries ? a.tries > b.tries : isInStep(a) && !isInStep(b);

function offsetOf(
  views: readonly OuterView[],
  attempts: readonly Attempt[],
  hostNames: readonly string[],
): Estimate | undefined {
  const named = new Set<OuterView>();
  const pairs: MomentPair[] = [];
  for (const view of views) {
    for (const attempt of attempts) {
      if (Math.abs(attempt.startedAt - (view.begun[0] ?? 0)) > FARTHEST) continue;
      const fit = fitOf(view, attempt, hostNames);
      if (fit === 'no') continue;
      if (fit === 'named') named.add(view);
      pairs.push(...momentsOf(view, attempt));
    }
  }
  const offset = clockOffset(pairs);
  if (!offset || !isShared(offset, views, attempts)) return undefined;
  const agreeing = pairs.filter(({ delta }) => Math.abs(delta - offset.delta) <= SAME_MOMENT);
  const isNamed = agreeing.some(({ outer }) => named.has(outer as OuterView));
  const targets = views.some((view) => isTarget(view, hostNames));
  if (offset.tries === 1 && !isInStep(offset) && !isNamed && !isLong(agreeing)) return undefined;
  // A target that is an address, or an alias of the host, names nobody.
  if (offset.tries < TELLING && !targets && !isNamed) return undefined;
  return { ...offset, isSure: isNamed || offset.tries >= (isInStep(offset) && targets ? 2 : TELLING) };
}

/** Most of what the one log holds of the time that both cover is in the other as well. */
function isShared(
  { delta, tries }: ClockOffset,
  views: readonly OuterView[],
  attempts: readonly Attempt[],
): boolean {
  const outer = views.map(({ begun }) => (begun[0] ?? 0) + delta);
  const inner = attempts.map(({ startedAt }): number => startedAt);
  const from = Math.max(least(outer), least(inner)) - MINUTE;
  const to = Math.min(most(outer), most(inner)) + MINUTE;
  const within = (times: readonly number[]): number =>
    times.filter((time) => time >= from && time <= to).length;
  return tries * 2 >= Math.min(within(outer), within(inner));
}

function momentsOf(view: OuterView, attempt: Attempt): MomentPair[] {
  const pair = (outer: number, inner: number): MomentPair => ({
    outer: view,
    inner: attempt,
    delta: inner - outer,
  });
  const ended = endOf(attempt);
  return [
    ...view.begun.map((time) => pair(time, attempt.startedAt)),
    ...(ended === undefined || view.ended === undefined ? [] : [pair(view.ended, ended)]),
  ];
}

const ends: readonly string[] = ['connection-closed', 'connection-ended'] satisfies KnownKind[];

/** When the host saw the connection end. */
export const endOf = ({ events }: Attempt): Micros | undefined =>
  events.findLast(({ event }) => ends.includes(event.kind))?.event.time;

/** Beginning and end of one long try agree. */
const isLong = (pairs: readonly MomentPair[]): boolean => {
  const [{ outer, inner } = { outer: undefined, inner: undefined }] = pairs;
  const [view, attempt] = [outer as OuterView | undefined, inner as Attempt | undefined];
  const took = view?.ended === undefined ? 0 : view.ended - (view.begun[0] ?? view.ended);
  return pairs.length > 1 && took >= LONG && attempt !== undefined && endOf(attempt) !== undefined;
};

const least = (times: readonly number[]): number => times.reduce((a, b) => Math.min(a, b), Infinity);
const most = (times: readonly number[]): number => times.reduce((a, b) => Math.max(a, b), -Infinity);
