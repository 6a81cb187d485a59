import type { ParseItem } from '../log-reader.ts';
import type { EventTaker } from '../json/take-events.ts';
import { tellOrder, type DateOrder, type LocalTime } from './local-time.ts';

/** What has a time that some culture wrote, or none. */
export interface Dated {
  readonly offset: number;
  readonly time?: LocalTime;
  /** How much is held with it, in UTF-16 code units. */
  readonly size: number;
}

/** Events are held until the order of their dates is told, so many at most. */
const MOST_HELD = 2000;
/** And so many characters of them. */
const MOST_HELD_TEXT = 4_194_304;

/** Holds events of one log until it is told whether days or months come first in their dates. */
export interface DateOrderHold<T extends Dated> {
  readonly push: (one: T) => Iterable<ParseItem>;
  /** Decides on the order of dates and gives what waited for it. */
  readonly release: () => Iterable<ParseItem>;
}

export function holdForDateOrder<T extends Dated>(
  taker: EventTaker,
  give: (one: T, order: DateOrder) => Iterable<ParseItem>,
): DateOrderHold<T> {
  let order: DateOrder | undefined;
  let held: T[] = [];
  let heldText = 0;

  function* release(): Iterable<ParseItem> {
    const times = held.flatMap(({ time }) => (time === undefined ? [] : [time]));
    const first = held.find(({ time }) => time !== undefined);
    if (first?.time !== undefined && order === undefined) {
      order = tellOrder(times);
      if (order === undefined) {
        order = first.time.isTwelveHour ? 'month-first' : 'day-first';
        const said = order === 'month-first' ? 'months' : 'days';
        const detail = `expected dates that tell whether the day or the month comes first, found none: ${said} are taken to come first`;
        yield* taker.once('unknown-date-order', first.offset, detail);
      }
    }
    const waited = held;
    held = [];
    heldText = 0;
    for (const one of waited) yield* give(one, order ?? 'day-first');
  }

  return {
    *push(one) {
      const { time } = one;
      // What was taken for granted ends where a date tells.
      if (order !== undefined && time?.order !== undefined && time.order !== 'year-first') order = time.order;
      if (held.length === 0 && (time === undefined || order !== undefined)) {
        yield* give(one, order ?? 'day-first');
        return;
      }
      // Behind one that waits all wait: they keep their order.
      held.push(one);
      heldText += one.size;
      if (time?.order !== undefined || held.length >= MOST_HELD || heldText >= MOST_HELD_TEXT)
        yield* release();
    },
    release,
  };
}
