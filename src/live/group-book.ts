import type { CountedHost, LookedGroup } from '../looked-group.ts';
import type { LookedCause } from '../looked-cause.ts';
import { hashText } from '../model/hash-text.ts';
import { formatMicros, HOUR, micros, SECOND, type Micros } from '../model/time.ts';
import type { HostVerdict } from '../model/verdict.ts';
import { createHostBook, noHostVerdicts, type HostBookState } from './host-book.ts';

/** What was said so far of the attempts of each host that belong together, as plain data. */
export type GroupBookState = Map<string, HostGroups>;

interface HostGroups {
  readonly book: HostBookState;
  /** By the verdicts' ids. */
  readonly spans: Map<string, Span>;
  /** Of each cause: what was over by then stands as it was said. */
  readonly stands: Map<string, Micros>;
  /** Something was said of its attempts since they were counted last. */
  isChanged: boolean;
  countedAt: number;
  /** So many there were then. */
  attempts: number;
  /** So many attempts of all hosts were not known any more. */
  forgotten: number;
}

/** A group as it was when it was counted last. */
interface Span extends Pick<LookedGroup, 'cause' | 'isFlood' | 'endsTogether' | 'from' | 'to' | 'attempts'> {
  /** How many of them are forgotten. */
  readonly lost: number;
  /** Nothing came of it since, by the time as it runs on. */
  readonly changedAt: number;
}

/** Remembers what was said of attempts that belong together. */
export interface GroupBook {
  /** Something was said of an attempt of this host. */
  note(host: string): void;
  /** The hosts whose attempts are to be counted now. */
  due(now: number): ReadonlySet<string>;
  /** All hosts that it knows. */
  hosts(): ReadonlySet<string>;
  /**
   * Gives what is due of a host whose attempts were counted.
   *
   * @param until What falls due by then is due. Default: now.
   */
  next(counted: CountedHost, now: number, until?: number): readonly HostVerdict[];
  /** Whether what this verdict tells of is a flood. */
  isFlood(verdict: HostVerdict): boolean;
  /** When the next host is to be counted; Infinity: none is. */
  readonly nextDue: number;
  /** All it knows, to be made again of. */
  readonly state: GroupBookState;
}

/** Counting costs what a host has, so one with many is counted less often: so many attempts a second. */
const COUNTED_PER_SECOND = 400;
/** What nothing came of for so long stands as it was said. */
const STANDS = 24 * HOUR;

/**
 * Makes a book.
 *
 * @param quiet A group is told of when it has held for so long: its attempts do not fall due all at once.
 */
export function createGroupBook(quiet: number, state: GroupBookState = new Map()): GroupBook {
  const dueAt = ({ isChanged, countedAt, attempts, book }: HostGroups): number =>
    Math.min(isChanged ? countedAt + (attempts / COUNTED_PER_SECOND) * SECOND : Infinity, book.nextDue);
  const ofHost = (host: string): HostGroups => {
    const known = state.get(host) ?? nothingOf();
    state.set(host, known);
    return known;
  };
  return {
    note: (host) => void (ofHost(host).isChanged = true),
    due: (now) => new Set([...state].flatMap(([host, one]) => (dueAt(one) <= now ? [host] : []))),
    hosts: () => new Set(state.keys()),
    next({ host, attempts, forgotten, groups }, now, until = now) {
      const known = ofHost(host);
      const isLossy = forgotten > known.forgotten;
      Object.assign(known, { isChanged: false, countedAt: now, attempts, forgotten });
      letStand(known, ({ changedAt }) => now - changedAt > STANDS);
      const found = groups.flatMap((group) => {
        const id = place(known, group, { now, isLossy });
        return id === undefined ? [] : [lookedCause(id, group, known.spans.get(id)?.lost ?? 0, now)];
      });
      const ids = new Set(found.map(({ id }) => id));
      if (isLossy) letStand(known, (_, id) => !ids.has(id));
      return createHostBook(quiet, known.book)
        .next(found, micros(until))
        .map((verdict) => withMoment(verdict, known.spans.get(verdict.verdictId)));
    },
    isFlood: ({ host, verdictId }) => state.get(host)?.spans.get(verdictId)?.isFlood === true,
    get nextDue() {
      return [...state.values()].reduce((least, one) => Math.min(least, dueAt(one)), Infinity);
    },
    state,
  };
}

const nothingOf = (): HostGroups => ({
  book: noHostVerdicts(),
  spans: new Map(),
  stands: new Map(),
  isChanged: true,
  countedAt: -Infinity,
  attempts: 0,
  forgotten: 0,
});

/**
 * Lets go of what nothing came of for long, or whose attempts are forgotten: what is known of it since is no reason to take it
 * back or to say it again.
 */
function letStand({ book, spans, stands }: HostGroups, isOver: (span: Span, id: string) => boolean): void {
  for (const [id, span] of spans) {
    if (!isOver(span, id)) continue;
    book.known.delete(id);
    spans.delete(id);
    stands.set(span.cause, micros(Math.max(span.to, stands.get(span.cause) ?? span.to)));
  }
}

/** Finds the id of a group, by when it was; undefined: it stands as it was said. */
function place(
  { spans, stands }: HostGroups,
  group: LookedGroup,
  { now, isLossy }: { readonly now: number; readonly isLossy: boolean },
): string | undefined {
  const { cause, host, from, to, still, attempts, isFlood, endsTogether } = group;
  const [id, before] = [...spans].find(
    ([, span]) => span.cause === cause && span.from - still <= to && span.to + still >= from,
  ) ?? [hashText(`${host.toLowerCase()}|${cause}|${from}`), undefined];
  if (!before && to <= (stands.get(cause) ?? -Infinity)) return undefined;
  const isSame = before?.from === from && before.to === to && before.attempts === attempts;
  const changedAt = isSame ? before.changedAt : now;
  const gone = isLossy && before ? Math.max(0, before.attempts - attempts) : 0;
  const lost = (before?.lost ?? 0) + gone;
  spans.set(id, { cause, isFlood, endsTogether, from, to, attempts, lost, changedAt });
  return id;
}

/** It has to hold from now on: what it is made of was waited for. */
const lookedCause = (
  id: string,
  { host, confidence, people, attempts, members, still, reported }: LookedGroup,
  lost: number,
  now: number,
): LookedCause => ({
  id,
  host,
  confidence,
  people,
  records: 1,
  attempts,
  members,
  lost,
  still,
  lastAt: micros(now),
  reported,
});

function withMoment(verdict: HostVerdict, span: Span | undefined): HostVerdict {
  if (span?.endsTogether !== true) return verdict;
  return { ...verdict, together: { from: formatMicros(span.from), to: formatMicros(span.to) } };
}
