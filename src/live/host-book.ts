import type { ReportCause } from '../model/report.ts';
import type { Micros } from '../model/time.ts';
import type { HostVerdict } from '../model/verdict.ts';
import type { Confidence } from '../model/vocabulary.ts';
import type { LookedCause } from '../looked-cause.ts';

/** What was said so far of hosts, as plain data. */
export interface HostBookState {
  /** By the verdicts' ids. */
  readonly known: Map<string, Known>;
  nextDue: number;
}

interface Known {
  revision: number;
  /** What stands of it; undefined: nothing was said, or it was withdrawn. */
  said: Said | undefined;
  /** What is to be said, and since when. */
  news: { readonly what: string; readonly since: number } | undefined;
}

interface Said extends Sizes {
  readonly confidence: Confidence;
  readonly cause: ReportCause;
  readonly members: string;
}

/** How much a cause rests on, in steps: a cause that holds for days is not told of with every record. */
interface Sizes {
  readonly people: number;
  readonly records: number;
  /** Not in steps; those that are forgotten by now among them. */
  readonly attempts: number;
}

/** Remembers what was said of the causes that hosts have beside those of their attempts. */
export interface HostBook {
  /**
   * Gives the verdicts that are due at a time.
   *
   * @param found All that holds now; when its latest record came is told by the clock of `now`.
   */
  next(found: readonly LookedCause[], now: Micros): readonly HostVerdict[];
  /** When the next of them falls due, as far as is known; Infinity: nothing waits. */
  readonly nextDue: number;
  /** All it knows, to be made again of. */
  readonly state: HostBookState;
}

export const noHostVerdicts = (): HostBookState => ({ known: new Map(), nextDue: Infinity });

/**
 * Makes a book.
 *
 * @param quiet What changed falls due when it has held for so long: another record may take it back.
 */
export function createHostBook(quiet: number, state: HostBookState = noHostVerdicts()): HostBook {
  const { known } = state;
  const note = (entry: Known, one: LookedCause | undefined, now: Micros): void => {
    const what = newsOf(entry.said, one);
    if (what === entry.news?.what) return;
    const since = (one?.lastAt ?? now) + (one && what === numberOf(one) ? one.still : 0);
    entry.news = what === undefined ? undefined : { what, since };
  };
  const say = (verdictId: string, entry: Known, one: LookedCause | undefined): readonly HostVerdict[] => {
    const before = entry.said;
    const cause = one?.reported() ?? before?.cause;
    if (!cause) return [];
    const change = one ? (before ? 'revised' : 'new') : 'withdrawn';
    entry.said = one && {
      confidence: one.confidence,
      cause,
      members: one.members,
      ...grown(before, sizesOf(one)),
    };
    entry.news = undefined;
    const revision = ++entry.revision;
    return [{ type: 'host-verdict', verdictId, revision, change, host: cause.hosts[0] ?? '', cause }];
  };

  return {
    get nextDue() {
      return state.nextDue;
    },
    state,
    next(found, now) {
      const there = new Map(found.map((one) => [one.id, one]));
      for (const id of there.keys())
        if (!known.has(id)) known.set(id, { revision: 0, said: undefined, news: undefined });
      const verdicts: HostVerdict[] = [];
      state.nextDue = Infinity;
      for (const [id, entry] of known) {
        const one = there.get(id);
        note(entry, one, now);
        const dueAt = (entry.news?.since ?? Infinity) + quiet;
        if (dueAt <= now && entry.news) verdicts.push(...say(id, entry, one));
        else state.nextDue = Math.min(state.nextDue, dueAt);
        // What came and went before anything was said of it.
        if (!one && entry.revision === 0) known.delete(id);
      }
      return verdicts;
    },
  };
}

/** What a person would act on; undefined: all was said. */
function newsOf(said: Said | undefined, one: LookedCause | undefined): string | undefined {
  if (!one) return said && 'withdrawn';
  if (said?.confidence !== one.confidence) return one.confidence;
  const { people, records, attempts } = sizesOf(one);
  const isMany = one.attempts > 0 && one.attempts >= 2 * said.attempts;
  if (people > said.people || records > said.records || isMany) return 'grown';
  return attempts === said.attempts && one.members === said.members ? undefined : numberOf(one);
}

/** A few attempts more or less are told of when their number stays. */
const numberOf = ({ attempts, lost, members }: LookedCause): string =>
  `${attempts + lost} attempts ${members}`;

/** Of those named each of the first ten and every doubling, of records every tenfold; attempts are told of when they doubled. */
const sizesOf = ({ people, records, attempts, lost }: LookedCause): Sizes => ({
  attempts: attempts + lost,
  people: people <= FEW ? people : FEW + Math.floor(Math.log2(people / FEW)),
  records: Math.floor(Math.log10(Math.max(1, records))),
});
const FEW = 10;

/** Of a long run the records in the middle are forgotten: that there were more is not taken back. */
const grown = (said: Sizes | undefined, now: Sizes): Sizes => ({
  people: Math.max(said?.people ?? 0, now.people),
  records: Math.max(said?.records ?? 0, now.records),
  attempts: now.attempts,
});
