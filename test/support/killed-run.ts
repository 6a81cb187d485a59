import { createFollower, logFiles, type FollowOptions, type Follower } from '../../src/follow.ts';
import type { FollowState, FollowStep } from '../../src/follow.ts';
import { openVerdictLog, type VerdictLog } from '../../src/input/verdict-log.ts';
import { verdictJson } from '../../src/report/verdict-line.ts';

/** What a run that is killed ends with. */
export class Killed extends Error {}

/** A run of the program in this process, with its state and its output on the disk. */
export interface Run {
  readonly follower: Follower;
  readonly log: VerdictLog<FollowState, FollowStep>;
}

export interface RunPlaces extends Pick<FollowOptions, 'packs' | 'fromNow'> {
  readonly logs: string;
  /** State and output, without their endings. */
  readonly name: string;
  /** Milliseconds since the last look of the run before. */
  readonly away: number;
  /** Whether all that is known is written in place of the steps, at this look. */
  readonly saves: () => boolean;
  readonly onNoted: () => void;
  /** Is called at every place where something may or may not be on the disk yet; a throw ends the run there. */
  readonly die: () => void;
}

/** Begins a run, or goes on with one. */
export function beginRun({ logs, name, away, saves, onNoted, die, ...options }: RunPlaces): Run {
  const log = openVerdictLog<FollowState, FollowStep>({ state: `${name}.state`, output: `${name}.ndjson` });
  const follower = createFollower(logFiles([logs]), {
    ...options,
    ...(log.earlier && { resume: { ...log.earlier, away } }),
    willResume: true,
    onStep(step) {
      die();
      log.note(step, true);
      onNoted();
      die();
    },
    onVerdicts(verdicts) {
      const text = verdicts.map((verdict) => `${verdictJson(verdict)}\n`).join('');
      log.append(text.slice(0, text.length / 2));
      die();
      log.append(text.slice(text.length / 2));
      die();
    },
    onLook(state) {
      if (saves()) log.save(state());
      die();
    },
  });
  return { follower, log };
}
