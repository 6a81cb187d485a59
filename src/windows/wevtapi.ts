/** Something that Windows lent us; given back with `close`. */
export type Handle = bigint;

/** What a call gave, or the number of its error, taken before anything else was called. */
export type Outcome<T> = { readonly value: T } | { readonly code: number };

/** How a subscription begins; `EVT_SUBSCRIBE_FLAGS` of winevt.h. Only what is to come is never asked for: it loses records. */
export const subscribeFlags = { startAtOldest: 2, startAfterBookmark: 3, strict: 0x10000 } as const;

/** Error numbers of winerror.h that mean something to a reader of channels. */
export const errors = {
  accessDenied: 5,
  invalidHandle: 6,
  /** No answer of Windows, but our own word that there is no way. */
  notSupported: 50,
  noMoreItems: 259,
  notFound: 1168,
  serverUnavailable: 1722,
  /** The events asked for at once are too large together; the position has moved on all the same. */
  invalidBound: 1734,
  invalidOperation: 4317,
  invalidQuery: 15001,
  channelNotFound: 15007,
  resultStale: 15011,
  invalidPosition: 15012,
} as const;

/** What a channel's log says of itself. */
interface LogInfo {
  /** A record number, not to be taken for a record id. */
  readonly oldest: number;
  readonly records: number;
  /** It keeps what it has and takes no more. */
  readonly isFull: boolean;
}

interface SubscribeRequest {
  readonly signal: Handle;
  readonly channel: string;
  /** XPath. */
  readonly query: string;
  readonly bookmark: Handle | undefined;
  readonly flags: number;
}

/**
 * The part of Windows' event log interface that following a channel takes, call by call (learn.microsoft.com, winevt.h).
 * Behind it stands a library for calling native code, or a stand-in of the tests.
 */
export interface Wevtapi {
  /** EvtSubscribe, the pull kind: no callback, a signal instead. */
  subscribe(request: SubscribeRequest): Outcome<Handle>;
  /** EvtNext, without waiting; never an empty list. */
  next(subscription: Handle, most: number): Outcome<readonly Handle[]>;
  /** EvtRender as XML. */
  renderEvent(event: Handle): Outcome<string>;
  /** EvtCreateBookmark, of one that was saved or of none. */
  createBookmark(xml: string | undefined): Outcome<Handle>;
  /** EvtUpdateBookmark; gives 0 or the error. */
  updateBookmark(bookmark: Handle, event: Handle): number;
  /** EvtRender of a bookmark. */
  renderBookmark(bookmark: Handle): Outcome<string>;
  /** EvtCancel, then EvtClose. */
  cancel(subscription: Handle): void;
  /** EvtClose. */
  close(handle: Handle): void;
  /** EvtOpenLog and EvtGetLogInfo. */
  logInfo(channel: string): Outcome<LogInfo>;
  /** EvtOpenChannelConfig and EvtGetChannelConfigProperty. */
  isEnabled(channel: string): Outcome<boolean>;
  /** CreateEventW: stays set until it is reset, and is set from the beginning. */
  createSignal(): Outcome<Handle>;
  resetSignal(signal: Handle): void;
  closeSignal(signal: Handle): void;
  /** WaitForMultipleObjects on another thread; ends when one of at most 64 is set or the time has run out. */
  waitAny(signals: readonly Handle[], milliseconds: number): Promise<void>;
}
