import type { Report } from '../model/report.ts';
import { micros, SECOND } from '../model/time.ts';
import type { Flood, LiveVerdict } from '../model/verdict.ts';
import { createPipeline, type InputTail, type PipelineOptions, type PipelineState } from '../pipeline.ts';
import type { Catalog } from '../normalize/normalize.ts';
import { createArrivalClock, newClock, type ArrivalClock, type ClockState } from './arrival-clock.ts';
import { firstTime } from './first-time.ts';
import type { Intake, IntakeRecord } from './intake.ts';
import { createLiveInputs } from './live-inputs.ts';
import { createLiveLooks, nothingSaid, type LooksState, type OpenAttempt } from './live-looks.ts';
import { newRun, type RunState } from './run-state.ts';

export type { OpenAttempt } from './live-looks.ts';

export interface LiveOptions extends Omit<PipelineOptions, 'state' | 'watch'> {
  /** An attempt is judged when so much time has passed since its latest record: late ones are waited for. */
  readonly settle: number;
  /** Go on where another engine was, with the same options. */
  readonly state?: LiveState;
  /** Find out which verdicts are part of a flood. Default: false; it takes a little time. */
  readonly foldFloods?: boolean;
  /** Say nothing of what was there when the following began, unless it changes. Default: false. */
  readonly fromNow?: boolean;
}

/** All that an engine knows, as plain data; what is shared within it is shared again. */
export interface LiveState extends LooksState {
  readonly pipeline: PipelineState;
  readonly clock: ClockState;
  readonly run: RunState;
}

/** Turns records into verdicts as they come. The same intakes give the same verdicts. */
export interface LiveEngine {
  readonly catalog: Catalog;
  /**
   * Takes what came and gives the verdicts that fell due. What comes first was there when the following began: it is taken
   * as a whole, as logs at rest are.
   */
  take(intake: Intake): readonly LiveVerdict[];
  /** Those verdicts of the last call, by their ids, that are part of a flood. */
  readonly floods: ReadonlyMap<string, Flood>;
  /** The attempts of which nothing was said yet, as they stand with all that came. */
  pending(): readonly OpenAttempt[];
  /** No record came yet. */
  readonly isUnset: boolean;
  /** What was there when the following began was taken. */
  readonly hasBegun: boolean;
  /** The inputs that were opened. */
  readonly inputs: readonly string[];
  /** Ends an input; nothing comes any more. */
  end(input: string, tail: InputTail): void;
  /** It is no copy, and changes with what comes. */
  state(): LiveState;
  /** Says what came of it all, when all inputs have ended. */
  close(): { readonly verdicts: readonly LiveVerdict[]; readonly report: Report };
}

/** So many looks a record that is known of is waited for. */
const PATIENCE = 40;

/** Looking costs as much as came to be looked at anew: with more of it, it is done less often. */
const LOOKED_PER_TICK = 150;
const TICK = SECOND / 4;
/** However much it is. */
const MOST_TICKS = 20;

/**
 * Makes an engine. It looks at fixed times by the logs' own clock, never by how they happened to be read: half the time to
 * settle is for records that are late, the other half for what may still come of an attempt.
 */
export function createLiveEngine({
  settle,
  state,
  foldFloods,
  fromNow,
  ...options
}: LiveOptions): LiveEngine {
  const half = Math.ceil(settle / 2);
  const quiet = settle - half;
  const { clock: clockState, run, ...said } = state ?? newState();
  const pipeline = createPipeline({ ...options, watch: true, ...(state && { state: state.pipeline }) });
  const clock = createArrivalClock(half, clockState);
  const inputs = createLiveInputs(pipeline, run, state?.pipeline.inputs.keys() ?? []);
  const looks = createLiveLooks(pipeline, run, said, { quiet, foldFloods: foldFloods === true });
  /** What came is looked at when the first of it may fall due. */
  const nextTick = (): number =>
    tickFor(Math.min(looks.nextDue, (run.queue[0]?.time ?? Infinity) + quiet), run);
  const advance = (to: number): readonly LiveVerdict[] => {
    run.queue.sort((a, b) => a.time - b.time);
    const verdicts: LiveVerdict[] = [];
    for (let tick = nextTick(); tick <= to; tick = nextTick()) {
      run.now = tick;
      inputs.takeUpTo(tick);
      pipeline.settle(micros(run.recent.reduce((least, time) => Math.min(least, time), tick)));
      verdicts.push(...looks.next(inputs.touched));
    }
    return verdicts;
  };
  const begin = (): readonly LiveVerdict[] => {
    run.latest.clear();
    run.hasBegun = true;
    run.now = clock.now();
    return fromNow === true ? looks.pass() : looks.first();
  };
  return {
    catalog: pipeline.catalog,
    take({ passed, at, opened, records, heldTimes = [], isBehind }) {
      looks.forgetFloods();
      inputs.open(opened);
      if (clock.isUnset || !run.hasBegun) setClock(clock, run, records, at);
      else clock.pass(passed, run.heldTime);
      const waiting = records.map((record) => ({ time: clock.place(record.computer, record.time), record }));
      if (!run.hasBegun) {
        for (const record of records) inputs.take(record);
        return isBehind === true ? [] : begin();
      }
      for (const one of waiting) run.queue.push(one);
      hold(
        run,
        heldTimes.filter((time) => clock.isCredible(time)),
      );
      return advance(Math.min(clock.now() - half, run.heldTime - 1));
    },
    get floods() {
      return looks.floods;
    },
    pending: () => looks.pending(run.queue.flatMap(({ record }) => record.event ?? [])),
    get isUnset() {
      return clock.isUnset;
    },
    get hasBegun() {
      return run.hasBegun;
    },
    get inputs() {
      return [...inputs.paths];
    },
    end(input, tail) {
      inputs.takeUpTo(Infinity);
      inputs.end(input, tail);
    },
    state: () => ({ pipeline: pipeline.state(), ...looks.state, clock: clock.state, run }),
    close() {
      const report = pipeline.close();
      looks.forgetFloods();
      return { verdicts: looks.last(), report };
    },
  };
}

const newState = (): Omit<LiveState, 'pipeline'> => ({ ...nothingSaid(), clock: newClock(), run: newRun() });

/** The look at which something is seen that falls due then. */
function tickFor(due: number, { now, worked }: RunState): number {
  const step = TICK * Math.min(MOST_TICKS, Math.max(1, Math.ceil(worked / LOOKED_PER_TICK)));
  return Math.max(Math.ceil(due / step), Math.floor(now / step) + 1) * step;
}

/** Notes from when on records are known of that did not come. */
function hold(run: RunState, heldTimes: readonly number[]): void {
  const least = heldTimes.reduce((a, b) => Math.min(a, b), Infinity);
  run.heldLooks = least === run.heldTime ? run.heldLooks + 1 : 0;
  run.heldTime = run.heldLooks < PATIENCE ? least : Infinity;
}

/** Sets it by all that was there when the following began. */
function setClock(
  clock: ArrivalClock,
  run: RunState,
  records: readonly IntakeRecord[],
  at: number | undefined,
): void {
  for (const { computer, time } of records) {
    const name = computer.toLowerCase();
    run.latest.set(name, Math.max(time, run.latest.get(name) ?? time));
  }
  if (run.latest.size === 0) return;
  clock.begin(firstTime(run.latest.values(), at));
  for (const [name, time] of run.latest) clock.place(name, time);
  if (run.hasBegun) run.latest.clear();
}
