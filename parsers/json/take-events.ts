import type { LogStatus, ParseItem, ReaderOptions, TimesTold } from '../log-reader.ts';
import type { ParseProblem, ParseProblemCode } from '../parse-problem.ts';
import { createShare } from '../xml/share-strings.ts';
import { findEvents, type Found } from './find-events.ts';
import { jsonEvent } from './json-event.ts';
import { isObject, valueAt } from './json-value.ts';

/** Finds the events in values that were read of a log, and tells what holds for the log as a whole. */
export interface EventTaker {
  /** Gives what is in a value. */
  take(value: unknown, offset: number): Iterable<ParseItem>;
  /** Tells what holds for a whole input once. */
  once(code: ParseProblemCode, offset: number, detail: string): Iterable<ParseItem>;
  /** Tells of a part that could not be read. */
  damage(problem: ParseProblem): ParseItem;
  /** Tells of what was no event, at the end of the input. */
  end(): Iterable<ParseItem>;
  /** How many events were found so far. */
  records(): number;
  status(format: LogStatus['format']): LogStatus;
}

export interface TakerOptions {
  /** What a value is called: value, row, object. */
  readonly unit: string;
  /** How the log is called in whole: `Windows events as JSON`. */
  readonly expected: string;
  /** What a value is that lacks what every event has. */
  readonly bad: ParseProblemCode;
}

/** Makes one for an input. */
export function createEventTaker(options: ReaderOptions, { unit, expected, bad }: TakerOptions): EventTaker {
  const share = createShare();
  const told = new Set<string>();
  const others = { count: 0, first: undefined as { offset: number; shape: string } | undefined };
  let values = 0;
  let records = 0;
  let isDamaged = false;
  let digits = 0;
  let zoneless = false;

  function* once(code: ParseProblemCode, offset: number, detail: string): Iterable<ParseItem> {
    if (told.has(code)) return;
    told.add(code);
    yield problem(code, offset, unit, detail);
  }

  /** Where the form leaves the channel out, the name of the log tells it, or else the event. */
  function named(found: Found): Found {
    if (found.type !== 'json' || found.head.channel !== '') return found;
    const { provider, eventId } = found.head;
    const channel = options.channel ?? options.channelOf?.(provider, eventId);
    return channel === undefined ? found : { ...found, head: { ...found.head, channel } };
  }

  function* takeFound(said: Found, offset: number): Iterable<ParseItem> {
    const found = named(said);
    if (found.type === 'lacking') {
      isDamaged = true;
      yield problem(bad, offset, found.dialect.name, `expected ${found.lacks}, found none`);
      return;
    }
    const head = found.type === 'xml' ? found.event : found.head;
    records++;
    options.observe?.(share(head.computer), share(head.channel), head.recordId, head.time);
    if (found.type === 'json') yield* noteForm(found, offset);
    else digits = 7;
    if (options.want?.(head.provider, head.eventId) === false) return;
    if (found.type === 'xml') {
      yield { type: 'event', event: found.event };
      return;
    }
    const payload = found.dialect.payload(found.document);
    if (payload.lost !== undefined) {
      const detail = `expected the values of the event's fields, found none: ${payload.lost}`;
      yield* once('lost-fields', offset, detail);
    }
    yield { type: 'event', event: jsonEvent(found.head, payload, share) };
  }

  /** Tells what the form keeps back of every event. */
  function* noteForm({ head, dialect, document }: FoundJson, offset: number): Iterable<ParseItem> {
    digits = Math.max(digits, head.readTime.digits);
    if (head.readTime.isZoneless && dialect.isUtc !== true) {
      zoneless = true;
      yield* once('unknown-zone', offset, 'expected times with a zone, found none: they are taken as UTC');
    }
    if (leavesActivityOut(dialect, document)) {
      const detail = `expected the ActivityID of each event, found the form of ${dialect.name}, which leaves it out`;
      yield* once('lost-activity', offset, detail);
    }
  }

  return {
    *take(value, offset) {
      values++;
      let any = false;
      for (const found of findEvents(value, share)) {
        any = true;
        yield* takeFound(found, offset);
      }
      if (any) return;
      others.count++;
      others.first ??= { offset, shape: shapeOf(value) };
    },
    once,
    damage(said) {
      isDamaged = true;
      return { type: 'problem', problem: said };
    },
    *end() {
      const { count, first } = others;
      if (records === 0 && !isDamaged) {
        isDamaged = true;
        const detail = `expected ${expected}, found ${first?.shape ?? `no ${unit}`}`;
        yield problem('unknown-format', first?.offset ?? 0, 'document', detail);
      } else if (first !== undefined) {
        const detail = `expected Windows events, found ${count} of ${values} ${unit}s of another sort, the first ${first.shape}`;
        yield problem('other-json', first.offset, unit, detail);
      }
    },
    records: () => records,
    status: (format) => ({
      format,
      records,
      state: isDamaged ? 'damaged' : records === 0 ? 'empty' : 'clean',
      ...(records > 0 && { times: timesOf(digits, zoneless) }),
    }),
  };
}

const leavesActivityOut = (
  { activityId, isActivityOptional }: FoundJson['dialect'],
  document: FoundJson['document'],
): boolean =>
  activityId === undefined ||
  (isActivityOptional === true && activityId.every((path) => valueAt(document, path) === undefined));

type FoundJson = Extract<Found, { type: 'json' }>;

const problem = (code: ParseProblemCode, offset: number, reading: string, detail: string): ParseItem => ({
  type: 'problem',
  problem: { code, offset, reading, detail },
});

/** What so many digits behind the second can tell. */
const timesOf = (digits: number, zoneless: boolean): TimesTold => ({
  precision: digits > 6 ? '100ns' : digits > 3 ? 'us' : digits > 0 ? 'ms' : 's',
  zone: zoneless ? 'unknown' : 'stated',
});

const SHOWN_NAMES = 6;

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return `a ${typeof value}`;
  const names = Object.keys(value).map((name) => name.slice(0, 40));
  const shown = names.length > SHOWN_NAMES ? [...names.slice(0, SHOWN_NAMES), '…'] : names;
  return shown.length === 0 ? 'an object without names' : `an object with the names ${shown.join(', ')}`;
}
