import { createFrameSink, type ChannelFrame, type ChannelRequest } from './channel-frame.ts';
import { loadWevtapi } from './koffi-wevtapi.ts';
import { readChannels } from './read-channels.ts';

/** What the process that reads channels is told. */
export type ToReader =
  | { readonly type: 'start'; readonly requests: readonly ChannelRequest[] }
  | { readonly type: 'taken'; readonly events: number };

/** What it tells. */
export type FromReader = { readonly type: 'ready' } | { readonly type: 'unavailable' } | ChannelFrame;

/** Native code may crash; it does so in a process of its own. A library other than Windows' own is for tests. */
async function run(library: string | undefined): Promise<void> {
  const tell = (message: FromReader): void => void process.send?.(message);
  const api = await loadWevtapi(library);
  if (!api) {
    tell({ type: 'unavailable' });
    process.disconnect();
    return;
  }
  const end = new AbortController();
  const sink = createFrameSink(tell);
  process.on('message', (message: ToReader) => {
    if (message.type === 'taken') sink.taken(message.events);
    else void readChannels(api, message.requests, sink, end.signal);
  });
  process.on('disconnect', () => {
    end.abort();
    sink.taken(0);
  });
  // Ctrl-C reaches every process of a console; the one that started this says when it is over.
  process.on('SIGINT', () => {});
  tell({ type: 'ready' });
}

void run(process.argv[2]);
