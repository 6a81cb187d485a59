import type { FindSources, LiveSource } from '../input/live-source.ts';
import { runProcess, type RunProcess } from '../input/run-process.ts';
import { channelChild, fromCursor, startProcess, type StartProcess } from './channel-child.ts';
import type { ChannelFeed, ChannelFrame, ChannelRequest } from './channel-frame.ts';
import { channelSource, type ChannelSource } from './channel-source.ts';
import { wevtutilFeed } from './poll-channels.ts';
import { createWevtutil } from './wevtutil.ts';

export interface LiveChannelOptions {
  /** Channels without which little can be said: whether they are there is told. */
  readonly isCore: (channel: string) => boolean;
  readonly start?: StartProcess;
  readonly run?: RunProcess;
}

/** The live channels of this machine. */
export interface LiveChannels {
  readonly find: FindSources;
  /** How late what belongs together may come, in milliseconds. */
  readonly settleMs: number;
  /** How they are read: by Windows' interface, or by asking its program again and again. */
  readonly by: 'wevtapi' | 'wevtutil';
}

/** Windows gives what it has at once; the rest is scheduling. */
const SETTLE = 5000;
/** Programs are started one after the other. */
const SETTLE_POLLED = 8000;

/** Gets at the live channels, the best way there is. They are read when the first of them is looked at. */
export async function connectChannels(
  requests: readonly ChannelRequest[],
  options: LiveChannelOptions,
): Promise<LiveChannels> {
  const { start = startProcess(), run = runProcess } = options;
  const polled = (): ChannelFeed => wevtutilFeed(createWevtutil(run), options.isCore);
  const sources = new Map<string, ChannelSource>();
  const asked = new Map<string, ChannelRequest>();
  let hasStarted = false;
  /** It befalls all channels; the first one tells. */
  const tellLost = (next: 'again' | 'wevtutil'): void => [...sources.values()][0]?.lose(next);
  const emit = (frame: ChannelFrame): void => sources.get(frame.channel)?.keep(frame);
  const child = await channelChild(start, {
    onLost: () => tellLost('again'),
    onGivenUp(cursors) {
      tellLost('wevtutil');
      feed = polled();
      feed.start(
        [...asked.values()].map((request) => fromCursor(request, cursors)),
        emit,
      );
    },
  });
  let feed: ChannelFeed = child ?? polled();

  const open = (
    request: ChannelRequest,
    ...[sink]: Parameters<ReturnType<FindSources>[number]['open']>
  ): LiveSource => {
    asked.set(request.channel, request);
    const source = channelSource(sink, {
      request,
      isCore: options.isCore(request.channel),
      start() {
        if (!hasStarted) feed.start([...asked.values()], emit);
        hasStarted = true;
      },
      taken: (events) => feed.taken(events),
      end: () => feed.stop(),
    });
    sources.set(request.channel, source);
    return source;
  };
  const found = requests.map((request) => ({
    name: request.channel,
    open: (sink: Parameters<typeof open>[1], cursor?: string) =>
      open(cursor === undefined ? request : { ...request, cursor }, sink),
  }));
  return {
    find: () => found,
    settleMs: child ? SETTLE : SETTLE_POLLED,
    by: child ? 'wevtapi' : 'wevtutil',
  };
}
