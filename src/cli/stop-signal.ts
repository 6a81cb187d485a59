import type { Streams } from './streams.ts';

/** What ends a command that would go on for ever. */
interface Stop {
  readonly signal: AbortSignal;
  abort(): void;
  /** Nobody reads what is printed any more. */
  readonly isReaderGone: boolean;
  release(): void;
}

/** Listens for Ctrl-C, the end of a service and a reader that has gone, until it is released. */
export function stopSignal({ out }: Streams): Stop {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  let isReaderGone = false;
  const lose = (): void => {
    isReaderGone = true;
    abort();
  };
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  out.on('error', lose);
  return {
    signal: stop.signal,
    abort,
    get isReaderGone() {
      return isReaderGone;
    },
    release() {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
      out.off('error', lose);
    },
  };
}
