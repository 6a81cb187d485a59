import { Command, CommanderError } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import { plainLines, reportRenderers, timelineRenderers } from '../render.ts';
import { version } from '../version.ts';
import type { DumpFlags } from './commands/dump.ts';
import type { ExplainFlags } from './commands/explain.ts';
import type { FollowFlags } from './commands/follow.ts';
import type { RevealFlags } from './commands/reveal.ts';
import type { TimelineFlags } from './commands/timeline.ts';
import { addCollectCommand } from './collect-program.ts';
import { addDiffCommand } from './diff-program.ts';
import { addDoctorCommand } from './doctor-program.ts';
import { formatNames, outputHelp } from './outputs.ts';
import { explainExamples } from './explain-examples.ts';
import { addPackCommand } from './pack-program.ts';
import { addPatternsCommand } from './patterns-program.ts';
import { passwordOption, threadsOption } from './reading-options.ts';
import { exitCodes, UsageError, type Streams } from './streams.ts';

const pathHelp =
  "event logs (.evtx, XML, JSON, CSV, text, CLIXML), folders and archives (zip, tar, gz) of them, case packs, patterns such as 'logs/**/*.evtx', or '-' for standard input";

const redactHelp = 'put pseudonyms in place of users, hosts, addresses, SIDs, certificates and paths';

const redactMapHelp =
  'the same, with the pseudonyms of this private file, which is made where there is none; reveal needs it';

const symptomHelp = `
--code, --at, --user and --client say what the person met. The report then begins with the attempt that is meant
and whether the code fits its cause. Where nothing in the logs matches, it says so: not enough evidence.

The formats: terminal and markdown for people (markdown is short, for a ticket), json all there is, ndjson a line for
each cause and attempt, csv a row for each attempt, timesketch a line for each record the report cites.`;

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
    throw error;
  }
}

function createProgram(streams: Streams, done: (code: number) => void): Command {
  const program = new Command('rdpwhy')
    .description('Explains why Remote Desktop connections failed, from Windows event logs.')
    .version(version)
    .addHelpText(
      'after',
      `
Examples:
  rdpwhy case.zip                         why connections failed, of whatever is in it
  rdpwhy ./logs --code 0x904/0x7          the same for what somebody saw
  rdpwhy doctor case.zip                  what is missing, and the commands to get it
  rdpwhy collect -o collect.ps1           a script that collects it where the logs are
  rdpwhy COMMAND --help                   the options of a command

Exit code: 0 the analysis ran; 2 a mistake on the command line; 3 a named path gave nothing readable
(the rest is analysed all the same); 130 interrupted. With --exit-code also 10 (failures, all explained),
11 (not all explained) and 12 (the logs do not say).`,
    )
    .showHelpAfterError('(rdpwhy --help says more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.out.write(text),
      // It repeats what was typed.
      writeErr: (text) => streams.err.write(plainLines(text)),
    });
  program
    .command('analyze', { isDefault: true })
    .description('say why connections failed (the default command: rdpwhy ./logs works)')
    .argument('[path...]', pathHelp)
    .option('--code <code>', "what the person saw: 0x904/0x7, one half of it, or the dialog's words")
    .option(
      '--at <time>',
      'when: 2026-03-02T14:05Z, "2026-03-02 14:05", or 14:05 on the last day of the logs',
    )
    .option('--user <name>', 'who: alice, CORP\\alice or alice@corp.example')
    .option('--client <client>', 'from where: an address or the name of a computer')
    .option('--tz <zone>', 'the zone of --at: utc, local or one such as Europe/Berlin (default: utc)')
    .option('--format <format>', `${formatNames(reportRenderers)} (default: terminal)`)
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', outputHelp('report', reportRenderers), collect)
    .option(
      '-f, --follow',
      'keep reading as the logs grow, a line for each attempt, and for each failure that shows in none; Ctrl-C ends it with the report. Without a path, on Windows: the live event logs of this computer',
    )
    .option(
      '--channel <name>',
      'while following, on Windows: this live channel in place of the usual ones, such as ForwardedEvents of a collector; may be repeated',
      collect,
    )
    .option(
      '--settle <seconds>',
      'while following: judge an attempt so long after its latest record (default: 30; 5 on live channels)',
      amount,
    )
    .option(
      '--state <file>',
      'while following: remember what was said, so that another run goes on from there; without it, another run says it all again, and adds it to the file of -o',
    )
    .option(
      '--poll-interval <ms>',
      'while following: milliseconds between two looks (default: 500; 2000 on a network share)',
      amount,
    )
    .option(
      '--from-now',
      'while following: say nothing of what the logs hold at the start, unless it changes',
    )
    .option('--no-live', 'while following: a line for each verdict on a terminal, too')
    .option(
      '--on-verdict <program>',
      'while following: run this for each verdict, given as JSON on its input',
    )
    .option('--on-verdict-arg <arg>', 'an argument for that program; may be repeated', collect)
    .option('--on-verdict-shell <line>', 'the same with a line for the shell')
    .option('--patterns <folder>', 'a further pack of patterns (data, never code); may be repeated', collect)
    .option('--redact', redactHelp)
    .option('--redact-map <file>', redactMapHelp)
    .option('--hash', 'add the SHA-256 of every input')
    .addOption(threadsOption())
    .addOption(passwordOption())
    .option('--exit-code', 'exit with 10: explained failures, 11: unexplained ones, 12: not enough evidence')
    .option('--no-color', 'no colours, even on a terminal')
    .option('--no-progress', 'no progress bar')
    .option('-q, --quiet', 'nothing on standard error')
    .addHelpText('after', symptomHelp)
    .action(async (paths: string[], flags: FollowFlags) => {
      if (flags.follow === true) {
        const { runFollow } = await import('./commands/follow.ts');
        done(await runFollow(paths, flags, streams));
        return;
      }
      refuseFollowFlags(flags);
      if (paths.length === 0) throw new UsageError('name the logs to analyze (rdpwhy --help says more)');
      const { runAnalyze } = await import('./commands/analyze.ts');
      done(await runAnalyze(await expandGlobs(paths), flags, streams));
    });
  program
    .command('timeline')
    .description('print every event that bears on a connection, of all logs, in one order')
    .argument('<path...>', pathHelp)
    .option('--format <format>', `${formatNames(timelineRenderers)} (default: terminal)`)
    .option('-o, --output <file>', outputHelp('timeline', timelineRenderers), collect)
    .addOption(threadsOption())
    .addOption(passwordOption())
    .option('--redact', redactHelp)
    .option('--redact-map <file>', redactMapHelp)
    .option('--raw', 'only read the logs and count the events: shows what reading alone takes')
    .option('--no-progress', 'no progress bar')
    .option('-q, --quiet', 'nothing on standard error')
    .action(async (paths: string[], flags: TimelineFlags) => {
      const { runTimeline } = await import('./commands/timeline.ts');
      done(await runTimeline(await expandGlobs(paths), flags, streams));
    });
  program
    .command('explain')
    .description('say what an error code, event id, dialog or piece of advice means, without any log')
    .argument('<words...>', 'codes, an event id, the id of a cause, or the words of the dialog')
    .option('--json', 'as JSON, for programs')
    .option('--no-color', 'no colours, even on a terminal')
    .addHelpText('after', explainExamples)
    .action(async (words: string[], flags: ExplainFlags) => {
      const { runExplain } = await import('./commands/explain.ts');
      done(await runExplain(words, flags, streams));
    });
  program
    .command('dump')
    .description('print every record of any event log, as JSON lines, XML or CSV')
    .argument('<path...>', pathHelp)
    .option('--format <format>', 'ndjson, xml or csv', 'ndjson')
    .option('--shape <shape>', 'of ndjson: flat, or windows: nested, as other tools print it (default: flat)')
    .addOption(threadsOption())
    .addOption(passwordOption())
    .option('--recover', 'also what is no part of the log any more, each event marked as recovered')
    .action(async (paths: string[], flags: DumpFlags) => {
      const { runDump } = await import('./commands/dump.ts');
      done(await runDump(await expandGlobs(paths), flags, streams));
    });
  program
    .command('reveal')
    .description('turn a redacted report back: the real names in place of the pseudonyms')
    .argument('<report>', "what --redact-map wrote a mapping for, in any format, or '-' for standard input")
    .requiredOption('--redact-map <file>', 'the private mapping of the run that made the report')
    .option('-o, --output <file>', 'write to a file instead of the screen')
    .action(async (report: string, flags: RevealFlags) => {
      const { runReveal } = await import('./commands/reveal.ts');
      done(await runReveal(report, flags, streams));
    });
  addDiffCommand(program, streams, done, { collect });
  addDoctorCommand(program, streams, done, {
    collect,
    pathHelp,
  });
  addCollectCommand(program, streams, done);
  addPackCommand(program, streams, done, {
    collect,
    redactHelp,
    redactMapHelp,
  });
  addPatternsCommand(program, streams, done);
  for (const command of program.commands) hintAtHelp(command, 'rdpwhy');
  return program;
}

/** A mistake in a command's options is told with the help that has them; those of the default one are typed without its name. */
function hintAtHelp(command: Command, before: string): void {
  const name = `${before} ${command.name()}`;
  command.showHelpAfterError(`(${name} --help says more)`);
  for (const inner of command.commands) hintAtHelp(inner, name);
}

/** What is only for following would be left undone without a word. */
function refuseFollowFlags(flags: FollowFlags): void {
  const given = onlyFollowing.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  const option = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${option} is for --follow`);
}

const onlyFollowing = [
  'channel',
  'settle',
  'state',
  'pollInterval',
  'fromNow',
  'onVerdict',
  'onVerdictArg',
  'onVerdictShell',
] as const satisfies readonly (keyof FollowFlags)[];

const collect = (value: string, earlier: readonly string[] | undefined): string[] => [
  ...(earlier ?? []),
  value,
];

function amount(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new UsageError(`expected a number from 0 on, found '${text}'`);
}
