import type { Command } from 'commander';
import type { RevealFlags } from './commands/reveal.ts';
import type { Streams } from './streams.ts';

/** Adds `reveal`: the way back from `--redact-map`. */
export function addRevealCommand(program: Command, streams: Streams, done: (code: number) => void): void {
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
}
