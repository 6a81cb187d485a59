import { scanSystem, type EventHead } from '../../parsers/xml/scan-system.ts';
import type { ChannelState } from '../input/live-source.ts';
import { bookmarkRecord, writeBookmark } from './bookmark.ts';
import type { ChannelFrame, ChannelRequest } from './channel-frame.ts';
import { querySince } from './channel-query.ts';
import { errors, subscribeFlags, type Handle, type Wevtapi } from './wevtapi.ts';

/** Follows one channel; who has several lets each read in turn. */
export interface ChannelReader {
  /** Is set when something came; undefined while there is no subscription. */
  readonly signal: Handle | undefined;
  /**
   * Reads on, and subscribes anew where that is due.
   *
   * @param now Milliseconds of a clock that runs on.
   * @param room So many events may be given at most.
   * @returns Whether nothing is left to read for now.
   */
  read(now: number, room: number): boolean;
  close(): void;
}

/** So many records are asked for at once. */
const BATCH = 32;
/** What a person has to change is looked at again after this long, in milliseconds. */
const RETRY = 60_000;
const SHORTEST_BACK_OFF = 1000;
const LONGEST_BACK_OFF = 30_000;
/** So often a channel may say that it does nothing at the moment before it is asked whether that is true. */
const MOST_IDLE = 3;
/** So many records in a row that Windows cannot give are passed over; then something else is wrong. */
const MOST_SKIPPED = 32;

/** Makes the reader of one channel; docs/FOLLOW.md says what it does about which error. */
export function createChannelReader(
  api: Wevtapi,
  request: ChannelRequest,
  emit: (frame: ChannelFrame) => void,
): ChannelReader {
  const { channel } = request;
  let signal: Handle | undefined;
  let subscription: Handle | undefined;
  let bookmark: Handle | undefined;
  /** The bookmark behind the last record that was given. */
  let place = request.cursor;
  let last: EventHead | undefined;
  /** After the place was lost: the id of the last record before that. */
  let lostAfter: number | undefined;
  let isReadAnew = false;
  let batch = BATCH;
  let retryAt = 0;
  let backOff = 0;
  let idle = 0;
  let newestAsked: number | undefined;
  let skipped = 0;
  let state: ChannelState | undefined;
  let stateAt = -Infinity;
  let isDrainTold = false;

  const tell = (next: ChannelState, code: number): void => {
    if (state !== next) emit({ type: 'state', channel, state: next, code });
    state = next;
  };
  const unsubscribe = (): void => {
    if (subscription !== undefined) api.cancel(subscription);
    if (bookmark !== undefined) api.close(bookmark);
    subscription = undefined;
    bookmark = undefined;
    isDrainTold = false;
  };
  const fail = (code: number, now: number): void => {
    unsubscribe();
    const isForPerson =
      code === errors.accessDenied || code === errors.channelNotFound || code === errors.invalidQuery;
    backOff = isForPerson
      ? RETRY
      : Math.min(LONGEST_BACK_OFF, Math.max(SHORTEST_BACK_OFF, Math.min(backOff, LONGEST_BACK_OFF) * 2));
    retryAt = now + backOff;
    tell(
      code === errors.accessDenied ? 'denied' : code === errors.channelNotFound ? 'missing' : 'failed',
      code,
    );
  };
  /** The place is not in the log any more: it is read anew from its oldest record, never only from now on. */
  const losePlace = (code: number, now: number): void => {
    unsubscribe();
    const isAgain = isReadAnew;
    lostAfter ??= last?.recordId ?? (place === undefined ? undefined : bookmarkRecord(place));
    place = undefined;
    isReadAnew = true;
    if (isAgain) fail(code, now);
  };
  const subscribe = (now: number): void => {
    signal ??= valueOf(api.createSignal());
    if (signal === undefined) {
      fail(errors.invalidHandle, now);
      return;
    }
    const made = api.createBookmark(place);
    if ('code' in made) {
      if (place === undefined) fail(made.code, now);
      else losePlace(made.code, now);
      return;
    }
    bookmark = made.value;
    const isFirst = place === undefined && !isReadAnew && request.since !== undefined;
    const got = api.subscribe({
      signal,
      channel,
      query: isFirst ? querySince(request.query, request.since ?? 0) : request.query,
      bookmark: place === undefined ? undefined : bookmark,
      flags:
        place === undefined
          ? subscribeFlags.startAtOldest
          : subscribeFlags.startAfterBookmark | subscribeFlags.strict,
    });
    if ('value' in got) {
      subscription = got.value;
      stateAt = -Infinity;
    } else if (isPlaceLost(got.code) && place !== undefined) losePlace(got.code, now);
    else fail(got.code, now);
  };
  /** A channel that is switched off, or full, takes no record, and reading it is no error. */
  const checkState = (now: number): void => {
    stateAt = now;
    const enabled = api.isEnabled(channel);
    const info = api.logInfo(channel);
    if ('value' in enabled && !enabled.value) tell('disabled', 0);
    else if ('value' in info && info.value.isFull) tell('full', 0);
    else tell('open', 0);
  };
  const drained = (now: number): true => {
    batch = BATCH;
    backOff = 0;
    if (now - stateAt >= RETRY) checkState(now);
    if (!isDrainTold) emit({ type: 'drained', channel });
    isDrainTold = true;
    return true;
  };
  /** Something was written since it was asked last, though the subscription says nothing. */
  const hasMoved = (): boolean => {
    const info = api.logInfo(channel);
    if ('code' in info) return true;
    const { oldest, records } = info.value;
    const newest = records === 0 ? 0 : oldest + records - 1;
    const known = newestAsked ?? last?.recordId ?? 0;
    newestAsked = newest;
    return newest !== known;
  };
  const tellLoss = (to: number): void => {
    if (lostAfter === undefined) return;
    if (to <= lostAfter) emit({ type: 'recreated', channel });
    else if (to > lostAfter + 1) tellGap(lostAfter + 1, to - 1);
    lostAfter = undefined;
  };
  /** Between two records that were asked for there may be many that were not: they are no loss. */
  const tellGap = (from: number, before: number): void => {
    const info = request.query === '*' ? undefined : valueOf(api.logInfo(channel));
    const to = info ? Math.min(before, info.oldest - 1) : before;
    if (to >= from) emit({ type: 'gap', channel, from, to });
  };
  const isNew = (head: EventHead | undefined): boolean => {
    if (!isReadAnew || !head || !last) return true;
    return head.recordId > last.recordId || head.time > last.time;
  };
  /** Only ever of a record that was given: a bookmark of none leads another run anywhere. */
  const bookmarkOf = (event: Handle): string | undefined => {
    const isUpdated = bookmark !== undefined && api.updateBookmark(bookmark, event) === 0;
    const xml = isUpdated && bookmark !== undefined ? valueOf(api.renderBookmark(bookmark)) : undefined;
    return xml ?? (last ? writeBookmark(channel, last.recordId) : place);
  };
  const take = (events: readonly Handle[]): void => {
    const texts: string[] = [];
    let latest: Handle | undefined;
    for (const event of events) {
      const text = api.renderEvent(event);
      if ('code' in text) {
        emit({ type: 'skipped', channel, records: 1, code: text.code });
        continue;
      }
      const head = scanSystem(text.value);
      if (!isNew(head)) continue;
      if (head) tellLoss(head.recordId);
      isReadAnew = false;
      last = head ?? last;
      latest = event;
      texts.push(text.value);
    }
    if (latest !== undefined) place = bookmarkOf(latest);
    for (const event of events) api.close(event);
    idle = 0;
    skipped = 0;
    if (texts.length === 0) return;
    isDrainTold = false;
    emit({ type: 'events', channel, events: texts, cursor: place ?? '' });
  };
  /** Gives whether nothing is left to read for now. */
  const heed = (code: number, now: number): boolean => {
    switch (code) {
      case errors.noMoreItems:
        idle = 0;
        return drained(now);
      case errors.invalidOperation:
        if (++idle >= MOST_IDLE) {
          idle = 0;
          if (hasMoved()) {
            unsubscribe();
            return false;
          }
        }
        return drained(now);
      case errors.invalidBound:
        if (batch > 1) {
          batch >>= 1;
          unsubscribe();
          return false;
        }
        // The position is behind the record: there is no other way to get past it.
        emit({ type: 'skipped', channel, records: 1, code });
        if (++skipped < MOST_SKIPPED) return false;
        skipped = 0;
        fail(code, now);
        return true;
      case errors.resultStale:
      case errors.invalidPosition:
      case errors.notFound:
        losePlace(code, now);
        return false;
      default:
        fail(code, now);
        return true;
    }
  };

  return {
    get signal() {
      return subscription === undefined ? undefined : signal;
    },
    read(now, room) {
      if (subscription === undefined && now >= retryAt) subscribe(now);
      if (subscription === undefined || signal === undefined) return now < retryAt;
      // Before the records are read, not after: what comes in between sets it again.
      api.resetSignal(signal);
      for (let left = room; left > 0;) {
        const got = api.next(subscription, Math.min(batch, left));
        if ('code' in got) return heed(got.code, now);
        left -= got.value.length;
        take(got.value);
      }
      return false;
    },
    close() {
      unsubscribe();
      if (signal !== undefined) api.closeSignal(signal);
      signal = undefined;
    },
  };
}

const isPlaceLost = (code: number): boolean =>
  code === errors.notFound || code === errors.resultStale || code === errors.invalidPosition;

const valueOf = <T>(outcome: { readonly value: T } | { readonly code: number }): T | undefined =>
  'value' in outcome ? outcome.value : undefined;
