import { whyUnwritten } from './output-error.ts';
import { run } from './program.ts';

/**
 * A reader that closes the pipe early (`rdpwhy … | head`) has seen enough: that is no error. A command that listens itself
 * ends in its own time.
 */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (process.stdout.listenerCount('error') > 1) return;
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`rdpwhy: cannot write the output: ${whyUnwritten('', error)}\n`);
  process.exit(1);
});

// No top-level await: the program is bundled as CommonJS, which starts sooner.
async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), { out: process.stdout, err: process.stderr });
}
void main();
