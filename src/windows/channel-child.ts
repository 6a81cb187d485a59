import { fork } from 'node:child_process';
import type { ChannelFeed, ChannelFrame, ChannelRequest } from './channel-frame.ts';
import type { FromReader, ToReader } from './channel-process.ts';

/** A process that reads channels. */
export interface ReaderProcess {
  tell(message: ToReader): void;
  onMessage(take: (message: FromReader) => void): void;
  /** Is told once, when it is gone, of its own accord or not. */
  onGone(take: () => void): void;
  /** Lets it end by itself. */
  release(): void;
}

export type StartProcess = () => ReaderProcess;

/** Starts the process; it ends with this one. */
export const startProcess =
  (library?: string): StartProcess =>
  () => {
    const file = new URL('./channel-process.js', import.meta.url);
    const child = fork(file, library === undefined ? [] : [library], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // Who waits for it to be ready waits; from then on it keeps nobody from ending.
    child.once('message', () => {
      child.unref();
      child.channel?.unref();
    });
    return {
      // A process that is gone is told of by `exit`.
      tell: (message) => void child.send(message, () => {}),
      onMessage: (take) => void child.on('message', (message) => take(message as FromReader)),
      onGone(take) {
        let isTold = false;
        const once = (): void => {
          if (!isTold) take();
          isTold = true;
        };
        child.on('exit', once);
        child.on('error', once);
      },
      release() {
        if (child.connected) child.disconnect();
      },
    };
  };

/** What befalls the process as a whole. */
export interface ProcessEvents {
  /** It broke off and is started again. */
  onLost(): void;
  /** It broke off again and again without reading anything; it is not started any more. */
  onGivenUp(cursors: ReadonlyMap<string, string>): void;
}

const SHORTEST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 30_000;
/** So often in a row it may break off without giving an event: one that it breaks off at would be met for ever. */
const MOST_FRUITLESS = 3;
/** Loading native code takes a moment, in milliseconds. */
const LONGEST_START = 15_000;

/**
 * Makes a feed of a process that reads channels, and starts it again from the last places when it breaks off. Gives
 * undefined where native code cannot be called.
 */
export async function channelChild(
  start: StartProcess,
  events: ProcessEvents,
  later: (milliseconds: number, run: () => void) => void = laterByClock,
): Promise<ChannelFeed | undefined> {
  const first = start();
  if (!(await isReady(first, later))) {
    first.release();
    return undefined;
  }
  const cursors = new Map<string, string>();
  let child = first;
  let requests: readonly ChannelRequest[] = [];
  let emit: (frame: ChannelFrame) => void = () => {};
  let fruitless = 0;
  let isStopped = false;

  const begin = (): void =>
    child.tell({ type: 'start', requests: requests.map((request) => fromCursor(request, cursors)) });
  const take = (message: FromReader): void => {
    if (message.type === 'ready' || message.type === 'unavailable') return;
    if (message.type === 'events') {
      fruitless = 0;
      if (message.cursor !== undefined) cursors.set(message.channel, message.cursor);
    }
    emit(message);
  };
  const watch = (): void => {
    child.onMessage(take);
    child.onGone(() => {
      if (isStopped) return;
      if (++fruitless > MOST_FRUITLESS) {
        isStopped = true;
        events.onGivenUp(cursors);
        return;
      }
      events.onLost();
      later(Math.min(LONGEST_BACK_OFF, SHORTEST_BACK_OFF * 2 ** (fruitless - 1)), () => {
        if (isStopped) return;
        child = start();
        watch();
        begin();
      });
    });
  };
  watch();
  return {
    start(asked, give) {
      requests = asked;
      emit = give;
      begin();
    },
    taken: (events) => child.tell({ type: 'taken', events }),
    stop() {
      isStopped = true;
      child.release();
    },
  };
}

/** The request as it is to be made now. */
export function fromCursor(request: ChannelRequest, cursors: ReadonlyMap<string, string>): ChannelRequest {
  const cursor = cursors.get(request.channel);
  return cursor === undefined ? request : { ...request, cursor };
}

const isReady = (
  child: ReaderProcess,
  later: (milliseconds: number, run: () => void) => void,
): Promise<boolean> =>
  new Promise((resolve) => {
    child.onMessage(({ type }) => resolve(type === 'ready'));
    child.onGone(() => resolve(false));
    later(LONGEST_START, () => resolve(false));
  });

/** Waits without keeping the program from ending. */
const laterByClock = (milliseconds: number, run: () => void): void =>
  void setTimeout(run, milliseconds).unref();
