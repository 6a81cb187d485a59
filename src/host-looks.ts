import type { DiagnoseAttempt } from './diagnose/diagnose-attempt.ts';
import { causesAmong } from './diagnose/diagnose-host.ts';
import { createHostCauseMemory } from './diagnose/host-cause-memory.ts';
import { createJudgementMemory } from './diagnose/judgement-memory.ts';
import { togetherKnown } from './diagnose/known-past.ts';
import type { PatternIndex } from './diagnose/pattern-index.ts';
import { namesOf, type LookedMember } from './host-members.ts';
import type { HostRound } from './host-round.ts';
import type { Attempt } from './model/attempt.ts';
import type { CoverageView } from './model/coverage.ts';
import type { DiagnosedAttempt, HostDiagnosis } from './model/diagnosis.ts';
import { groupBy } from './model/group-by.ts';
import type { HostNames } from './timeline/host-names.ts';
import { inOrder } from './timeline/timeline.ts';
import { tryMachines, type TriedMachines } from './try-machines.ts';

/** All hosts as they stand while more may come. */
export interface LookedHosts {
  readonly attempts: readonly UnjudgedAttempt[];
  /** The causes that hosts have beside those of their attempts. */
  readonly causes: () => readonly HostDiagnosis[];
}

/** An attempt as it stands, which is judged when somebody asks. */
export interface UnjudgedAttempt {
  readonly attempt: Attempt;
  readonly judge: () => DiagnosedAttempt;
}

/** Looks at hosts again and again; what was said of those of which nothing came since is said again. */
export interface HostLooks {
  /** Gives these machines as they stand now; nothing changes by it. */
  look(members: readonly LookedMember[], names: HostNames, seen: CoverageView): LookedHosts;
}

export function createHostLooks(patterns: PatternIndex): HostLooks {
  const judged = createJudgementMemory();
  const beside = createHostCauseMemory(patterns.patterns);

  const unjudgedOf = (
    round: HostRound,
    { attemptsOf, around, indexOf }: TriedMachines,
    seen: CoverageView,
  ): readonly UnjudgedAttempt[] => {
    let diagnose: DiagnoseAttempt | undefined;
    const judge = (attempt: Attempt): DiagnosedAttempt => {
      diagnose ??= judged.diagnosis(patterns, around(round), { seen, indexOf });
      return diagnose(attempt);
    };
    return attemptsOf(round).map((attempt) => ({ attempt, judge: () => judge(attempt) }));
  };

  return {
    look(members, names, seen) {
      const rounds = members.map(({ computer, analysis, events }) =>
        analysis.look(namesOf(names.hostOf(computer), names), seen, events),
      );
      const tried = tryMachines(rounds, seen);
      const attempts = rounds.flatMap((round) => unjudgedOf(round, tried, seen));
      const ofAttempts = (host: string): ReadonlySet<string> =>
        causesAmong([
          ...members.flatMap(({ computer, analysis }) =>
            names.hostOf(computer) === host ? analysis.held.attempts.map(({ one }) => one) : [],
          ),
          ...attempts.flatMap(({ attempt, judge }) => (attempt.host === host ? [judge()] : [])),
        ]);
      const causes = (): readonly HostDiagnosis[] =>
        [...groupBy(rounds, ({ host }) => host)].flatMap(([host, own]) =>
          beside.causes({
            host,
            indexes: own.map(({ index }) => index),
            rows: seen.rowsOf(host),
            alone: () => inOrder(own.flatMap(({ alone }) => alone())).events,
            wasSeen: tried.view.wasSeen,
            past: togetherKnown(own.map(({ past }) => past)),
            ofAttempts: () => ofAttempts(host),
          }),
        );
      return { attempts, causes };
    },
  };
}
