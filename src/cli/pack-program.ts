import type { Command } from 'commander';
import { expandGlobs } from '../expand-globs.ts';
import type { PackFlags } from './commands/pack.ts';
import {
  codeOption,
  noProgressOption,
  packsOption,
  passwordOption,
  quietOption,
  redactMapOption,
  redactOption,
  threadsOption,
  zoneOption,
} from './shared-options.ts';
import type { Streams } from './streams.ts';

const more = `
The pack holds the report (HTML and JSON), the events that it rests on as Windows event XML, and a manifest: versions,
SHA-256 of all inputs, which times the logs covered. Whoever gets it runs: rdpwhy analyze case-123.zip
and comes to the same verdict without the logs; what the pack says of coverage is shown as stated by its sender.

Examples:
  rdpwhy pack ./logs -o case-123.zip
  rdpwhy pack ./logs -o case-123.zip --redact-map private.json   (keep private.json: reveal needs it)
  rdpwhy pack ./server ./client --code 0x904/0x7 --at "2026-03-02 14:05" -o case-123.zip`;

/** Adds `pack`: a case for somebody who does not have the logs. */
export function addPackCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('pack')
    .description('put a report and the events that it rests on into one file, for somebody without the logs')
    .argument(
      '<path...>',
      'event logs in any form that analyze reads, folders and archives of them, or case packs',
    )
    .requiredOption('-o, --output <file>', 'the pack, a .zip file')
    .addOption(codeOption('what the person saw, as for analyze; it goes into the pack'))
    .option('--at <time>', 'when')
    .option('--user <name>', 'who')
    .option('--client <client>', 'from where')
    .addOption(zoneOption('--at'))
    .addOption(
      packsOption(
        'a further pack of patterns; it is named in the case pack and not put into it; may be repeated',
      ),
    )
    .addOption(redactOption())
    .addOption(redactMapOption())
    .addOption(threadsOption())
    .addOption(passwordOption())
    .addOption(noProgressOption())
    .addOption(quietOption())
    .addHelpText('after', more)
    .action(async (paths: string[], flags: PackFlags) => {
      const { runPack } = await import('./commands/pack.ts');
      done(await runPack(await expandGlobs(paths), flags, streams));
    });
}
