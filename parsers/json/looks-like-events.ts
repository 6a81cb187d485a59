/**
 * A name that a value follows: `"name":`, in JSON that is a text within JSON `\"name\":`, in OpenTelemetry's lists of
 * pairs `"key":"name","value":`, and among the columns of a table `"name":"name","type":`.
 */
const named = (names: string): RegExp =>
  new RegExp(String.raw`"(?:${names})\\*"\s*(?::|,\s*"(?:value|type|datatype|columntype)")`, 'i');

const EVENT_ID = named(String.raw`(?:winlog\.)?event_?id|id|code|event\.code`);
const COMPUTER = named(String.raw`(?:winlog\.)?computer(?:_?name)?|machinename|hostname`);
const TIME = named(
  String.raw`(?:winlog\.)?time_?created|time_created|system_?time|event_?time|time|timestamp|@timestamp|time_?generated`,
);
const EVENT_XML = /<(?:\w+:)?Event[\s>]/;

/**
 * Says whether JSON that begins like this may hold Windows events, so that of the JSON files in a folder the reports,
 * settings and other things are left alone. A guess for choosing files; what they hold is found out by reading.
 */
export function looksLikeEvents(text: string): boolean {
  return EVENT_XML.test(text) || (EVENT_ID.test(text) && COMPUTER.test(text) && TIME.test(text));
}
