import type { ReaderProcess, StartProcess } from '../../../src/windows/channel-child.ts';
import { createFrameSink } from '../../../src/windows/channel-frame.ts';
import type { FromReader } from '../../../src/windows/channel-process.ts';
import { readChannels } from '../../../src/windows/read-channels.ts';
import type { Wevtapi } from '../../../src/windows/wevtapi.ts';

/** Processes that read channels and are none. */
export interface InProcess {
  readonly start: StartProcess;
  readonly started: number;
  /** The one that runs breaks off, as a native crash would have it. */
  crash(): void;
}

/** Runs what a process would run here, over a fake of Windows; messages cross as copies, a little later. */
export function inProcess(api: Wevtapi): InProcess {
  let started = 0;
  let crash = (): void => {};
  return {
    get started() {
      return started;
    },
    start() {
      started++;
      const end = new AbortController();
      const takers: ((message: FromReader) => void)[] = [];
      const gone: (() => void)[] = [];
      const give = (message: FromReader): void => {
        const copy = structuredClone(message);
        setImmediate(() => {
          if (!end.signal.aborted) for (const take of takers) take(copy);
        });
      };
      const sink = createFrameSink(give);
      const release = (): void => {
        end.abort();
        sink.taken(0);
      };
      crash = () => {
        release();
        for (const take of gone) take();
      };
      give({ type: 'ready' });
      return {
        tell(message) {
          if (message.type === 'taken') sink.taken(message.events);
          else void readChannels(api, message.requests, sink, end.signal);
        },
        onMessage: (take) => void takers.push(take),
        onGone: (take) => void gone.push(take),
        release,
      } satisfies ReaderProcess;
    },
    crash: () => crash(),
  };
}
