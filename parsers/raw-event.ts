/** One named value of an event; `name` is '' for the unnamed data of classic event sources. */
export interface RawField {
  readonly name: string;
  readonly value: string;
}

/**
 * An event as the log stores it, with the System block decoded and the payload decoded on demand.
 *
 * A reader may lend bytes of its buffer to the event: `get` and `fields` are valid until the reader is fed
 * again. Copy what has to live longer.
 */
export interface RawEvent {
  readonly provider: string;
  readonly channel: string;
  readonly computer: string;
  readonly eventId: number;
  readonly qualifiers?: number;
  readonly version: number;
  readonly level: number;
  /** System/EventRecordID: the id the source machine gave, not the one of the record header. */
  readonly recordId: number;
  /** Whole microseconds since 1970, UTC; the 100 ns digit of the FILETIME is dropped. */
  readonly time: number;
  /** Upper case, without braces. */
  readonly activityId?: string;
  readonly relatedActivityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  /**
   * What the log kept of the fields' names: `none`, so that they are known by their places in the event's template,
   * `any-case`, or `message`, where not even the fields were kept and the values are what stands in its message. Absent: they
   * are as Windows wrote them.
   */
  readonly fieldNames?: 'none' | 'any-case' | 'message';
  /** Read from what an overwritten or cleared log left behind: no part of the log, and only given when asked for. */
  readonly recovered?: true;
  /** A recovered event whose payload was overwritten: only what the System block says is left. */
  readonly payloadLost?: true;
  /** The first field of that name (exact case), or undefined. */
  get(name: string): string | undefined;
  /**
   * All payload fields in file order. EventData: each `Data` by its Name attribute ('' when it has none), and a
   * `Binary` element as name 'Binary' with hex text. UserData: each leaf element below the single child of
   * UserData by its local name.
   */
  fields(): readonly RawField[];
}

/** What is known of an event before its payload is read. */
export type EventHead = Pick<RawEvent, 'provider' | 'eventId' | 'channel' | 'computer' | 'recordId' | 'time'>;
