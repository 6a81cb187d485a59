import type { EventHead } from '../../parsers/raw-event.ts';
import { scanSystem } from '../../parsers/xml/scan-system.ts';
import { bookmarkRecord, writeBookmark } from './bookmark.ts';
import { oldestRecordId } from './oldest-record.ts';
import type { ChannelFrame, ChannelRequest } from './channel-frame.ts';
import type { Handle, Outcome, Wevtapi } from './wevtapi.ts';

/** Where the reading of a channel stands, and what was lost when that place was. */
export interface ChannelPlace {
  /** The bookmark behind the last record that was given; undefined: none was. */
  readonly bookmark: string | undefined;
  /** The place was lost, and nothing new was given since. */
  readonly isLost: boolean;
  readonly lastId: number | undefined;
  /** Says that the place is not in the log any more. */
  lose(): void;
  /** Gives the events that are new and moves behind them; says whether there were any. */
  take(events: readonly Handle[], bookmark: Handle): boolean;
}

export function createChannelPlace(
  api: Wevtapi,
  { channel, query, cursor, ofOthers = false }: ChannelRequest,
  emit: (frame: ChannelFrame) => void,
): ChannelPlace {
  let place = cursor;
  let last: EventHead | undefined;
  let lostAfter: number | undefined;
  let isLost = false;

  /** After the place was lost, the log is read from its oldest record: most of it was given. By ids of others nobody knows which. */
  const isNew = (head: EventHead | undefined): boolean =>
    ofOthers || !isLost || !head || !last || head.recordId > last.recordId || head.time > last.time;
  const tellLoss = (nextId: number): void => {
    if (lostAfter === undefined) return;
    if (nextId <= lostAfter) emit({ type: 'recreated', channel });
    else tellGap(lostAfter + 1, nextId);
    lostAfter = undefined;
  };
  /** Between two records that were asked for there may be many that were not: they are no loss. */
  const tellGap = (from: number, nextId: number): void => {
    const oldest = query === '*' ? undefined : oldestRecordId(api, channel);
    const to = Math.min(nextId, oldest ?? nextId) - 1;
    if (to >= from) emit({ type: 'gap', channel, from, to });
  };
  /** Only ever of a record that was given: a bookmark of none leads another run anywhere. */
  const bookmarkOf = (event: Handle, bookmark: Handle): string | undefined => {
    const isUpdated = api.updateBookmark(bookmark, event) === 0;
    const xml: Outcome<string> = isUpdated ? api.renderBookmark(bookmark) : { code: 0 };
    if ('value' in xml) return xml.value;
    return last && !ofOthers ? writeBookmark(channel, last.recordId) : place;
  };

  return {
    get bookmark() {
      return place;
    },
    get isLost() {
      return isLost;
    },
    get lastId() {
      return ofOthers ? undefined : last?.recordId;
    },
    lose() {
      if (!ofOthers)
        lostAfter ??= last?.recordId ?? (place === undefined ? undefined : bookmarkRecord(place));
      place = undefined;
      isLost = true;
    },
    take(events, bookmark) {
      let texts: string[] = [];
      let latest: Handle | undefined;
      let isAny = false;
      const give = (): void => {
        if (latest === undefined) return;
        place = bookmarkOf(latest, bookmark);
        emit({ type: 'events', channel, events: texts, cursor: place });
        isAny = true;
        texts = [];
        latest = undefined;
      };
      for (const event of events) {
        const text = api.renderEvent(event);
        if ('code' in text) {
          // It lies between what was given before and what comes: they do not follow on one another.
          give();
          emit({ type: 'skipped', channel, records: 1, code: text.code });
          continue;
        }
        const head = scanSystem(text.value);
        if (!isNew(head)) continue;
        if (head) tellLoss(head.recordId);
        isLost = false;
        last = head ?? last;
        latest = event;
        texts.push(text.value);
      }
      give();
      for (const event of events) api.close(event);
      return isAny;
    },
  };
}
