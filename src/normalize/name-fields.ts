import type { RawEvent, RawField } from '../../parsers/raw-event.ts';
import type { CatalogRow } from './catalog-row.ts';
import { fieldOrders } from './field-orders.ts';
import { fieldsOfMessage } from './fields-of-message.ts';
import type { KnownKind } from '../model/kinds.ts';
import { refusedLogonOfMessage } from './audit-message.ts';

/** The orders of an event's fields. */
type Orders = readonly (readonly string[])[];

const known = new Map<string, Map<number, (readonly string[])[]>>();
for (const [provider, orders] of Object.entries(fieldOrders)) {
  const ofProvider = new Map<number, (readonly string[])[]>();
  known.set(provider, ofProvider);
  for (const [names, eventIds] of orders) {
    for (const id of eventIds.split(' ').map(Number)) {
      ofProvider.set(id, [...(ofProvider.get(id) ?? []), names.split(',')]);
    }
  }
}

const ordersOf = ({ provider, eventId }: RawEvent): Orders => known.get(provider)?.get(eventId) ?? [];

/** Gives the fields the names that Windows gave them, where the log did not keep them as they were. */
export function nameFields(raw: RawEvent, row: CatalogRow): RawEvent {
  if (raw.fieldNames === undefined) return raw;
  const fields = renamed(raw, row, raw.fieldNames);
  const { fieldNames: _, ...said } = raw;
  return {
    ...said,
    get: (name) => fields.find((field) => field.name === name)?.value,
    fields: () => fields,
  };
}

function renamed(raw: RawEvent, row: CatalogRow, kept: 'none' | 'any-case' | 'message'): readonly RawField[] {
  switch (kept) {
    case 'none':
      return byPlace(raw, row);
    case 'any-case':
      return anyCase(raw, row);
    case 'message':
      return row.kind === ('logon-failed' satisfies KnownKind)
        ? refusedLogonOfMessage(raw.fields())
        : fieldsOfMessage(raw.fields(), row, ordersOf(raw));
  }
}

/** Binary data stands behind all other values: seen in the order in which Windows' interface gives them; inferred for all. */
const BINARY = /^(?:[\da-f]{2})+$/i;

function byPlace(raw: RawEvent, row: CatalogRow): readonly RawField[] {
  const values = raw.fields();
  const last = values.at(-1);
  const isBinary = last !== undefined && BINARY.test(last.value);
  const orders = ordersOf(raw);
  const names =
    orders.find((order) => order.length === values.length) ??
    (isBinary ? orders.find((order) => order.length === values.length - 1) : undefined);
  const named = values.map(({ value }, place) => ({ name: names?.[place] ?? '', value }));
  const isLast = isBinary && named.at(-1)?.name === '' && asksFor(row).has('Binary');
  return isLast ? [...named.slice(0, -1), { name: 'Binary', value: last.value }] : named;
}

function anyCase(raw: RawEvent, row: CatalogRow): readonly RawField[] {
  const names = new Map(
    [...ordersOf(raw).flat(), ...asksFor(row)].map((name) => [name.toLowerCase(), name] as const),
  );
  return raw.fields().map(({ name, value }) => ({ name: names.get(name.toLowerCase()) ?? name, value }));
}

const asked = new WeakMap<CatalogRow, ReadonlySet<string>>();

/** The names that the row's facts are read from. */
function asksFor(row: CatalogRow): ReadonlySet<string> {
  const found = asked.get(row);
  if (found !== undefined) return found;
  const names = Object.values(row.facts).flatMap(({ from }) =>
    from.filter((name) => typeof name === 'string'),
  );
  const own = new Set(names);
  asked.set(row, own);
  return own;
}
