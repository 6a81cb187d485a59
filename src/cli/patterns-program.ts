import type { Command } from 'commander';
import type { NewFlags, PackFlags, ShowFlags, TestFlags } from './commands/patterns.ts';
import { noColorOption, packsOption } from './shared-options.ts';
import type { Streams } from './streams.ts';

/** Adds `patterns list|show|test|new|schema`: what the program knows, and how to teach it more. */
export function addPatternsCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  const patterns = program
    .command('patterns')
    .description('show what the program knows, and test and write further patterns');
  patterns
    .command('list')
    .description('list all known causes')
    .addOption(packsOption())
    .option('--json', 'as JSON')
    .action(async (flags: ShowFlags) => {
      const { listPatterns } = await import('./commands/patterns.ts');
      done(await listPatterns(flags, streams));
    });
  patterns
    .command('show')
    .description('show all that is known of one cause')
    .argument('<id>', 'the id of a pattern')
    .addOption(packsOption())
    .option('--json', 'as JSON')
    .addOption(noColorOption())
    .action(async (id: string, flags: ShowFlags) => {
      const { showPattern } = await import('./commands/patterns.ts');
      done(await showPattern(id, flags, streams));
    });
  patterns
    .command('test')
    .description("run a pack's own cases; exit code 1 when one fails")
    .argument('<folder>', 'the pack')
    .addOption(packsOption('a pack that this one builds on; may be repeated'))
    .option('--alone', 'without the built-in patterns')
    .action(async (folder: string, flags: TestFlags) => {
      const { testPatterns } = await import('./commands/patterns.ts');
      done(await testPatterns(folder, flags, streams));
    });
  patterns
    .command('new')
    .description('begin a pattern')
    .argument('<class/id>', 'its class and its id, a noun phrase: credentials/expired-token')
    .requiredOption('--patterns <folder>', 'the pack it goes to')
    .option('--from <report#attempt>', 'a JSON report and the id of an attempt: becomes the first case')
    .option('--logs <path...>', "where the report's logs lie now")
    .action(async (place: string, flags: NewFlags) => {
      const { beginPattern } = await import('./commands/patterns.ts');
      done(await beginPattern(place, flags, streams));
    });
  patterns
    .command('schema')
    .description('print the JSON Schema of a pattern.yaml, for editors')
    .addOption(packsOption('a pack whose events the schema shall know; may be repeated'))
    .option('--events', 'the schema of an events.yaml')
    .action(async (flags: PackFlags & { readonly events?: boolean }) => {
      const { printSchema } = await import('./commands/patterns.ts');
      done(await printSchema(flags, streams));
    });
}
