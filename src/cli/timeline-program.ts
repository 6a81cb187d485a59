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

/** Adds `timeline`: what happened, before anybody says why. */
export function addTimelineCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('timeline')
    .description('print every event that bears on a connection, of all logs, in one order')
    .argument('<path...>', pathHelp)
    .option('--format <format>', `${formatNames(timelineRenderers)} (default: terminal)`)
    .option('-o, --output <file>', outputHelp('timeline', timelineRenderers), repeated)
    .addOption(zoneOption('what you read; what programs read is always UTC'))
    .addOption(threadsOption())
    .addOption(passwordOption())
    .addOption(redactOption())
    .addOption(redactMapOption())
    .option('--raw', 'only read the logs and count the events: shows what reading alone takes')
    .addOption(noProgressOption())
    .addOption(quietOption())
    .action(async (paths: string[], flags: TimelineFlags) => {
      const { runTimeline } = await import('./commands/timeline.ts');
      done(await runTimeline(await expandGlobs(paths), flags, streams));
    });
}
