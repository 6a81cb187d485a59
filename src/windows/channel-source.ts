import { createXmlReader } from '../../parsers/xml/xml-reader.ts';
import type { RecordObserver } from '../../parsers/log-reader.ts';
import type { ChannelState, LiveSink, LiveSource } from '../input/live-source.ts';
import { nodePlatform } from '../input/platform.ts';
import { bookmarkRecord } from './bookmark.ts';
import type { ChannelFrame, ChannelRequest } from './channel-frame.ts';

/** The receiving end of one channel. */
export interface ChannelSource extends LiveSource {
  /** Keeps a frame until the next look. */
  keep(frame: ChannelFrame): void;
  /** Says that what reads the channels broke off. */
  lose(next: 'again' | 'wevtutil'): void;
}

export interface ChannelSourceOptions {
  readonly request: ChannelRequest;
  /** Tell what is wrong with the channel also where it is not there at all. */
  readonly isCore: boolean;
  readonly start: () => void;
  readonly taken: (events: number) => void;
  readonly end: () => void;
}

/** Between two records that were asked for, so many others at most count as looked at. */
const MOST_PASSED_OVER = 10_000;

/** Makes the source of one channel; reading begins at the first look. */
export function channelSource(sink: LiveSink, options: ChannelSourceOptions): ChannelSource {
  const { request, isCore } = options;
  let frames: ChannelFrame[] = [];
  let cursor = request.cursor;
  let size = 0;
  let hasBegun = false;
  let isDrained = false;
  let lastTime = 0;
  let state: ChannelState = 'open';
  const observe = passingOver(request, sink.asked.observe);

  const tell = (next: ChannelState, code: number): void => {
    // A role that is not installed has no log, and nothing is wrong with that.
    const isNews = next !== state && (isCore || (next !== 'missing' && state !== 'missing'));
    state = next;
    if (isNews) sink.note({ type: 'channel', state: next, code });
  };
  const read = (events: readonly string[]): void => {
    // A new reader for each lot: what is wrong with one event is over with it.
    const reader = createXmlReader({
      ...sink.asked,
      platform: nodePlatform,
      observe(computer, channel, recordId, time) {
        lastTime = time;
        observe(computer, channel, recordId, time);
      },
    });
    const bytes = Buffer.from(events.join('\n'));
    size += bytes.length;
    for (const items of [reader.feed(bytes), reader.end()])
      for (const item of items) if (item.type === 'event') sink.event(item.event);
  };
  const take = (frame: ChannelFrame): void => {
    switch (frame.type) {
      case 'events':
        isDrained = false;
        read(frame.events);
        cursor = frame.cursor ?? cursor;
        options.taken(frame.events.length);
        break;
      case 'drained':
        hasBegun = true;
        isDrained = true;
        break;
      case 'state':
        // What gives nothing keeps nobody waiting.
        hasBegun ||= frame.state !== 'open';
        isDrained ||= frame.state !== 'open';
        tell(frame.state, frame.code);
        break;
      case 'gap':
        observe.restart();
        sink.note({ type: 'place-lost', from: frame.from, to: frame.to });
        break;
      case 'recreated':
        observe.restart();
        sink.note({ type: 'recreated' });
        break;
      case 'skipped':
        observe.restart();
        sink.note({ type: 'skipped', records: frame.records, code: frame.code });
        break;
    }
  };
  return {
    name: request.channel,
    format: 'live channel',
    get size() {
      return size;
    },
    get isBehind() {
      return !hasBegun;
    },
    get heldTime() {
      return isDrained ? undefined : lastTime;
    },
    keep: (frame) => void frames.push(frame),
    lose(next) {
      sink.note({ type: 'reader-lost', next });
    },
    poll() {
      options.start();
      const kept = frames;
      frames = [];
      for (const frame of kept) take(frame);
    },
    cursor: () => cursor,
    end: options.end,
  };
}

interface PassingOver extends RecordObserver {
  /** Says that the next record does not follow on the last one. */
  restart(): void;
}

/**
 * Of a channel that is asked for some records only, those in between were looked at too, by Windows: none of them is one
 * that was asked for, which is all that coverage is about.
 */
function passingOver({ query, cursor }: ChannelRequest, observe: RecordObserver | undefined): PassingOver {
  let last = cursor === undefined ? undefined : bookmarkRecord(cursor);
  const see: RecordObserver = (computer, channel, recordId, time) => {
    if (query !== '*' && last !== undefined && recordId - last <= MOST_PASSED_OVER)
      for (let id = last + 1; id < recordId; id++) observe?.(computer, channel, id, time);
    last = recordId;
    observe?.(computer, channel, recordId, time);
  };
  return Object.assign(see, { restart: () => void (last = undefined) });
}
