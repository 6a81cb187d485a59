import type { InputHead, InputTail, Pipeline, PipelineInput } from '../pipeline.ts';
import type { IntakeRecord } from './intake.ts';
import type { RunState } from './run-state.ts';
import { createTextSharing } from './text-sharing.ts';

/** The logs that are followed: what came of them is made part of the whole when its time has come. */
export interface LiveInputs {
  /** Those that were opened. */
  readonly paths: Iterable<string>;
  open(heads: readonly InputHead[]): void;
  /** Takes a record at once. */
  take(record: IntakeRecord): void;
  /** Takes what waits up to a time of the arrival clock; `run.queue` must be in order. */
  takeUpTo(time: number): void;
  /** The machines of what was taken last, by name in lower case. */
  readonly touched: ReadonlySet<string>;
  end(path: string, tail: InputTail): void;
}

/** A clock that is set far ahead and back must not make everything in between look over. */
const RECENT = 1000;

/**
 * Makes the inputs of a following.
 *
 * @param known Those that an earlier run had opened.
 */
export function createLiveInputs(pipeline: Pipeline, run: RunState, known: Iterable<string>): LiveInputs {
  const inputs = new Map<string, PipelineInput>();
  const shareTexts = createTextSharing();
  let touched: ReadonlySet<string> = new Set();
  const open = (heads: Iterable<InputHead>): void => {
    for (const head of heads) if (!inputs.has(head.path)) inputs.set(head.path, pipeline.open(head));
  };
  const take = ({ input, computer, channel, recordId, time, event }: IntakeRecord): void => {
    const own = inputs.get(input);
    own?.observe(computer, channel, recordId, time);
    if (event) own?.adopt({ events: [shareTexts(event)], runs: [] });
  };
  open([...known].map((path) => ({ path })));
  return {
    get paths() {
      return inputs.keys();
    },
    open,
    take,
    takeUpTo(time) {
      const due = cutQueue(run, time);
      for (const { record, time: at } of due) {
        take(record);
        const { host } = record.event ?? {};
        if (host !== undefined) run.offsets.set(host.toLowerCase(), record.time - at);
      }
      touched = new Set(due.flatMap(({ record }) => record.event?.host.toLowerCase() ?? []));
      run.recent = [...run.recent, ...due.slice(-RECENT).map(({ record }) => record.time)].slice(-RECENT);
    },
    get touched() {
      return touched;
    },
    end: (path, tail) => inputs.get(path)?.end(tail),
  };
}

/** Gives what waits no longer than up to a time. */
function cutQueue(run: RunState, time: number): RunState['queue'] {
  const { queue } = run;
  const later = queue.findIndex((one) => one.time > time);
  run.queue = later === -1 ? [] : queue.slice(later);
  return later === -1 ? queue : queue.slice(0, later);
}
