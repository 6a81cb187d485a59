import type { Command } from 'commander';
import { doctorRenderers } from '../render.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import { outputHelp } from './outputs.ts';
import type { Streams } from './streams.ts';

const more = `
It says which machine to ask for which log, what each would decide and the commands that save it, before anything is
restarted or repaired. Commands that switch something on stand apart.

Examples:
  rdpwhy doctor ./case
  rdpwhy doctor ./case --json`;

/** Adds `doctor`: what was found among the inputs, what is missing, and how to get it. */
export function addDoctorCommand(
  program: Command,
  streams: Streams,
  done: (code: number) => void,
  read: {
    readonly collect: Collect;
    readonly threads: (text: string) => number;
    readonly threadsHelp: string;
    readonly pathHelp: string;
  },
): void {
  program
    .command('doctor')
    .description('say what the logs are, what is missing for a full answer, and the commands to get it')
    .argument('<path...>', read.pathHelp)
    .option('--json', 'as JSON, for programs')
    .option('-o, --output <file>', outputHelp('answer', doctorRenderers), read.collect)
    .option(
      '--patterns <folder>',
      'a further pack of patterns (data, never code); may be repeated',
      read.collect,
    )
    .option('--threads <n>', read.threadsHelp, read.threads)
    .option('--no-color', 'no colours, even on a terminal')
    .option('--no-progress', 'no progress bar')
    .option('-q, --quiet', 'nothing on standard error')
    .addHelpText('after', more)
    .action(async (paths: string[], flags: DoctorFlags) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      done(await runDoctor(paths, flags, streams));
    });
}

type Collect = (value: string, earlier: readonly string[] | undefined) => string[];
