import type { Progress } from '../index.ts';
import type { Streams } from './streams.ts';

/** Follows the reading on a terminal; says nothing anywhere else. */
export interface ProgressBar {
  readonly update: (progress: Progress) => void;
  readonly stop: () => void;
}

/** Makes a bar on stderr, so that results on stdout stay clean. */
export async function createProgressBar({ err }: Streams, wanted: boolean): Promise<ProgressBar> {
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
