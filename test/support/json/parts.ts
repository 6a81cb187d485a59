import { bracedGuid, type EventSpec, typedValue, type DataField, type TypedValue } from '../event-spec.ts';
import { valueText } from '../event-xml.ts';

/** A JSON object that is being made. */
export type Json = Record<string, unknown>;

/** Writes the events of one log in one form. */
export type JsonWriter = (events: readonly EventSpec[]) => string;

/** One object a line, as most collectors write them. */
export const lines =
  (write: (event: EventSpec) => Json): JsonWriter =>
  (events) =>
    events.map((event) => `${JSON.stringify(write(event))}\n`).join('');

const digitsOf = (microseconds: number, digits: number): string => {
  const fraction = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
  const text = `${String(fraction).padStart(6, '0')}0`.slice(0, digits);
  return `${new Date((microseconds - fraction) / 1000).toISOString().slice(0, 19)}${digits > 0 ? `.${text}` : ''}`;
};

/** ISO 8601 in UTC with so many digits after the second, those beyond cut off. */
export const isoTime = ({ time }: EventSpec, digits: number): string => `${digitsOf(time, digits)}Z`;

/** The same as a clock on a wall shows it, so many minutes ahead of UTC, without the offset. */
export const localTime = ({ time }: EventSpec, minutes: number, digits: number): string =>
  digitsOf(time + minutes * 60_000_000, digits);

export const braced = (guid: string | undefined): string | undefined =>
  guid === undefined ? undefined : bracedGuid(guid).toUpperCase();

export const bare = (guid: string): string => guid.replaceAll(/[{}]/g, '').toUpperCase();

/** The fields of an event one by one, an array's items as fields of their own, binary data last and called Binary. */
export function fieldsOf({ payload }: EventSpec): readonly { name: string; value: TypedValue }[] {
  if (payload.type === 'none') return [];
  const fields = payload.fields.flatMap(({ name, value }: DataField) => {
    const typed = typedValue(value);
    const items: readonly TypedValue[] =
      typed.type === 'string-array' ? typed.value.map((text) => ({ type: 'string', value: text })) : [typed];
    return items.map((item) => ({ name: name ?? '', value: item }));
  });
  if (payload.type === 'event-data' && payload.binary) {
    fields.push({ name: 'Binary', value: { type: 'binary', value: payload.binary } });
  }
  return fields;
}

export const textsOf = (event: EventSpec): readonly { name: string; value: string }[] =>
  fieldsOf(event).map(({ name, value }) => ({ name, value: valueText(value) }));

/** The element of UserData, where the event has one. */
export const userDataOf = ({ payload }: EventSpec): string | undefined =>
  payload.type === 'user-data' ? payload.root : undefined;

/** Members that have a value. */
export const present = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** Sorted by name, as Go writes its maps. */
export const sorted = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

export const hex64 = (value: bigint | undefined): string =>
  `0x${BigInt.asUintN(64, value ?? 0n).toString(16)}`;

const numbers: ReadonlySet<TypedValue['type']> = new Set(['uint8', 'uint16', 'uint32', 'int32']);

/** Numbers and truth values as such, everything else as text. */
export function typed(value: TypedValue): unknown {
  if (value.type === 'boolean') return value.value;
  return numbers.has(value.type) && 'value' in value ? Number(value.value) : valueText(value);
}
