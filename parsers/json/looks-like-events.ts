const EVENT_ID = /"(?:(?:winlog\.)?event_?id|id|code|event\.code)"\s*:/i;
const COMPUTER = /"(?:(?:winlog\.)?computer(?:_?name)?|machinename|hostname)"\s*:/i;
const TIME =
  /"(?:(?:winlog\.)?time_?created|time_created|system_?time|event_?time|time|timestamp|@timestamp)"\s*:/i;
const EVENT_XML = /<(?:\w+:)?Event[\s>]/;

/**
 * Says whether JSON that begins like this may hold Windows events, so that of the JSON files in a folder the reports,
 * settings and other things are left alone. A guess for choosing files; what they hold is found out by reading.
 */
export function looksLikeEvents(text: string): boolean {
  return EVENT_XML.test(text) || (EVENT_ID.test(text) && COMPUTER.test(text) && TIME.test(text));
}
