import type { LiveItem } from '../../parsers/evtx/live-log.ts';
import type { ParseItem, ReaderOptions } from '../../parsers/log-reader.ts';
import type { RawEvent } from '../../parsers/raw-event.ts';
import type { InputFault } from './find-logs.ts';

/** What following a log tells beside its records. */
export type FollowNote =
  | Exclude<LiveItem, { readonly type: 'event' }>
  /** It cannot be read at the moment; it is tried again. */
  | { readonly type: 'unreadable'; readonly fault: InputFault }
  /** It can be read again. */
  | { readonly type: 'readable' }
  /** It is not there any more. */
  | { readonly type: 'gone' }
  | ChannelNote
  /** Something in a text is not as it should be, and is left out. */
  | { readonly type: 'problem'; readonly code: string; readonly message: string }
  /** It cannot be read, and is not tried again. */
  | { readonly type: 'refused'; readonly message: string };

/** Why a live channel gives nothing; `open`: nothing is wrong with it. */
export type ChannelState = 'open' | 'denied' | 'missing' | 'disabled' | 'full' | 'failed';

/** What only a live channel tells. */
export type ChannelNote =
  /** `code` is Windows' error, 0 where there was none. */
  | { readonly type: 'channel'; readonly state: ChannelState; readonly code: number }
  /** Windows had lost our place in the log; these were gone when it was read anew. */
  | { readonly type: 'place-lost'; readonly from: number; readonly to: number }
  /** Windows could not give so many records, for this error. */
  | { readonly type: 'skipped'; readonly records: number; readonly code: number }
  /** What reads all channels broke off; it begins again where it was, or another way is taken. */
  | { readonly type: 'reader-lost'; readonly next: 'again' | 'wevtutil' };

/** Gets what a log gives. */
export interface LiveSink {
  readonly asked: Pick<ReaderOptions, 'want' | 'wantedIds' | 'observe' | 'channel' | 'channelOf'>;
  /** The event's fields are valid until the call returns. */
  event(event: RawEvent): void;
  note(note: FollowNote): void;
}

/** No faults of a log that grows: it may hold nothing yet, and end in the middle of something. */
const unspoken: ReadonlySet<string> = new Set(['empty-input', 'truncated']);

/** Gives what a text holds: its events, and what is wrong with it. */
export function giveText(items: Iterable<ParseItem>, sink: LiveSink): void {
  for (const item of items) {
    if (item.type === 'event') sink.event(item.event);
    else if (!unspoken.has(item.problem.code)) {
      const { code, reading, detail } = item.problem;
      sink.note({ type: 'problem', code, message: `${reading}: ${detail}` });
    }
  }
}

/** How many bytes of what was there before one look may read; whoever reads takes from it. */
export interface ReadBudget {
  left: number;
}

/** A log that is looked into again and again: a file that grows, a live channel, what is piped in. */
export interface LiveSource {
  /** How a report calls it: a path, or a channel. */
  readonly name: string;
  readonly format: string;
  /** Bytes so far. */
  readonly size: number;
  /** From this time on records are there that were not given yet, in microseconds; undefined: none are known of. */
  readonly heldTime: number | undefined;
  /** It gives what is older than the following: that is a log at rest, however it comes. Default: false. */
  readonly isBehind?: boolean;
  /** Nothing more will ever come of it. Default: false; a file can always grow. */
  readonly isOver?: boolean;
  /** It is not there any more; should it return, it is found again. Default: false. */
  readonly isGone?: boolean;
  /** Bytes that were there before and were not read yet. Default: 0. */
  readonly unread?: number;
  /**
   * Gives what came since the last look. What arrives between two looks is kept until then.
   *
   * @param budget What it does not allow is left to the next look. Default: all is read.
   */
  poll(budget?: ReadBudget): void;
  /** Gives what was held back, as the end of the log. */
  end(): void;
  /** Where it stands: what another run needs to go on behind all that was given. Absent: it reads anew. */
  cursor?(): string | undefined;
}

/** A log that can be followed. */
interface FoundSource {
  readonly name: string;
  /** @param cursor Where an earlier run ended. */
  open(sink: LiveSink, cursor?: string): LiveSource;
}

/** Tells what there is to follow by now; it is asked again and again. */
export type FindSources = () => readonly FoundSource[];
