import {
  openVerdictLog,
  StateError,
  type FollowOptions,
  type FollowState,
  type FollowStep,
  type VerdictLog,
  type VerdictLogPlaces,
} from '../follow.ts';
import type { LiveVerdict } from '../index.ts';
import { verdictJson } from '../render-live.ts';
import { OutputError, whyUnwritten } from './output-error.ts';
import { UsageError } from './streams.ts';

/** Where verdicts and the state of the following go, beside the screen. */
interface FollowOutputs {
  readonly options: Pick<FollowOptions, 'resume' | 'willResume' | 'onStep' | 'onLook'>;
  readonly notices: readonly string[];
  write(verdicts: readonly LiveVerdict[]): void;
  close(): void;
}

/**
 * Opens the file that verdicts go to, and the state that lets another run go on with it. Where they cannot be written any more,
 * as on a full disk, that is told once and no more is tried: what is there is whole.
 */
export function openOutputs(
  { output = [], state }: { readonly output?: readonly string[]; readonly state?: string },
  onBroken: (message: string) => void,
): FollowOutputs {
  const [file, ...more] = output;
  if (more.length > 0) throw new UsageError('while following, -o names one file');
  if (file !== undefined && !file.endsWith('.ndjson'))
    throw new UsageError(`while following, -o writes lines of JSON: name a .ndjson file, found '${file}'`);
  if (state === undefined && file === undefined)
    return { options: {}, notices: [], write: () => {}, close: () => {} };
  const places = { ...(state !== undefined && { state }), ...(file !== undefined && { output: file }) };
  const log = openLog(places);
  let isBroken = false;
  const guarded = (write: () => void): void => {
    if (isBroken) return;
    try {
      write();
    } catch (error) {
      isBroken = true;
      onBroken(unwrittenText(places, error));
    }
  };
  return {
    options: {
      ...(log.earlier && { resume: log.earlier }),
      willResume: state !== undefined,
      onStep(step) {
        const { records, opened } = step.intake;
        guarded(() => log.note(step, records.length > 0 || opened.length > 0));
      },
      onLook(now) {
        guarded(() => {
          if (log.isLong) log.save(now());
        });
      },
    },
    notices: log.hasOthers ? [`'${file}' has lines already; new ones are added at its end`] : [],
    write: (verdicts) =>
      guarded(() => log.append(verdicts.map((verdict) => `${verdictJson(verdict)}\n`).join(''))),
    close: () => log.close(),
  };
}

function openLog(places: VerdictLogPlaces): VerdictLog<FollowState, FollowStep> {
  try {
    return openVerdictLog<FollowState, FollowStep>(places);
  } catch (error) {
    if (error instanceof StateError) throw new UsageError(error.message);
    throw new OutputError(unwrittenText(places, error));
  }
}

/** Says what a system's error means; any other is our own mistake. */
function unwrittenText({ output, state }: VerdictLogPlaces, error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const places = [output, state].filter((path) => path !== undefined);
  return `cannot write '${places.join("' or '")}': ${whyUnwritten(places[0] ?? '', error)}`;
}
