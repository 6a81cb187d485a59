import type { LiveAttempt, LiveBoard, LiveCause, LiveCounts } from '../model/live-board.ts';
import { groupBy } from '../model/group-by.ts';
import type { ReportAttempt } from '../model/report.ts';
import { formatMicros, HOUR, micros } from '../model/time.ts';
import type { Flood, HostVerdict, LiveVerdict, Verdict } from '../model/verdict.ts';
import type { OpenAttempt } from './live-engine.ts';

/** What is known of the logs beside their attempts. */
interface BoardFacts extends Pick<LiveBoard, 'sources' | 'records'> {
  readonly latest: number | undefined;
  readonly pending: readonly OpenAttempt[];
}

/** Keeps what a person who watches needs, in bounded memory. */
export interface BoardKeeper {
  take(verdicts: readonly LiveVerdict[], floods: ReadonlyMap<string, Flood>): void;
  /** Records that nobody saw. */
  gap(records: number): void;
  /** A word to show. */
  note(text: string): void;
  readable(source: string, isReadable: boolean): void;
  board(facts: BoardFacts): LiveBoard;
}

/** Attempts that may still be revised are held; of more, the oldest stay counted as they are. */
const MOST_ENTRIES = 20_000;
const MOST_GROUPS = 1000;
const SHOWN_ATTEMPTS = 500;
const SHOWN_NOTES = 50;
/** Whom a cause befell: the latest of them. */
const SHOWN_PEOPLE = 20;

interface Entry {
  readonly attempt: ReportAttempt;
  readonly revision: number;
  readonly flood: Flood | undefined;
}

type Counts = { -readonly [Key in Exclude<keyof LiveCounts, 'open'>]: number };

/** A cause while attempts are counted under it; whom it befell, the latest last. */
type CauseSum = { -readonly [Key in Exclude<keyof LiveCause, 'people' | 'hosts'>]: LiveCause[Key] } & {
  readonly people: Set<string>;
};

/** What is counted of some attempts. */
interface Sums {
  readonly counts: Counts;
  readonly causes: Map<string, CauseSum>;
}

/**
 * Makes a keeper.
 *
 * @param isMeant Says whether an attempt is of the person whom somebody waits for.
 */
export function createBoardKeeper(isMeant: (attempt: ReportAttempt) => boolean): BoardKeeper {
  const entries = new Map<string, Entry>();
  /** What holds of hosts now. */
  const hosts = new Map<string, HostVerdict>();
  /** What attempts of one host have together. */
  const groups = new Map<string, HostVerdict>();
  const gone = noSums();
  /** Those of them that were let go last. */
  const forgotten = new Set<string>();
  const unreadable = new Set<string>();
  const notes: string[] = [];
  let gaps = 0;
  let missing = 0;

  const takeOne = ({ verdictId, attempt, revision, change }: Verdict, flood: Flood | undefined): void => {
    const known = entries.get(verdictId);
    if (forgotten.has(verdictId)) return;
    if (change === 'withdrawn') entries.delete(verdictId);
    else entries.set(verdictId, { attempt: withoutRecords(attempt), revision, flood: flood ?? known?.flood });
  };
  const takeHost = (verdict: HostVerdict): void => {
    const { verdictId, change, cause } = verdict;
    const kept = cause.attemptCount > 0 ? groups : hosts;
    kept.delete(verdictId);
    // What each of the attempts shows is counted by them.
    const isCounted = cause.attemptCount > 0 && cause.scope === 'attempt';
    if (change === 'withdrawn' || !cause.failure || isCounted) return;
    kept.set(verdictId, { ...verdict, cause: { ...cause, attempts: [], evidence: [] } });
    const [oldest] = groups.keys();
    if (groups.size > MOST_GROUPS && oldest !== undefined) groups.delete(oldest);
  };
  const forgetOldest = (): void => {
    for (const [key, entry] of entries) {
      if (entries.size <= MOST_ENTRIES) return;
      entries.delete(key);
      add(gone, entry, '');
      forgotten.add(key);
      const [first] = forgotten;
      if (forgotten.size > MOST_ENTRIES && first !== undefined) forgotten.delete(first);
    }
  };
  return {
    take(verdicts, floods) {
      for (const verdict of verdicts) {
        if (verdict.type === 'verdict') takeOne(verdict, floods.get(verdict.verdictId));
        // The attempts of a flood are counted as one already.
        else if (!floods.has(verdict.verdictId)) takeHost(verdict);
      }
      forgetOldest();
    },
    gap(records) {
      gaps++;
      missing += records;
    },
    note(text) {
      notes.push(text);
      if (notes.length > SHOWN_NOTES) notes.shift();
    },
    readable(source, isReadable) {
      if (isReadable) unreadable.delete(source);
      else unreadable.add(source);
    },
    board({ pending, latest, ...facts }) {
      const sums = copyOf(gone);
      const hourAgo = latest === undefined ? '' : formatMicros(micros(latest - HOUR));
      const attempts: Omit<LiveAttempt, 'isMeant'>[] = [];
      for (const entry of entries.values()) {
        add(sums, entry, hourAgo);
        const { attempt, revision, flood } = entry;
        if (!flood) attempts.push({ attempt, revision });
      }
      const open = pending.filter(({ attempt }) => !entries.has(attempt.id));
      for (const { attempt, dueAt } of open) attempts.push({ attempt, revision: 0, dueAt });
      const shown = attempts.sort(byStart).slice(-SHOWN_ATTEMPTS);
      return {
        ...facts,
        ...(latest === undefined ? {} : { latest: micros(latest) }),
        causes: [
          ...hostCauses(hosts.values()),
          ...[
            ...groupCauses(groups.values(), hourAgo),
            ...[...sums.causes.values()].map(({ people, ...sum }) => ({
              ...sum,
              people: [...people].toReversed(),
            })),
          ].sort(byUrgency),
        ],
        attempts: shown.map((one) => ({ ...one, isMeant: isMeant(one.attempt) })),
        counts: { ...sums.counts, open: open.length },
        unreadable: unreadable.size,
        gaps,
        missing,
        notes: [...notes],
      };
    },
  };
}

/** The screen has no room for an attempt's records, which are nearly all there is of it. */
const withoutRecords = (attempt: ReportAttempt): ReportAttempt => ({
  ...attempt,
  events: [],
  links: [],
  diagnosis: attempt.diagnosis && { ...attempt.diagnosis, evidence: [], contradicting: [] },
});

const noSums = (): Sums => ({
  counts: { failed: 0, worked: 0, unclear: 0, folded: 0 },
  causes: new Map(),
});

const copyOf = ({ counts, causes }: Sums): Sums => ({
  counts: { ...counts },
  causes: new Map([...causes].map(([key, sum]) => [key, { ...sum, people: new Set(sum.people) }])),
});

/** Counts an attempt; what began before `hourAgo` does not count for the last hour. */
function add({ counts, causes }: Sums, { attempt, flood }: Entry, hourAgo: string): void {
  counts[flood ? 'folded' : countOf(attempt)]++;
  const named = namedCause(attempt, flood);
  if (!named) return;
  const key = named.cause ?? '';
  const sum = causes.get(key) ?? { ...named, total: 0, lastHour: 0, people: new Set(), lastTime: '' };
  causes.set(key, sum);
  sum.isFlood = named.isFlood;
  sum.total++;
  if (hourAgo !== '' && attempt.startedAt >= hourAgo) sum.lastHour++;
  if (attempt.startedAt >= sum.lastTime) {
    sum.title = named.title;
    sum.lastTime = attempt.startedAt;
  }
  const who = attempt.account?.name ?? attempt.client?.address;
  if (who === undefined) return;
  sum.people.delete(who);
  sum.people.add(who);
  const [first] = sum.people;
  if (sum.people.size > SHOWN_PEOPLE && first !== undefined) sum.people.delete(first);
}

/** What holds of hosts, each cause once, by how many it holds of; the first attempts to come would be the next failures. */
function hostCauses(verdicts: Iterable<HostVerdict>): readonly LiveCause[] {
  const byCause = [...groupBy(verdicts, ({ cause }) => cause.cause).values()];
  return byCause
    .map((own) => hostCauseOf(own))
    .sort((a, b) => b.hosts.length - a.hosts.length || (a.title < b.title ? -1 : 1));
}

/** The latest comes last. */
function hostCauseOf(verdicts: readonly HostVerdict[]): LiveCause & Required<Pick<LiveCause, 'hosts'>> {
  const latest = verdicts.at(-1)?.cause;
  const times = verdicts.map(({ cause }) => cause.lastTime).sort();
  return {
    cause: latest?.cause ?? null,
    title: latest?.title ?? '',
    isFlood: false,
    lastHour: 0,
    total: 0,
    people: [],
    hosts: [...new Set(verdicts.map(({ host }) => host).toReversed())],
    lastTime: times.at(-1) ?? '',
  };
}

/** What attempts have together, each cause once. */
const groupCauses = (verdicts: Iterable<HostVerdict>, hourAgo: string): readonly LiveCause[] =>
  [...groupBy(verdicts, ({ cause }) => cause.cause).values()].map((own) => {
    const lately = own.filter(({ cause }) => hourAgo !== '' && cause.lastTime >= hourAgo);
    return { ...hostCauseOf(own), lastHour: attemptsOf(lately), total: attemptsOf(own) };
  });

const attemptsOf = (verdicts: readonly HostVerdict[]): number =>
  verdicts.reduce((sum, { cause }) => sum + cause.attemptCount, 0);

function countOf({ outcome }: ReportAttempt): 'failed' | 'worked' | 'unclear' {
  switch (outcome) {
    case 'failed':
      return 'failed';
    case 'succeeded':
      return 'worked';
    case 'open':
    case 'unknown':
      return 'unclear';
  }
}

/** What an attempt is counted under; of one that worked, or ended as it should, nothing. */
function namedCause(
  { outcome, diagnosis }: ReportAttempt,
  flood: Flood | undefined,
): Pick<LiveCause, 'cause' | 'title' | 'isFlood'> | undefined {
  if (flood) return { ...flood, isFlood: true };
  if (outcome === 'succeeded' || (outcome !== 'failed' && !diagnosis?.cause)) return undefined;
  if (diagnosis?.class === 'normal') return undefined;
  return { cause: diagnosis?.cause ?? null, title: diagnosis?.headline ?? '', isFlood: false };
}

/** Floods last; what is met at the moment before what was met once, and what several have together before what each has. */
const byUrgency = (a: LiveCause, b: LiveCause): number =>
  Number(a.isFlood) - Number(b.isFlood) ||
  Number(isLately(b)) - Number(isLately(a)) ||
  b.lastHour - a.lastHour ||
  b.total - a.total ||
  (a.title < b.title ? -1 : 1);

const isLately = ({ hosts, lastHour }: LiveCause): boolean => hosts !== undefined && lastHour > 0;

const byStart = (
  { attempt: a }: Pick<LiveAttempt, 'attempt'>,
  { attempt: b }: Pick<LiveAttempt, 'attempt'>,
): number => (a.startedAt === b.startedAt ? (a.id < b.id ? -1 : 1) : a.startedAt < b.startedAt ? -1 : 1);
