import { setImmediate, setTimeout } from 'node:timers/promises';
import type { ChannelRequest, FrameSink } from './channel-frame.ts';
import { createChannelReader } from './channel-reader.ts';
import type { Wevtapi } from './wevtapi.ts';

/** Each channel may give so many events before it is the next one's turn. */
const TURN = 256;
/** Channels are also read when nothing was signalled for so long: a signal may get lost. */
const LONGEST_WAIT = 1000;

/** Reads channels in turn until it is told to end. */
export async function readChannels(
  api: Wevtapi,
  requests: readonly ChannelRequest[],
  sink: FrameSink,
  end: AbortSignal,
): Promise<void> {
  const readers = requests.map((request) => createChannelReader(api, request, (frame) => sink.emit(frame)));
  while (!end.aborted) {
    let isDone = true;
    for (const reader of readers) {
      while (sink.room() === 0 && !end.aborted) await sink.whenTaken();
      if (!reader.read(performance.now(), Math.min(TURN, sink.room()))) isDone = false;
    }
    if (!isDone) {
      // Messages of the other side come in between.
      await setImmediate();
      continue;
    }
    const signals = readers.flatMap(({ signal }) => signal ?? []);
    if (signals.length > 0) await api.waitAny(signals, LONGEST_WAIT);
    else await setTimeout(LONGEST_WAIT);
  }
  for (const reader of readers) reader.close();
}
