import type { Command } from 'commander';
import type { ExplainFlags } from './commands/explain.ts';
import { explainExamples } from './explain-examples.ts';
import { noColorOption } from './shared-options.ts';
import type { Streams } from './streams.ts';

/** Adds `explain`: what is known without any log. */
export function addExplainCommand(program: Command, streams: Streams, done: (code: number) => void): void {
  program
    .command('explain')
    .description('say what an error code, event id, dialog or piece of advice means, without any log')
    .argument('<words...>', 'codes, an event id, the id of a cause, or the words of the dialog')
    .option('--json', 'as JSON, for programs')
    .addOption(noColorOption())
    .addHelpText('after', explainExamples)
    .action(async (words: string[], flags: ExplainFlags) => {
      const { runExplain } = await import('./commands/explain.ts');
      done(await runExplain(words, flags, streams));
    });
}
