/** A value of an event field, with the type that the provider's manifest declares for it. */
export type TypedValue =
  | { readonly type: 'null' }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'string-array'; readonly value: readonly string[] }
  | {
      readonly type: 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'int32' | 'int64' | 'hex32' | 'hex64';
      readonly value: number | bigint;
    }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'guid' | 'sid'; readonly value: string }
  /** Whole microseconds since 1970, UTC. */
  | { readonly type: 'filetime'; readonly value: number }
  | { readonly type: 'binary'; readonly value: Uint8Array };

/** A typed value; a plain string stands for a `string`, a plain number for a `uint32`. */
export type SpecValue = string | number | TypedValue;

/** One `<Data>` element. Classic providers give no names. */
export interface DataField {
  readonly name?: string;
  readonly value: SpecValue;
}

/** One child element of the element inside `<UserData>`. */
interface UserDataField {
  readonly name: string;
  readonly value: SpecValue;
}

/** What follows `<System>`. */
export type EventPayload =
  | { readonly type: 'event-data'; readonly fields: readonly DataField[]; readonly binary?: Uint8Array }
  | {
      readonly type: 'user-data';
      /** Name of the element inside `<UserData>`, such as `EventXML`. */
      readonly root: string;
      /** Its `xmlns`, such as `Event_NS`. */
      readonly namespace: string;
      readonly fields: readonly UserDataField[];
    }
  | { readonly type: 'none' };

/** Everything that Windows stores of one event; the writers of .evtx and XML both start from it. */
export interface EventSpec {
  readonly provider: string;
  /** With or without braces. Classic providers have none. */
  readonly providerGuid?: string;
  readonly eventSourceName?: string;
  readonly eventId: number;
  readonly qualifiers?: number;
  /** Default: 0, as for level, task, opcode and keywords. */
  readonly version?: number;
  readonly level?: number;
  readonly task?: number;
  readonly opcode?: number;
  readonly keywords?: bigint;
  /** Whole microseconds since 1970, UTC. */
  readonly time: number;
  readonly recordId: number;
  /** With or without braces. */
  readonly activityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  readonly channel: string;
  readonly computer: string;
  readonly payload: EventPayload;
}

/** Returns a value with its type spelled out. */
export function typedValue(value: SpecValue): TypedValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'number') return { type: 'uint32', value };
  return value;
}

/** Returns a GUID as Windows prints one: in braces, in lower case. */
export function bracedGuid(guid: string): string {
  return `{${guid.replaceAll(/[{}]/g, '').toLowerCase()}}`;
}
