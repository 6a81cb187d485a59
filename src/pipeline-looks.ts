import { byStart } from './model/by-start.ts';
import { hostFloods } from './diagnose/diagnose-host.ts';
import { fillTemplate } from './diagnose/fill-template.ts';
import type { UnjudgedAttempt } from './host-looks.ts';
import type { HostSet } from './host-set.ts';
import { createHostsCounter, lookedGroups, type CountedHost, type LookedGroup } from './looked-group.ts';
import { lookedCause, type LookedCause } from './looked-cause.ts';
import type { Attempt } from './model/attempt.ts';
import type { CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import type { Event } from './model/event.ts';
import { groupBy } from './model/group-by.ts';
import type { Pattern } from './model/pattern.ts';
import type { ReportAttempt } from './model/report.ts';
import type { Micros } from './model/time.ts';
import type { Flood } from './model/verdict.ts';
import { reportAttempt } from './report/build-report.ts';
import type { CauseTools } from './report/build-causes.ts';
import type { HostOf } from './report/event-ref.ts';
import type { HostNames } from './timeline/host-names.ts';

/** An attempt while more events may come. */
export interface LookedAttempt {
  readonly id: string;
  readonly host: string;
  /** Its records. */
  readonly events: Attempt['events'];
  /** Judges it as it stands, until the pipeline goes on: that costs more than to look. */
  readonly judge: () => DiagnosedAttempt;
  /** When its first and its latest record were written, by the time as it runs on. */
  readonly firstAt: Micros;
  readonly lastAt: Micros;
  /** Its records were let go: it will not change any more. */
  readonly isSettled: boolean;
}

/** What a pipeline can be asked while more events may come. */
export interface Looks {
  /**
   * Gives the attempts as they stand now, where `watch` was asked for: those that can still change, and those that were
   * settled since the last look. Nothing changes by looking.
   */
  readonly look: () => readonly LookedAttempt[];
  /** Gives the attempts of the machines of these events as they would stand with them; nothing changes by it. */
  readonly peek: (ahead: readonly Event[]) => readonly LookedAttempt[];
  /** Gives an attempt that was looked at as a report lists it. */
  readonly reported: (one: DiagnosedAttempt) => ReportAttempt;
  /** The causes that hosts had beside those of their attempts at the last look; when all inputs have ended, for good. */
  readonly hostCauses: () => readonly LookedCause[];
  /**
   * Counts the attempts of these hosts, and of those whose attempts count together with those of others: those that were
   * judged for good, and of the others those given, as they were judged. When all inputs have ended: for good. It costs as
   * much as the hosts have attempts.
   */
  readonly together: (
    hosts: ReadonlySet<string>,
    judged: readonly DiagnosedAttempt[],
  ) => readonly CountedHost[];
  /** The host that a computer name is one of. */
  readonly hostOf: HostOf;
  /** Which of the attempts that were looked at last are part of a flood, by their ids. */
  readonly floods: () => ReadonlyMap<string, Flood>;
}

interface PipelineLooks extends Looks {
  /** Says what hosts have, for good. */
  end(all: Ended): void;
}

interface Ended {
  readonly diagnoses: readonly HostDiagnosis[];
  /** Attempts that are held without their records. */
  readonly unlisted: ReadonlySet<DiagnosedAttempt>;
}

interface LooksTools {
  readonly hosts: HostSet;
  readonly names: HostNames;
  readonly seen: () => CoverageView;
  readonly patterns: readonly Pattern[];
  readonly causeTools: CauseTools;
  /** How many attempts are not known any more. */
  readonly forgotten: () => number;
}

/**
 * Makes what looks into a pipeline on its way.
 *
 * @param settled The attempts that were settled since the last look, which takes them out.
 */
export function createPipelineLooks(
  { hosts, names, seen, patterns, causeTools, forgotten }: LooksTools,
  settled: DiagnosedAttempt[],
): PipelineLooks {
  let lookedAt: readonly UnjudgedAttempt[] = [];
  let ended: Ended | undefined;
  const countHosts = createHostsCounter();
  let causesAt: () => readonly HostDiagnosis[] = () => [];
  const looked = ({ attempt, judge }: UnjudgedAttempt, isSettled: boolean): LookedAttempt => ({
    id: attempt.id,
    host: attempt.host,
    events: attempt.events,
    firstAt: attempt.startedAt,
    lastAt: attempt.endedAt,
    isSettled,
    judge,
  });

  const groupsAtEnd = (all: Ended, asked: ReadonlySet<string>): readonly CountedHost[] =>
    Array.from(asked, (host) => ({
      host,
      forgotten: forgotten(),
      attempts: 0,
      groups: groupsOf(all, host, causeTools),
    }));

  return {
    look() {
      const gone = settled.splice(0).map((one) => ({ attempt: one.attempt, judge: () => one }));
      const { attempts: going, causes } = hosts.look(names, seen());
      if (!ended) causesAt = causes;
      lookedAt = [...gone, ...going];
      return [...gone.map((one) => looked(one, true)), ...going.map((one) => looked(one, false))];
    },
    peek: (ahead) => hosts.look(names, seen(), ahead).attempts.map((one) => looked(one, false)),
    reported: (one) => reportAttempt(one, causeTools.hostOf),
    hostCauses: () => causesAt().map((one) => lookedCause(one, causeTools)),
    together(asked, judged) {
      if (ended) return groupsAtEnd(ended, asked);
      const kept = hosts.judged(names);
      const going = groupBy(judged, ({ attempt }) => names.hostOf(attempt.host));
      const tools = { patterns, wasSeen: seen().wasSeen, causeTools };
      return countHosts(asked, { kept, going }, tools).map((one) => ({ ...one, forgotten: forgotten() }));
    },
    hostOf: (computer) => names.hostOf(computer),
    floods: () => floodsAmong(lookedAt, patterns, seen()),
    end(all) {
      ended = all;
      causesAt = () => all.diagnoses.filter((one) => !isTally(one));
    },
  };
}

const groupsOf = (
  { diagnoses, unlisted }: Ended,
  host: string,
  causeTools: CauseTools,
): readonly LookedGroup[] =>
  diagnoses
    .filter((one) => isTally(one) && one.host === host)
    .flatMap((found) => lookedGroups(found, { ...causeTools, unlisted }));

const isTally = ({ attempts }: HostDiagnosis): boolean => attempts.length > 0;

function floodsAmong(
  unjudged: readonly UnjudgedAttempt[],
  patterns: readonly Pattern[],
  { wasSeen }: CoverageView,
): ReadonlyMap<string, Flood> {
  const byHost = groupBy(unjudged, ({ attempt }) => attempt.host);
  const found = [...byHost].flatMap(([host, own]) => {
    const attempts = own.map(({ judge }) => judge()).sort((a, b) => byStart(a.attempt, b.attempt));
    return hostFloods({ host, attempts, wasSeen }, patterns);
  });
  return new Map(
    found.flatMap(({ host, pattern, attempts, evidence }) => {
      const flood = { cause: pattern.id, title: fillTemplate(pattern.title, { evidence, host }) };
      return attempts.map(({ attempt }) => [attempt.id, flood] as const);
    }),
  );
}
