import type { Command } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import { doctorRenderers } from '../render.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import { outputHelp } from './outputs.ts';
import {
  noColorOption,
  noProgressOption,
  packsOption,
  passwordOption,
  pathHelp,
  quietOption,
  repeated,
  threadsOption,
  zoneOption,
} from './shared-options.ts';
import type { Streams } from './streams.ts';

const more = `
It says which machine to ask for which log, what each would decide and the commands that save it, before anything is
restarted or repaired. Commands that switch something on stand apart.

--live says of each log of this machine whether it is there, on and readable, how large it may grow and how far back it
reaches, and which audit policies are off. It runs wevtutil, auditpol and whoami, and changes nothing. It is tested
against what these programs are documented to print, and was not run on Windows yet.

Examples:
  rdpwhy doctor ./case
  rdpwhy doctor ./case --json
  rdpwhy doctor --live            (on Windows, as administrator)`;

/** Adds `doctor`: what was found among the inputs, what is missing, and how to get it. */
export function addDoctorCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('doctor')
    .description('say what the logs are, what is missing for a full answer, and the commands to get it')
    .argument('[path...]', pathHelp)
    .option('--live', 'ask this Windows machine about its own logs instead of a path; not run on Windows yet')
    .option('--json', 'as JSON, for programs')
    .option('-o, --output <file>', outputHelp('answer', doctorRenderers), repeated)
    .addOption(zoneOption('what you read; JSON is always UTC'))
    .addOption(packsOption())
    .addOption(threadsOption())
    .addOption(passwordOption())
    .addOption(noColorOption())
    .addOption(noProgressOption())
    .addOption(quietOption())
    .addHelpText('after', more)
    .action(async (paths: string[], flags: DoctorFlags) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      done(await runDoctor(await expandGlobs(paths), flags, streams));
    });
}
