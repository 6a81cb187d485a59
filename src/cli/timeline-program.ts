import type { Command } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import { timelineRenderers } from '../render.ts';
import type { TimelineFlags } from './commands/timeline.ts';
import { formatNames, outputHelp } from './outputs.ts';
import {
  noProgressOption,
  passwordOption,
  pathHelp,
  quietOption,
  redactMapOption,
  redactOption,
  repeated,
  threadsOption,
  zoneOption,
} from './shared-options.ts';
import type { Streams } from './streams.ts';

const more = `
Examples:
  rdpwhy timeline ./logs --since 24h
  rdpwhy timeline ./logs --since "2026-03-02 14:00" --until 14:10 --tz local
  rdpwhy timeline ./logs --attempt 1f2e3d    (its id is in the report's JSON and CSV)`;

/** Adds `timeline`: what happened, before anybody says why. */
export function addTimelineCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('timeline')
    .description('print every event that bears on a connection, of all logs, in one order')
    .argument('<path...>', pathHelp)
    .option('--format <format>', `${formatNames(timelineRenderers)} (default: terminal)`)
    .option('-o, --output <file>', outputHelp('timeline', timelineRenderers), repeated)
    .option('--since <time>', 'only from then on: as --at of analyze, or 30m, 24h, 7d before the last record')
    .option('--until <time>', 'only up to then, said in the same ways')
    .option('--host <name>', 'only of this machine')
    .option('--attempt <id>', 'only the records of one attempt, by its id or the beginning of one')
    .addOption(zoneOption('what you read; what programs read is always UTC'))
    .addOption(threadsOption())
    .addOption(passwordOption())
    .addOption(redactOption())
    .addOption(redactMapOption())
    .option('--raw', 'only read the logs and count the events: shows what reading alone takes')
    .addOption(noProgressOption())
    .addOption(quietOption())
    .addHelpText('after', more)
    .action(async (paths: string[], flags: TimelineFlags) => {
      const { runTimeline } = await import('./commands/timeline.ts');
      done(await runTimeline(await expandGlobs(paths), flags, streams));
    });
}
