import { byStart } from './model/by-start.ts';
import { ofHost } from './describe-scene.ts';
import { acrossHosts, withAcross } from './diagnose/across-hosts.ts';
import { tallyCauses } from './diagnose/diagnose-host.ts';
import { partOfTally } from './diagnose/match-tallies.ts';
import type { WasSeen } from './diagnose/surroundings.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import { groupBy } from './model/group-by.ts';
import { isFlood, type Pattern } from './model/pattern.ts';
import type { ReportCause } from './model/report.ts';
import { hashText } from './model/hash-text.ts';
import { earliest, HOUR, latest, SECOND, type Micros } from './model/time.ts';
import type { Confidence } from './model/vocabulary.ts';
import type { KeptAttempt } from './report/attempt-keeper.ts';
import { togetherCause, type CauseParts, type CauseTools } from './report/build-causes.ts';

/** Attempts of a host that belong together by their number, while more may come. */
export interface LookedGroup {
  readonly cause: string;
  readonly host: string;
  readonly confidence: Confidence;
  readonly attempts: number;
  /** Which these are, where it is their ends that count: one may come for another. */
  readonly members: string;
  /** How many users, or addresses, each of whom is worth a word: 0 where only the number of attempts is. */
  readonly people: number;
  /** When the first and the last of them ended, where they are counted by their ends; else when these began. */
  readonly from: Micros;
  readonly to: Micros;
  /** What lies this far from it is another group. */
  readonly still: number;
  readonly isFlood: boolean;
  /** It is the moment of their ends that they share. */
  readonly endsTogether: boolean;
  /** Says it as a report does. */
  readonly reported: () => ReportCause;
}

/** A host whose attempts were counted. */
export interface CountedHost {
  readonly host: string;
  /** How many there are. */
  readonly attempts: number;
  /** How many of all hosts are not known any more. */
  readonly forgotten: number;
  readonly groups: readonly LookedGroup[];
}

/** The attempts of all hosts, by host. */
interface HostsAttempts {
  /** Judged for good. */
  readonly kept: ReadonlyMap<string, readonly KeptAttempt[]>;
  /** As they were judged last. */
  readonly going: ReadonlyMap<string, readonly DiagnosedAttempt[]>;
}

interface CountTools {
  readonly patterns: readonly Pattern[];
  readonly wasSeen: WasSeen;
  readonly causeTools: CauseTools;
}

type Counted = Omit<CountedHost, 'forgotten'>;

/** Counts the attempts of the hosts that are asked about, and of those of which what others' attempts decide is not as it was. */
export type HostsCounter = (
  asked: ReadonlySet<string>,
  attempts: HostsAttempts,
  tools: CountTools,
) => readonly Counted[];

export function createHostsCounter(): HostsCounter {
  let before: ReadonlyMap<string, string> = new Map();
  return (asked, { kept, going }, tools) => {
    const gathered = new Map<string, Gathered>();
    const gather = (host: string): Gathered => {
      const own = gathered.get(host) ?? gatherAttempts(host, kept.get(host) ?? [], going.get(host) ?? []);
      gathered.set(host, own);
      return own;
    };
    const known = new Set([...kept.keys(), ...going.keys()]);
    const all = known.size < 2 ? [] : [...known].flatMap((host) => gather(host).attempts);
    const found = acrossHosts({ attempts: all, wasSeen: tools.wasSeen }, tools.patterns);
    const across = groupBy(found, ({ host }) => host);
    const now = new Map(Array.from(across, ([host, own]) => [host, own.map(gistOf).join(' ')]));
    const changed = [...before.keys(), ...now.keys()].filter((host) => before.get(host) !== now.get(host));
    before = now;
    return Array.from(new Set([...asked, ...changed]), (host) =>
      countedHost(host, gather(host), across.get(host) ?? [], tools),
    );
  };
}

const gistOf = ({ pattern, confidence, attempts }: HostDiagnosis): string =>
  [pattern.id, confidence, ...attempts.map(({ attempt }) => attempt.id)].join(' ');

interface Gathered {
  readonly attempts: readonly DiagnosedAttempt[];
  /** Those of them that are held without their records. */
  readonly unlisted: ReadonlySet<DiagnosedAttempt>;
}

function gatherAttempts(
  host: string,
  kept: readonly KeptAttempt[],
  going: readonly DiagnosedAttempt[],
): Gathered {
  const unlisted = new Set<DiagnosedAttempt>();
  const attempts = going.map((one) => ofHost(one, host));
  for (const { one, isWhole, isForgotten } of kept) {
    if (isForgotten === true) continue;
    const own = ofHost(one, host);
    if (!isWhole) unlisted.add(own);
    attempts.push(own);
  }
  return { attempts, unlisted };
}

function countedHost(
  host: string,
  { attempts, unlisted }: Gathered,
  across: readonly HostDiagnosis[],
  { patterns, wasSeen, causeTools }: CountTools,
): Counted {
  const inOrder = attempts.toSorted((a, b) => byStart(a.attempt, b.attempt));
  const found = withAcross(tallyCauses({ host, attempts: inOrder, wasSeen }, patterns), across);
  const tools = { ...causeTools, unlisted };
  return { host, attempts: attempts.length, groups: found.flatMap((one) => lookedGroups(one, tools)) };
}

type Tools = CauseTools & Pick<CauseParts, 'unlisted'>;

/** Where a day passes without any more of them, what comes then is told of anew. */
const DAY = 24 * HOUR;

/** Parts what a tally found of a host by the times between the attempts. */
export function lookedGroups(found: HostDiagnosis, tools: Tools): readonly LookedGroup[] {
  const { pattern, attempts } = found;
  const endsTogether = pattern.tallies.every(({ at }) => at === 'end');
  const still = endsTogether ? longest(pattern) : DAY;
  const momentOf = ({ attempt }: DiagnosedAttempt): Micros =>
    endsTogether ? attempt.endedAt : attempt.startedAt;
  const inTime = attempts.toSorted((a, b) => momentOf(a) - momentOf(b));
  const groups: DiagnosedAttempt[][] = [];
  for (const [i, one] of inTime.entries()) {
    const before = inTime[i - 1];
    if (!before || momentOf(one) - momentOf(before) > still) groups.push([]);
    groups.at(-1)?.push(one);
  }
  return groups.map((own) => ({
    cause: pattern.id,
    host: found.host,
    confidence: found.confidence,
    attempts: own.length,
    members: endsTogether ? hashText(own.map(({ attempt }) => attempt.id).join(' ')) : '',
    people: pattern.folds ? 0 : peopleIn(own),
    from: earliest(own.map(momentOf)),
    to: latest(own.map(momentOf)),
    still,
    isFlood: isFlood(pattern),
    endsTogether,
    reported: () => togetherCause(partOfTally(found, own), tools),
  }));
}

const peopleIn = (attempts: readonly DiagnosedAttempt[]): number =>
  new Set(
    attempts.flatMap(({ attempt }) => attempt.account?.name.toLowerCase() ?? attempt.client?.address ?? []),
  ).size;

const longest = ({ tallies }: Pattern): number =>
  tallies.reduce((most, { within }) => Math.max(most, within * SECOND), 0);
