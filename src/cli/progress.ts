import type { Progress } from '../index.ts';
import { exitCodes, type Streams } from './streams.ts';

/** Follows the reading on a terminal; says nothing anywhere else. */
interface ProgressBar {
  readonly update: (progress: Progress) => void;
  /** Takes the bar away. */
  readonly stop: () => void;
}

interface FollowOptions {
  readonly progress: boolean;
  readonly quiet?: boolean;
}

/** Shows how far a reading is while it lasts, and lets Ctrl-C end it with a word. */
export async function follow<T>(
  streams: Streams,
  { progress, quiet = false }: FollowOptions,
  read: (onProgress: ProgressBar['update']) => Promise<T>,
): Promise<T> {
  const bar = await createProgressBar(streams, progress && !quiet);
  const interrupt = (): void => {
    bar.stop();
    if (!quiet) streams.err.write('rdpwhy: interrupted while reading; there is no report\n');
    process.exit(exitCodes.interrupted);
  };
  process.once('SIGINT', interrupt);
  // What follows the reading does not let signals in for a while: there Ctrl-C ends the program at once.
  return read(bar.update).finally(() => {
    process.off('SIGINT', interrupt);
    bar.stop();
  });
}

/** Makes a bar on stderr, so that results on stdout stay clean. */
async function createProgressBar({ err }: Streams, wanted: boolean): Promise<ProgressBar> {
  if (!wanted || err.isTTY !== true) return { update: () => {}, stop: () => {} };
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar(
    {
      format: 'reading {bar} {percentage}% {file}',
      stream: err,
      clearOnComplete: true,
      hideCursor: false,
      linewrap: null,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update({ file, bytesRead, bytesTotal }) {
      const shown = { file: file.replace(/^.*[\\/]/, '').slice(-40) };
      if (!started) bar.start(Math.max(1, bytesTotal), bytesRead, shown);
      started = true;
      bar.update(bytesRead, shown);
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}
