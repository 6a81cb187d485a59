import type { RawEvent } from '../raw-event.ts';
import { azureTables } from './azure-tables.ts';
import { collectors } from './collectors.ts';
import type { Dialect } from './dialect.ts';
import { firstAt, isObject, scalarText, valueAt, wholeNumber, type JsonObject } from './json-value.ts';
import { readTime, type ReadTime } from './read-time.ts';
import { tools } from './tools.ts';

/** Stands for the computer where a form leaves it out: reports speak of it by a name. */
const UNNAMED = 'unknown-host';

const dialects: readonly Dialect[] = [...collectors, ...tools, ...azureTables];

/** What a JSON object says of an event beside its data. */
export interface JsonHead extends Omit<RawEvent, 'get' | 'fields'> {
  readonly readTime: ReadTime;
  /** The time as it stands, where it is ISO 8601 in UTC. */
  readonly systemTime: string;
}

export type HeadFound =
  | { readonly dialect: Dialect; readonly head: JsonHead }
  /** An event by its form, that lacks what every event has. */
  | { readonly dialect: Dialect; readonly lacks: string };

/** Finds out in whose form an object is an event; undefined: in none. */
export function readHead(document: JsonObject): HeadFound | undefined {
  const dialect = dialects.find(({ marks, isFilled }) =>
    marks.every((mark) => (isFilled ? firstAt(document, [mark]) : valueAt(document, mark)) !== undefined),
  );
  if (dialect === undefined) return undefined;
  const at = (paths: readonly string[] | undefined): unknown => firstAt(document, paths ?? []);
  const text = (paths: readonly string[] | undefined): string => scalarText(at(paths));
  const eventId = wholeNumber(at(dialect.eventId));
  if (eventId === undefined) return { dialect, lacks: 'a number as event id' };
  const shortProvider = text(dialect.provider);
  if (shortProvider === '') return { dialect, lacks: 'a provider' };
  const said = at(dialect.time);
  const time = readTime(said);
  if (time === undefined) return { dialect, lacks: 'a time' };
  const shortChannel = text(dialect.channel);
  const systemTime = scalarText(said);
  const head: JsonHead = {
    provider: dialect.longProvider?.(shortProvider) ?? shortProvider,
    channel: dialect.longChannel?.(shortChannel) ?? shortChannel,
    computer: text(dialect.computer) || UNNAMED,
    // An event id has 16 bits; what some write holds severity and facility above them.
    eventId: eventId % 0x1_0000,
    version: wholeNumber(at(dialect.version)) ?? 0,
    level: levelOf(text(dialect.level)),
    recordId: wholeNumber(at(dialect.recordId)) ?? 0,
    time: time.time,
    ...context(dialect, at),
    readTime: time,
    systemTime: systemTime.endsWith('Z') ? systemTime : '',
  };
  return { dialect, head };
}

type Context = Pick<
  RawEvent,
  'qualifiers' | 'activityId' | 'relatedActivityId' | 'processId' | 'threadId' | 'userSid'
>;

function context(dialect: Dialect, at: (paths: readonly string[] | undefined) => unknown): Context {
  const qualifiers = wholeNumber(at(dialect.qualifiers));
  const activityId = guidOf(at(dialect.activityId));
  const relatedActivityId = guidOf(at(dialect.relatedActivityId));
  const processId = wholeNumber(at(dialect.processId));
  const threadId = wholeNumber(at(dialect.threadId));
  const userSid = scalarText(at(dialect.userSid));
  return {
    ...(qualifiers !== undefined && { qualifiers }),
    ...(activityId !== undefined && { activityId }),
    ...(relatedActivityId !== undefined && { relatedActivityId }),
    ...(processId !== undefined && { processId }),
    ...(threadId !== undefined && { threadId }),
    // Some write the account's name instead.
    ...(/^S-1-/i.test(userSid) && { userSid }),
  };
}

const GUID = /^\{?([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})\}?$/i;
/** In the element Correlation as a text, of XML or JSON. */
const NAMED_GUID = /(?<!related)activityid\W{1,8}([\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12})/i;
/** What is written where there is none. */
const NO_GUID = '00000000-0000-0000-0000-000000000000';

function guidOf(value: unknown): string | undefined {
  const text = isObject(value) ? JSON.stringify(value) : scalarText(value);
  const guid = (GUID.exec(text) ?? NAMED_GUID.exec(text))?.[1]?.toUpperCase();
  return guid === NO_GUID ? undefined : guid;
}

const levels: readonly string[] = ['logalways', 'critical', 'error', 'warning', 'information', 'verbose'];

const levelOf = (text: string): number =>
  wholeNumber(text) ?? Math.max(0, levels.indexOf(text.toLowerCase().replace(/^info$/, 'information')));
