import type { RawField } from '../../parsers/raw-event.ts';
import type { CatalogRow } from './catalog-row.ts';
import type { FactForm } from './fact-forms.ts';

/** What a value of a message looks like. */
type Sort = 'address' | 'code' | 'number' | 'account' | 'connection' | 'transport';

/** Undefined: an id of a logon or process. */
export function sortOf(value: string): Sort | undefined {
  if (value.includes('\\')) return 'account';
  if (value.includes('#')) return 'connection';
  if (/^(?:tcp|udp)$/i.test(value)) return 'transport';
  // An NTSTATUS, HRESULT or Win32 code in full; other hex numbers are ids of logons and processes.
  if (/^0x[\da-f]{8}$/i.test(value)) return 'code';
  if (/^\d+$/.test(value)) return 'number';
  return value.startsWith('0x') ? undefined : 'address';
}

/** What sort of value facts are read from; other texts are words, and words are not read. */
const sorts: Readonly<Partial<Record<FactForm, Sort>>> = {
  account: 'account',
  domain: 'account',
  address: 'address',
  port: 'address',
  code: 'code',
  'hex-code': 'code',
  'set-error-info': 'code',
  number: 'number',
};

/** Facts that are texts with a form of their own. */
const sortsOfTexts: Readonly<Record<string, Sort | undefined>> = {
  connectionName: 'connection',
  transport: 'transport',
};

/** In a message a code may be a plain number, and stand among numbers. */
const either: readonly Sort[] = ['code', 'number'];

/**
 * The fields that an event's message still tells, where the log kept nothing else: a value is taken where the message has as
 * many of its sort as the event has fields of it. In which order they stand is inferred: as the fields do.
 */
export function fieldsOfMessage(
  values: readonly RawField[],
  row: CatalogRow,
  orders: readonly (readonly string[])[],
): readonly RawField[] {
  const order = orders.flat();
  const asked = askedFor(row, order);
  const places: RawField[] = [];
  const named: RawField[] = [];
  const fit = (...sorts: readonly Sort[]) => {
    const fields = [...asked].filter(([, sort]) => sorts.includes(sort)).map(([field]) => field);
    const own = values.filter(({ value }) => {
      const sort = sortOf(value);
      return sort !== undefined && sorts.includes(sort);
    });
    return { fields: fields.sort((a, b) => placeOf(a, order) - placeOf(b, order)), own };
  };
  const fits = ({ fields, own }: ReturnType<typeof fit>): boolean => fields.length === own.length;
  const apart = either.map((sort) => fit(sort));
  const numbers = apart.every(fits) || !fits(fit(...either)) ? apart : [fit(...either)];
  const others = (['address', 'account', 'connection', 'transport'] as const).map((sort) => fit(sort));
  for (const { fields, own } of [...others, ...numbers].filter(fits)) {
    for (const [i, { value }] of own.entries()) {
      const field = fields[i];
      if (typeof field === 'number') places[field] = { name: '', value };
      else if (field !== undefined) named.push({ name: field, value });
    }
  }
  const last = Math.max(-1, ...Object.values(row.facts).flatMap(({ from }) => from.filter(isPlace)));
  // What is asked for by its place, must not be answered by something else.
  return [...Array.from({ length: last + 1 }, (_, i) => places[i] ?? { name: '', value: '' }), ...named];
}

/** The fields that facts are read from, and what their values look like. Of several names for one fact those count that the event has. */
function askedFor(row: CatalogRow, order: readonly string[]): ReadonlyMap<string | number, Sort> {
  const asked = new Map<string | number, Sort>();
  for (const [name, { from, as }] of Object.entries(row.facts)) {
    const sort = sorts[as] ?? sortsOfTexts[name];
    if (sort === undefined) continue;
    const own = from.filter((field) => typeof field === 'string' && order.includes(field));
    for (const field of own.length > 0 ? own : from) asked.set(field, sort);
  }
  return asked;
}

const isPlace = (field: string | number): field is number => typeof field === 'number';

const placeOf = (field: string | number, order: readonly string[]): number =>
  typeof field === 'number' ? field : order.indexOf(field);
