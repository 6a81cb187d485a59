import type { Command } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import type { DumpFlags } from './commands/dump.ts';
import { passwordOption, pathHelp, threadsOption } from './shared-options.ts';
import type { Streams } from './streams.ts';

/** Adds `dump`: the logs as they are, without any RDP. */
export function addDumpCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('dump')
    .description('print every record of any event log, as JSON lines, XML or CSV')
    .argument('<path...>', pathHelp)
    .option('--format <format>', 'ndjson, xml or csv (default: by the ending of -o, else ndjson)')
    .option('--shape <shape>', 'of ndjson: flat, or windows: nested, as other tools print it (default: flat)')
    .option('-o, --output <file>', 'write to a file instead of the screen, its ending says how')
    .addOption(threadsOption())
    .addOption(passwordOption())
    .option('--recover', 'also what is no part of the log any more, each event marked as recovered')
    .action(async (paths: string[], flags: DumpFlags) => {
      const { runDump } = await import('./commands/dump.ts');
      done(await runDump(await expandGlobs(paths), flags, streams));
    });
}
