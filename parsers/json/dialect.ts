import { firstAt, type JsonObject } from './json-value.ts';
import { eventData, inNumberedOrder, noPayload, userData, type Payload } from './payload.ts';

/**
 * How one writer of JSON says what an event's System block says: paths of names in lower case, the first that has a value
 * counts. Each row tells where its names are from: read in source (the writer's own code), seen in samples (what people
 * published of its output), or inferred.
 */
export interface Dialect {
  readonly name: string;
  /** All of these stand in every event of it, and not together in those of the dialects after it. */
  readonly marks: readonly string[];
  /** All of its marks have values: events of others may stand beside it, with the same names. */
  readonly isFilled?: true;
  readonly eventId: readonly string[];
  readonly provider: readonly string[];
  readonly time: readonly string[];
  readonly computer: readonly string[];
  readonly channel: readonly string[];
  readonly recordId: readonly string[];
  readonly level?: readonly string[];
  readonly version?: readonly string[];
  readonly qualifiers?: readonly string[];
  readonly activityId?: readonly string[];
  /** Who writes it chooses what is written: without a member for the ActivityID, not even an empty one, it was left out. */
  readonly isActivityOptional?: true;
  readonly relatedActivityId?: readonly string[];
  readonly processId?: readonly string[];
  readonly threadId?: readonly string[];
  readonly userSid?: readonly string[];
  readonly payload: (document: JsonObject) => Payload;
  /** Its times are UTC where they carry no zone. */
  readonly isUtc?: true;
  /** What stands for the name of a channel or provider. */
  readonly longChannel?: (short: string) => string;
  readonly longProvider?: (short: string) => string;
}

/** Fields by name under these paths: of an EventData, else of a UserData whose element is named under `root`. */
export const named =
  (data: readonly string[], user: readonly string[], root = 'xml_name') =>
  (document: JsonObject): Payload => {
    const found = firstAt(document, data);
    if (found !== undefined) return { fields: inNumberedOrder(eventData(found)) };
    const below = firstAt(document, user);
    if (below === undefined) return noPayload;
    const fields = eventData(below).filter(({ name }) => name !== root);
    const element = firstAt(below, [root]);
    return { fields, userData: typeof element === 'string' ? element : 'EventXML' };
  };

/** Values by their places, in a list under one of these paths. */
export const listed =
  (...paths: readonly string[]) =>
  (document: JsonObject): Payload => {
    const list = firstAt(document, paths);
    return {
      fields: eventData(Array.isArray(list) ? list : list === undefined ? [] : [list]),
      names: 'none',
    };
  };

/** The elements EventData and UserData, as they stand in XML. */
export const asInXml =
  (root: string) =>
  (document: JsonObject): Payload => {
    const data = firstAt(document, [`${root}eventdata`]);
    return data === undefined
      ? userData(firstAt(document, [`${root}userdata`]))
      : { fields: eventData(data) };
  };
