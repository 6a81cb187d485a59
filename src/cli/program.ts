import { Command, CommanderError } from 'commander';
import { plainLines } from '../render.ts';
import { version } from '../version.ts';
import { addAnalyzeCommand } from './analyze-program.ts';
import { addCollectCommand } from './collect-program.ts';
import { addDiffCommand } from './diff-program.ts';
import { addDoctorCommand } from './doctor-program.ts';
import { addDumpCommand } from './dump-program.ts';
import { addExplainCommand } from './explain-program.ts';
import { OutputError } from './output-error.ts';
import { addPackCommand } from './pack-program.ts';
import { addPatternsCommand } from './patterns-program.ts';
import { addRevealCommand } from './reveal-program.ts';
import { exitCodes, UsageError, type Streams } from './streams.ts';
import { addTimelineCommand } from './timeline-program.ts';

/** In the order of the help. */
const commands = [
  addAnalyzeCommand,
  addTimelineCommand,
  addExplainCommand,
  addDumpCommand,
  addRevealCommand,
  addDiffCommand,
  addDoctorCommand,
  addCollectCommand,
  addPackCommand,
  addPatternsCommand,
];

const more = `
Examples:
  rdpwhy case.zip                         why connections failed, of whatever is in it
  rdpwhy ./logs --code 0x904/0x7          the same for what somebody saw
  rdpwhy doctor case.zip                  what is missing, and the commands to get it
  rdpwhy collect -o collect.ps1           a script that collects it where the logs are
  rdpwhy COMMAND --help                   the options of a command

Exit code: 0 the analysis ran; 1 an output could not be written, or a test failed; 2 a mistake on the
command line; 3 a named path gave nothing readable (the rest is analysed all the same); 130 interrupted.
With --exit-code also 10 (failures, all explained by what is certain or likely), 11 (not all explained,
or only possibly) and 12 (the logs do not say).`;

/** Runs the program on its arguments and gives the exit code. A command is loaded when it is asked for. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCodes.ok;
  const program = createProgram(streams, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has told the person already; help and version are not mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof UsageError || (error instanceof Error && error.name === 'TokenCollision')) {
      streams.err.write(`rdpwhy: ${plainLines(error.message)}\n`);
      return exitCodes.usage;
    }
    if (error instanceof OutputError || (error instanceof Error && error.name === 'ThreadOutOfMemory')) {
      streams.err.write(`rdpwhy: ${plainLines(error.message)}\n`);
      return exitCodes.failed;
    }
    throw error;
  }
}

function createProgram(streams: Streams, done: (code: number) => void): Command {
  const program = new Command('rdpwhy')
    .description('Explains why Remote Desktop connections failed, from Windows event logs.')
    .version(version)
    .addHelpText('after', more)
    .showHelpAfterError('(rdpwhy --help says more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.out.write(text),
      // It repeats what was typed.
      writeErr: (text) => streams.err.write(plainLines(text)),
    });
  for (const add of commands) add(program, streams, done);
  for (const command of program.commands) hintAtHelp(command, 'rdpwhy');
  return program;
}

/** A mistake in a command's options is told with the help that has them; those of the default one are typed without its name. */
function hintAtHelp(command: Command, before: string): void {
  const name = `${before} ${command.name()}`;
  command.showHelpAfterError(`(${name} --help says more)`);
  for (const inner of command.commands) hintAtHelp(inner, name);
}
