import type { ParseItem } from '../log-reader.ts';
import type { RawEvent } from '../raw-event.ts';
import { readEvent } from '../xml/read-event.ts';
import type { Share } from '../xml/share-strings.ts';
import { EventSplitter } from '../xml/split-events.ts';
import { plainRow } from './azure-tables.ts';
import type { Dialect } from './dialect.ts';
import { isObject, memberOf, membersOf, parseJson, valueAt, type JsonObject } from './json-value.ts';
import { readHead, type JsonHead } from './read-head.ts';

/** An event that was found in a value, before anything of its data is read. */
export type Found =
  | {
      readonly type: 'json';
      readonly head: JsonHead;
      readonly dialect: Dialect;
      readonly document: JsonObject;
    }
  | { readonly type: 'xml'; readonly event: RawEvent }
  | { readonly type: 'lacking'; readonly dialect: Dialect; readonly lacks: string };

/** Where collectors put the event as XML, or a text that holds it; names in lower case. */
const XML_PLACES: readonly string[] = [
  // Winlogbeat and Elastic Agent with include_xml, forwarded to anywhere (documented: exported fields).
  'event.original',
  // Vector with include_xml (read in source); it cuts at 32,768 bytes, and then the rest of the document counts.
  'xml',
  // Fluent Bit with render_event_as_xml (read in source: winevtlog_pack_xml_event).
  'system',
  // OpenTelemetry with raw: true, in the body or in an attribute (read in source).
  'body',
  'attributes.log.record.original',
  'log.record.original',
  // Splunk with renderXml (documented), syslog and pipelines of every sort (seen in samples).
  '_raw',
  'raw',
  'message',
  // Azure's table WindowsEvent, of what it could not parse (documented).
  'raweventdata',
  'eventxml',
  'log',
  'full_log',
];

/** What may hold the event, as an object, a list or JSON in a text: wrappers of servers, queues and tools. */
const INNER: readonly string[] = [
  // Elasticsearch and its exports; Splunk; Graylog.
  '_source',
  'result',
  'fields',
  // The root of an export in XML, made JSON, where it has one event.
  'events',
  // Logstash, Fluentd, syslog; Kafka Connect and its REST proxy; OpenTelemetry; Chainsaw (document.data); Wazuh (data).
  'event',
  'message',
  'value',
  'payload',
  'body',
  'document',
  'data',
  'record',
  'log',
  '_raw',
  // Wazuh's archives, where a decoder failed: the JSON of its agent.
  'full_log',
  'eventchannel',
  'json',
  'msg',
];

const LOOKS_LIKE_XML = /^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?Event[\s>]/;
const LOOKS_LIKE_JSON = /^\s*[{[]/;
/** More wrappers than this nobody puts around an event. */
const MAX_WRAPPERS = 6;

/** Finds the events in a JSON value: mostly one, none in what is about something else. */
export function* findEvents(value: unknown, share: Share, wrappers = 0): Generator<Found> {
  if (wrappers > MAX_WRAPPERS) return;
  if (typeof value === 'string') {
    if (LOOKS_LIKE_XML.test(value)) yield* eventsInXml(value, share);
    else if (LOOKS_LIKE_JSON.test(value)) yield* findEvents(parseJson(value), share, wrappers + 1);
  } else if (Array.isArray(value)) {
    for (const one of value) yield* findEvents(one, share, wrappers + 1);
  } else if (isObject(value)) {
    yield* findInObject(value, share, wrappers);
  }
}

function* findInObject(said: JsonObject, share: Share, wrappers: number): Generator<Found> {
  const object = plainRow(said);
  const found = readHead(object);
  const xml = xmlIn(object, share);
  const head = found !== undefined && 'head' in found ? found.head : undefined;
  if (xml.length > 0 && (head === undefined || xml.every(({ event }) => agrees(event, head)))) {
    yield* xml;
    return;
  }
  if (found !== undefined) {
    yield 'head' in found ? { type: 'json', ...found, document: object } : { type: 'lacking', ...found };
    return;
  }
  const otlp = fromOtlp(object);
  if (otlp !== undefined) {
    yield* findEvents(otlp, share, wrappers + 1);
    return;
  }
  for (const name of INNER) {
    const inner = memberOf(object, name);
    let any = false;
    for (const event of findEvents(inner, share, wrappers + 1)) {
      any = true;
      yield event;
    }
    if (any) return;
  }
}

type XmlFound = Extract<Found, { type: 'xml' }>;

function xmlIn(object: JsonObject, share: Share): readonly XmlFound[] {
  for (const place of XML_PLACES) {
    const text = valueAt(object, place);
    if (typeof text !== 'string' || !LOOKS_LIKE_XML.test(text)) continue;
    const events = [...eventsInXml(text, share)];
    if (events.length > 0) return events;
  }
  return [];
}

function* eventsInXml(text: string, share: Share): Generator<XmlFound> {
  const splitter = new EventSplitter();
  const pieces = [...splitter.push({ type: 'text', text, offset: 0, width: 'one' }), ...splitter.end()];
  for (const piece of pieces) {
    const item: ParseItem | undefined = piece.type === 'event' ? readEvent(piece, share) : undefined;
    if (item?.type === 'event') yield { type: 'xml', event: item.event };
  }
}

/**
 * Whether XML tells the event that stands beside it. The message of an event may hold what its writer liked: XML of an event
 * that never was is not taken for it.
 */
function agrees(xml: RawEvent, head: JsonHead): boolean {
  return (
    xml.eventId === head.eventId &&
    xml.provider.toLowerCase() === head.provider.toLowerCase() &&
    (head.recordId === 0 || xml.recordId === head.recordId) &&
    (head.channel === '' || xml.channel.toLowerCase() === head.channel.toLowerCase())
  );
}

/** A log record of OTLP in JSON: its body as what it says (opentelemetry-proto, common.proto: AnyValue; read in source). */
function fromOtlp(object: JsonObject): unknown {
  const body = valueAt(object, 'body');
  return isObject(body) && hasOtlpValue(body) ? otlpValue(body) : undefined;
}

const hasOtlpValue = (object: JsonObject): boolean =>
  memberOf(object, 'kvlistvalue') !== undefined || memberOf(object, 'stringvalue') !== undefined;

function otlpValue(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const [kind, inner] = membersOf(value)[0] ?? [];
  if (kind === 'kvlistvalue') return otlpObject(inner);
  if (kind === 'arrayvalue') return listIn(inner).map(otlpValue);
  // stringValue, intValue, doubleValue, boolValue.
  return inner;
}

const listIn = (value: unknown): readonly unknown[] => {
  const list = valueAt({ list: value }, 'list.values');
  return Array.isArray(list) ? (list as readonly unknown[]) : list === undefined ? [] : [list];
};

function otlpObject(value: unknown): JsonObject {
  const entries = listIn(value).flatMap((pair) => {
    const key = valueAt(pair, 'key');
    return typeof key === 'string' ? [[key, otlpValue(valueAt(pair, 'value'))] as const] : [];
  });
  // An object made of entries takes __proto__ for a name like any other.
  return Object.fromEntries(entries);
}
