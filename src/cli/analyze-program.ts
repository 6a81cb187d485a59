import type { Command } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import { reportRenderers } from '../render.ts';
import type { FollowFlags } from './commands/follow.ts';
import { followOptions, refuseFollowFlags } from './follow-options.ts';
import { formatNames, outputHelp } from './outputs.ts';
import {
  codeOption,
  noColorOption,
  noProgressOption,
  packsOption,
  passwordOption,
  pathHelp,
  quietOption,
  redactMapOption,
  redactOption,
  repeated,
  threadsOption,
  zoneOption,
} from './shared-options.ts';
import { UsageError, type Streams } from './streams.ts';

const more = `
--code, --at, --user and --client say what the person met. The report then begins with the attempt that is meant
and whether the code fits its cause. Where nothing in the logs matches, it says so: not enough evidence.

The formats: terminal and markdown for people (markdown is short, for a ticket), json all there is, ndjson a line for
each cause and attempt, csv a row for each attempt, timesketch a line for each record the report cites.`;

/** Adds `analyze`, which is meant where no command is named: logs in, a report out, once or as they grow. */
export function addAnalyzeCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  const analyze = program
    .command('analyze', { isDefault: true })
    .description('say why connections failed (the default command: rdpwhy ./logs works)')
    .argument('[path...]', pathHelp)
    .addOption(codeOption("what the person saw: 0x904/0x7, one half of it, or the dialog's words"))
    .option(
      '--at <time>',
      'when: 2026-03-02T14:05Z, "2026-03-02 14:05", or 14:05 on the last day of the logs',
    )
    .option('--user <name>', 'who: alice, CORP\\alice or alice@corp.example')
    .option('--client <client>', 'from where: an address or the name of a computer')
    .addOption(zoneOption())
    .option('--format <format>', `${formatNames(reportRenderers)} (default: terminal)`)
    .option('--json', 'the same as --format json')
    .option(
      '-o, --output <file>',
      `${outputHelp('report', reportRenderers)}; with --follow one file, of verdicts as they come, and only .ndjson`,
      repeated,
    );
  for (const option of followOptions()) analyze.addOption(option);
  analyze
    .addOption(packsOption())
    .addOption(redactOption())
    .addOption(redactMapOption())
    .option('--hash', 'add the SHA-256 of every input')
    .addOption(threadsOption())
    .addOption(passwordOption())
    .option(
      '--exit-code',
      'exit with 10: explained failures, 11: unexplained or only possibly, 12: not enough evidence',
    )
    .addOption(noColorOption())
    .addOption(noProgressOption())
    .addOption(quietOption())
    .addHelpText('after', more)
    .action(async (paths: string[], flags: FollowFlags) =>
      done(await analyzeOrFollow(paths, flags, streams)),
    );
}

async function analyzeOrFollow(
  paths: readonly string[],
  flags: FollowFlags,
  streams: Streams,
): Promise<number> {
  if (flags.follow === true) {
    const { runFollow } = await import('./commands/follow.ts');
    return await runFollow(paths, flags, streams);
  }
  refuseFollowFlags(flags);
  if (paths.length === 0) throw new UsageError('name the logs to analyze (rdpwhy --help says more)');
  const { runAnalyze } = await import('./commands/analyze.ts');
  return await runAnalyze(await expandGlobs(paths), flags, streams);
}
