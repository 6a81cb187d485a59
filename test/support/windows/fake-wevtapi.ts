import {
  errors,
  subscribeFlags,
  type Handle,
  type Outcome,
  type Wevtapi,
} from '../../../src/windows/wevtapi.ts';
import { bookmarkRecord, writeBookmark } from '../../../src/windows/bookmark.ts';
import { matchesQuery } from './matches-query.ts';

/** A record as a log keeps it. What its XML says of its id is another matter where it was forwarded. */
interface FakeRecord {
  readonly id: number;
  readonly xml: string;
}

interface FakeLog {
  records: FakeRecord[];
  nextId: number;
  /** The id before the first since it was cleared: record numbers, which are no ids, count from there. */
  base: number;
  isEnabled: boolean;
  isFull: boolean;
}

interface Subscription {
  readonly channel: string;
  readonly query: string;
  readonly signal: Handle;
  /** Id of the last record that was given or passed over. */
  position: number;
}

/** What was asked for when a subscription was made, or tried. */
interface Asked {
  readonly channel: string;
  readonly query: string;
  readonly flags: number;
  readonly after: number | undefined;
}

export interface NewRecord {
  readonly eventId?: number;
  /** Default: the id that the log gives. null: the event has none. */
  readonly statedId?: number | null;
  /** Minutes after the hour. Default: as its id. */
  readonly minute?: number;
  /** Characters of payload. */
  readonly size?: number;
  /** The whole event. Default: one of the above. */
  readonly xml?: string;
}

/** Windows' event logs in memory, with the traps of the real ones. */
export interface FakeWindows {
  readonly api: Wevtapi;
  readonly asked: readonly Asked[];
  /** Handles that were lent and not given back. */
  readonly lent: () => number;
  readonly isSet: (signal: Handle) => boolean;
  /** Appends records and signals who subscribed. */
  write(channel: string, ...records: readonly NewRecord[]): void;
  /** Removes all records; ids go on. */
  clear(channel: string): void;
  /** Removes all records; ids begin anew. */
  recreate(channel: string): void;
  change(channel: string, what: Partial<Pick<FakeLog, 'isEnabled' | 'isFull'>>): void;
  /** The next calls of that name fail with these codes, one after the other. */
  fail(call: 'subscribe' | 'next' | 'renderEvent' | 'createBookmark', ...codes: readonly number[]): void;
  /** Events asked for at once may be no larger than this together. */
  limit(characters: number): void;
  /** Is called whenever records are asked for, before they are given. */
  onNext(call: () => void): void;
  /** Signals are no longer set by what is written. */
  loseSignals(): void;
}

export function createFakeWindows(...channels: readonly string[]): FakeWindows {
  const logs = new Map<string, FakeLog>(
    channels.map((channel) => [channel, { records: [], nextId: 1, base: 0, isEnabled: true, isFull: false }]),
  );
  const logOf = (channel: string): FakeLog => {
    const log = logs.get(channel);
    if (!log) throw new Error(`no channel ${channel}`);
    return log;
  };
  const subscriptions = new Map<Handle, Subscription>();
  const bookmarks = new Map<Handle, { channel: string; after: number | undefined }>();
  const events = new Map<Handle, FakeRecord & { readonly channel: string }>();
  const signals = new Map<Handle, boolean>();
  const failures = {
    subscribe: [] as number[],
    next: [] as number[],
    renderEvent: [] as number[],
    createBookmark: [] as number[],
  };
  const asked: Asked[] = [];
  let handles = 0n;
  let most = Infinity;
  let onNext = (): void => {};
  let losesSignals = false;
  const lend = <T>(to: Map<Handle, T>, thing: T): Outcome<Handle> => {
    to.set(++handles, thing);
    return { value: handles };
  };

  const api: Wevtapi = {
    subscribe({ signal, channel, query, bookmark, flags }) {
      const place = bookmark === undefined ? undefined : bookmarks.get(bookmark);
      asked.push({ channel, query, flags, after: place?.after });
      const failure = failures.subscribe.shift();
      if (failure !== undefined) return { code: failure };
      const log = logs.get(channel);
      if (!log) return { code: errors.channelNotFound };
      const isAfter = (flags & 3) === subscribeFlags.startAfterBookmark;
      if (isAfter && !place) throw new Error('a bookmark is asked for and none is given');
      const isThere = log.records.some(({ id }) => id === place?.after);
      if (isAfter && (flags & subscribeFlags.strict) !== 0 && !isThere) return { code: errors.notFound };
      return lend(subscriptions, {
        channel,
        query,
        signal,
        position: isAfter ? (place?.after ?? 0) : 0,
      });
    },
    next(handle, count) {
      const subscription = subscriptions.get(handle);
      if (!subscription) return { code: errors.invalidHandle };
      const failure = failures.next.shift();
      if (failure !== undefined) return { code: failure };
      onNext();
      const { channel, query } = subscription;
      const due = logOf(channel)
        .records.filter(({ id, xml }) => id > subscription.position && matchesQuery(query, xml))
        .slice(0, count);
      if (due.length === 0) return { code: errors.noMoreItems };
      subscription.position = due.at(-1)?.id ?? 0;
      // As Windows does it: the position has moved on, and nothing is given.
      if (due.reduce((sum, { xml }) => sum + xml.length, 0) > most) return { code: errors.invalidBound };
      return { value: due.flatMap((record) => valuesOf(lend(events, { ...record, channel }))) };
    },
    renderEvent(handle) {
      const failure = failures.renderEvent.shift();
      const event = events.get(handle);
      if (failure !== undefined || !event) return { code: failure ?? errors.invalidHandle };
      return { value: event.xml };
    },
    createBookmark(xml) {
      const failure = failures.createBookmark.shift();
      if (failure !== undefined) return { code: failure };
      if (xml?.includes('backward')) throw new Error('a bookmark of no record was saved');
      const channel = /Channel='([^']*)'/.exec(xml ?? '')?.[1] ?? '';
      return lend(bookmarks, { channel, after: xml === undefined ? undefined : bookmarkRecord(xml) });
    },
    updateBookmark(handle, event) {
      const { channel, id } = events.get(event) ?? {};
      if (channel === undefined || !bookmarks.has(handle)) return errors.invalidHandle;
      bookmarks.set(handle, { channel, after: id });
      return 0;
    },
    renderBookmark(handle) {
      const { channel, after } = bookmarks.get(handle) ?? {};
      if (after === undefined || channel === undefined)
        return { value: "<BookmarkList Direction='backward'></BookmarkList>" };
      return { value: writeBookmark(channel, after) };
    },
    cancel: (handle) => void subscriptions.delete(handle),
    close(handle) {
      if (!events.delete(handle) && !bookmarks.delete(handle)) throw new Error('closed twice');
    },
    logInfo(channel) {
      const log = logs.get(channel);
      if (!log) return { code: errors.channelNotFound };
      const { records, base, isFull } = log;
      return { value: { oldest: (records[0]?.id ?? base) - base, records: records.length, isFull } };
    },
    isEnabled(channel) {
      const log = logs.get(channel);
      return log ? { value: log.isEnabled } : { code: errors.channelNotFound };
    },
    createSignal: () => lend(signals, true),
    resetSignal: (signal) => void signals.set(signal, false),
    closeSignal: (signal) => void signals.delete(signal),
    async waitAny(waited) {
      // Time does not pass here: who waits is woken at once.
      await new Promise((resolve) => setImmediate(resolve, waited));
    },
  };
  return {
    api,
    asked,
    lent: () => subscriptions.size + bookmarks.size + events.size + signals.size,
    isSet: (signal) => signals.get(signal) === true,
    write(channel, ...records) {
      const log = logOf(channel);
      for (const record of records) {
        const id = log.nextId++;
        log.records.push({ id, xml: record.xml ?? eventXml(channel, id, record) });
      }
      if (losesSignals) return;
      for (const one of subscriptions.values()) if (one.channel === channel) signals.set(one.signal, true);
    },
    clear(channel) {
      const log = logOf(channel);
      Object.assign(log, { records: [], base: log.nextId - 1 });
    },
    recreate(channel) {
      logOf(channel).records = [];
      Object.assign(logOf(channel), { nextId: 1, base: 0 });
    },
    change: (channel, what) => void Object.assign(logOf(channel), what),
    fail: (call, ...codes) => void failures[call].push(...codes),
    limit: (characters) => void (most = characters),
    onNext: (call) => void (onNext = call),
    loseSignals: () => void (losesSignals = true),
  };
}

const valuesOf = (outcome: Outcome<Handle>): Handle[] => ('value' in outcome ? [outcome.value] : []);

function eventXml(
  channel: string,
  id: number,
  { eventId = 1, statedId = id, minute = id, size = 0 }: NewRecord,
): string {
  const time = new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  const record = statedId === null ? '' : `<EventRecordID>${statedId}</EventRecordID>`;
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/>` +
    `<EventID>${eventId}</EventID><Version>0</Version><Level>4</Level><Task>0</Task><Opcode>0</Opcode>` +
    `<Keywords>0x0</Keywords><TimeCreated SystemTime='${time}'/>${record}<Correlation/>` +
    `<Execution ProcessID='1' ThreadID='1'/><Channel>${channel}</Channel><Computer>RDS01</Computer><Security/>` +
    `</System><EventData><Data Name='log-id'>${id}</Data><Data Name='text'>${'x'.repeat(size)}</Data></EventData></Event>`
  );
}
