import type { RawEvent, RawField } from '../../../parsers/raw-event.ts';
import { type EventSpec, typedValue } from '../event-spec.ts';
import { valueText } from '../event-xml.ts';
import type { HostEvent } from '../scenarios/host.ts';
import type { AttemptLog } from './attempt-log.ts';

/** A record in a log of a simulated machine, as a reader would give it; values are printed when somebody asks. */
export class SimRecord implements RawEvent {
  readonly provider: string;
  readonly channel: string;
  readonly computer: string;
  readonly eventId: number;
  readonly recordId: number;
  /** What the machine's clock read. */
  readonly time: number;
  /** When the record really came into its log: what several machines are put in order by. */
  readonly filed: number;
  readonly activityId?: string;
  readonly processId?: number;
  readonly threadId?: number;
  readonly userSid?: string;
  /** The attempt that it tells of; undefined for what the machine writes for other reasons. */
  readonly attempt: AttemptLog | undefined;
  private readonly event: HostEvent;

  constructor(
    event: HostEvent,
    place: Pick<EventSpec, 'computer' | 'recordId' | 'time'> & { readonly filed: number },
    attempt?: AttemptLog,
  ) {
    this.provider = event.provider;
    this.channel = event.channel;
    this.computer = place.computer;
    this.eventId = event.eventId;
    this.recordId = place.recordId;
    this.time = place.time;
    this.filed = place.filed;
    this.attempt = attempt;
    this.event = event;
    const { activityId, processId, threadId, userSid } = event;
    if (activityId !== undefined) this.activityId = activityId.toUpperCase();
    if (processId !== undefined) this.processId = processId;
    if (threadId !== undefined) this.threadId = threadId;
    if (userSid !== undefined) this.userSid = userSid;
  }

  get version(): number {
    return this.event.version ?? 0;
  }

  get level(): number {
    return this.event.level ?? 0;
  }

  get(name: string): string | undefined {
    const { payload } = this.event;
    if (payload.type === 'none') return undefined;
    for (const field of payload.fields) {
      if ((field.name ?? '') === name) return valueText(typedValue(field.value));
    }
    if (name !== 'Binary' || payload.type !== 'event-data' || !payload.binary) return undefined;
    return valueText({ type: 'binary', value: payload.binary });
  }

  fields(): readonly RawField[] {
    const { payload } = this.event;
    if (payload.type === 'none') return [];
    const fields = payload.fields.map(({ name, value }) => ({
      name: name ?? '',
      value: valueText(typedValue(value)),
    }));
    const binary = this.get('Binary');
    return binary === undefined ? fields : [...fields, { name: 'Binary', value: binary }];
  }

  /** The same record as another log would count it. */
  withId(recordId: number): SimRecord {
    const { computer, time, filed } = this;
    return new SimRecord(this.event, { computer, recordId, time, filed }, this.attempt);
  }

  /** The same record, written at another time. */
  withTime(time: number, filed: number): SimRecord {
    const { computer, recordId } = this;
    return new SimRecord(this.event, { computer, recordId, time, filed }, this.attempt);
  }

  /** The record as the writers of .evtx and XML take it. */
  spec(): EventSpec {
    const { computer, recordId, time } = this;
    return { ...this.event, computer, recordId, time };
  }
}

/** The record as a form has it that keeps no ids but the record's own. */
export const plainly = (record: SimRecord): SimRecord =>
  Object.create(record, { activityId: {}, processId: {}, threadId: {} }) as SimRecord;
