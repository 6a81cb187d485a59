import type { ChannelRequest } from './channel-frame.ts';
import type { ChannelPlace } from './channel-place.ts';
import { querySince } from './channel-query.ts';
import { errors, subscribeFlags, type Handle, type Outcome, type Wevtapi } from './wevtapi.ts';

/** A subscription to one channel. */
export interface ChannelSubscription {
  /** Moves along with what was given. */
  readonly bookmark: Handle;
  next(most: number): Outcome<readonly Handle[]>;
  /** Whether something was written since this was asked last, or since the subscription began. */
  hasMoved(): boolean;
  end(): void;
}

/** What Windows has against a subscription. */
interface Refusal {
  readonly code: number;
  /** The place is not in the log any more, or what was saved is no bookmark. */
  readonly isPlaceLost: boolean;
}

/** Subscribes to a channel from its place on; the signal is set whenever something came. */
export function subscribeTo(
  api: Wevtapi,
  request: ChannelRequest,
  place: ChannelPlace,
  signal: Handle,
): { readonly value: ChannelSubscription } | Refusal {
  const { channel } = request;
  const hasPlace = place.bookmark !== undefined;
  const made = api.createBookmark(place.bookmark);
  if ('code' in made) return { code: made.code, isPlaceLost: hasPlace };
  const bookmark = made.value;
  const got = api.subscribe({ signal, channel, ...beginning(request, place, bookmark) });
  if ('code' in got) {
    api.close(bookmark);
    return { code: got.code, isPlaceLost: hasPlace && isPlaceLost(got.code) };
  }
  /** A number that grows with the log; undefined: it will not tell. */
  const newestNumber = (): number | undefined => {
    const info = api.logInfo(channel);
    return 'code' in info ? undefined : info.value.oldest + info.value.records;
  };
  let newest = newestNumber();
  return {
    value: {
      bookmark,
      next: (most) => api.next(got.value, most),
      hasMoved() {
        const known = newest;
        newest = newestNumber();
        return newest === undefined || newest !== known;
      },
      end() {
        api.cancel(got.value);
        api.close(bookmark);
      },
    },
  };
}

function beginning(
  { query, since }: ChannelRequest,
  place: ChannelPlace,
  bookmark: Handle,
): { readonly query: string; readonly bookmark: Handle | undefined; readonly flags: number } {
  if (place.bookmark !== undefined)
    return { query, bookmark, flags: subscribeFlags.startAfterBookmark | subscribeFlags.strict };
  const isFirst = since !== undefined && !place.isLost;
  return {
    query: isFirst ? querySince(query, since) : query,
    bookmark: undefined,
    flags: subscribeFlags.startAtOldest,
  };
}

/** Whether an error says that a place is not in the log any more. */
export const isPlaceLost = (code: number): boolean =>
  code === errors.notFound || code === errors.resultStale || code === errors.invalidPosition;
