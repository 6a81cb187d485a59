import { createFloodFold, createProgramQueue } from '../follow.ts';
import type { Flood, LiveVerdict } from '../index.ts';
import { floodJson, verdictJson } from '../render-live.ts';
import { UsageError } from './streams.ts';

/** The options that have a program run for each verdict. */
export interface HookFlags {
  readonly onVerdict?: string;
  readonly onVerdictArg?: readonly string[];
  readonly onVerdictShell?: string;
}

/** Runs a program for each verdict, and once for each flood. */
export interface VerdictHook {
  take(verdicts: readonly LiveVerdict[], floods: ReadonlyMap<string, Flood>): void;
  /** Runs what is due by now. */
  look(): void;
  /** Runs what is left, and waits for it for a short time. */
  end(): Promise<void>;
}

/** So many milliseconds a flood is added up before it is told. */
const FLOOD_WAIT = 60_000;

/** Reads the flags; undefined where no program is to be run. */
export function verdictHook(
  { onVerdict, onVerdictArg = [], onVerdictShell }: HookFlags,
  onFault: (message: string) => void,
): VerdictHook | undefined {
  if (onVerdict !== undefined && onVerdictShell !== undefined)
    throw new UsageError('expected --on-verdict or --on-verdict-shell, found both');
  if (onVerdict === undefined && onVerdictArg.length > 0)
    throw new UsageError('--on-verdict-arg is for a program named with --on-verdict');
  const command = onVerdict ?? onVerdictShell;
  if (command === undefined) return undefined;
  if (command.trim() === '') throw new UsageError('expected a program after --on-verdict, found nothing');
  const queue = createProgramQueue({
    command,
    args: onVerdictArg,
    shell: onVerdictShell !== undefined,
    onFault: (message) => onFault(`'${command}' ${message}`),
  });
  const fold = createFloodFold(FLOOD_WAIT);
  const run = (json: string): void => queue.push(`${json}\n`);
  return {
    take(verdicts, floods) {
      for (const verdict of fold.add(verdicts, floods, performance.now())) run(verdictJson(verdict));
    },
    look() {
      for (const flood of fold.due(performance.now())) run(floodJson(flood));
    },
    async end() {
      for (const flood of fold.due()) run(floodJson(flood));
      await queue.end();
    },
  };
}
