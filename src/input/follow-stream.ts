import { constants, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { createLogReader } from '../../parsers/create-log-reader.ts';
import type { ParseItem } from '../../parsers/log-reader.ts';
import { faultOf } from './find-logs.ts';
import { followFile } from './follow-file.ts';
import { STDIN } from './found-log.ts';
import type { KeptFiles } from './kept-files.ts';
import { giveText, type LiveSink, type LiveSource } from './live-source.ts';
import { nodePlatform } from './platform.ts';

/** So many bytes wait for a look; who sends more of them waits as well. */
const MOST_HELD = 8 * 1024 * 1024;

/** No machine logs so much between two looks: who sends it had it before. */
const BACKLOG = 256 * 1024;

/** So many looks its first bytes are waited for. */
const PATIENCE = 4;

/** Follows whatever has this path: standard input, a named pipe, or a file. */
export function followPath(path: string, sink: LiveSink, cursor?: string, kept?: KeptFiles): LiveSource {
  if (path === STDIN) return followStream(path, process.stdin, sink);
  return isPipe(path) ? followStream(path, openPipe(path), sink) : followFile(path, sink, cursor, kept);
}

/** Whether a path is read as it comes, once, to an end of its own. */
export const isStream = (path: string): boolean => path === STDIN || isPipe(path);

function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

/** A stream of Node, by what is used of it: programs that import our types need not have those of Node. */
interface ByteStream {
  on(event: 'data', listener: (piece: Uint8Array) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

/** Opening a named pipe waits for who writes to it, unless it is told not to. */
function openPipe(path: string): ByteStream {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

/** Makes a follower of bytes that come when they like; their end is the end of the log. */
export function followStream(name: string, stream: ByteStream, sink: LiveSink): LiveSource {
  const reader = createLogReader({ ...sink.asked, platform: nodePlatform });
  let pieces: Uint8Array[] = [];
  let held = 0;
  let size = 0;
  let state: 'open' | 'ended' | 'over' = 'open';
  let isBehind = true;
  let patience = PATIENCE;

  stream.on('data', (piece: Uint8Array) => {
    pieces.push(piece);
    held += piece.length;
    if (held >= MOST_HELD) stream.pause();
  });
  const ended = (): void => {
    if (state === 'open') state = 'ended';
  };
  stream.on('end', ended);
  stream.on('close', ended);
  stream.on('error', (error) => {
    sink.note({ type: 'refused', message: faultOf(name, error).message });
    ended();
  });

  /** What is no log at all is refused: no more of it will be one. */
  const take = (items: Iterable<ParseItem>): void => {
    for (const item of items) {
      if (item.type === 'problem' && reader.status().format === 'unknown' && size > 0)
        sink.note({ type: 'refused', message: item.problem.detail });
      else giveText([item], sink);
    }
  };
  const readOn = (): void => {
    const came = pieces;
    isBehind = held >= BACKLOG || state === 'ended' || (size + held === 0 && patience-- > 0);
    pieces = [];
    held = 0;
    for (const piece of came) {
      size += piece.length;
      take(reader.feed(piece));
    }
    if (!isBehind) take(reader.giveHeld?.() ?? []);
    stream.resume();
  };
  const finish = (): void => {
    if (state === 'over') return;
    readOn();
    state = 'over';
    take(reader.end());
    stream.destroy();
  };
  return {
    name,
    get format() {
      return reader.status().format;
    },
    get size() {
      return size;
    },
    heldTime: undefined,
    get isBehind() {
      return isBehind;
    },
    get isOver() {
      return state === 'over';
    },
    poll() {
      // What came before the end is there with it: the end is told last.
      if (state === 'ended') finish();
      else if (state === 'open') readOn();
    },
    end: finish,
  };
}
