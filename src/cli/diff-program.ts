import type { Command } from 'commander';
import type { DiffFlags } from './commands/diff.ts';
import { diffRenderers } from '../render.ts';
import { formatNames, outputHelp } from './outputs.ts';
import {
  noColorOption,
  noProgressOption,
  packsOption,
  passwordOption,
  quietOption,
  repeated,
  threadsOption,
  zoneOption,
} from './shared-options.ts';
import type { Streams } from './streams.ts';

const sideHelp = 'logs, a folder of them or a saved JSON report, each with #SELECTOR or without';

const more = `
A selector chooses within a side; several parts are joined by &, and all must hold:
  #1f2e3d             an attempt, by its id or the beginning of one
  #user=alice         as --user of analyze; an attempt that names nobody counts
                      where it is from an address of hers
  #client=10.0.0.7    an address or the name of a computer
  #host=RDS01         a host, by any of its names
  #day=2026-11-20     a day of the zone that --tz names; UTC without it
  #outcome=worked     or failed
Failures that no attempt shows, such as a gateway's refusals, are chosen by whom
their records name.

Examples (quote them: a shell takes & for its own):
  rdpwhy diff ./alice ./bob
  rdpwhy diff "./logs#day=2026-11-19" "./logs#day=2026-11-20"
  rdpwhy diff "./logs#user=alice"    (what worked of hers against what failed)
  rdpwhy diff good.json "bad.json#user=bob&day=2026-11-20"`;

/** Adds `diff`: a working and a failing attempt, user, host, day or report side by side. */
export function addDiffCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('diff')
    .description('say where a working and a failing side part, and what is new on the failing one')
    .argument('<good>', `what works: ${sideHelp}`)
    .argument('[bad]', 'what fails; left out, what worked of the one side is held against what failed of it')
    .option('--format <format>', `${formatNames(diffRenderers)} (default: terminal)`)
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', outputHelp('comparison', diffRenderers), repeated)
    .addOption(zoneOption('#day and of what you read; what programs read is always UTC'))
    .addOption(packsOption())
    .addOption(threadsOption())
    .addOption(passwordOption())
    .addOption(noColorOption())
    .addOption(noProgressOption())
    .addOption(quietOption())
    .addHelpText('after', more)
    .action(async (good: string, bad: string | undefined, flags: DiffFlags) => {
      const { runDiff } = await import('./commands/diff.ts');
      done(await runDiff(bad === undefined ? [good] : [good, bad], flags, streams));
    });
}
