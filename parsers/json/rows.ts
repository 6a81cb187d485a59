import { isObject, membersOf, memberOf, type JsonObject } from './json-value.ts';

/** Tables stand no deeper in an answer. */
const DEPTH = 4;

/**
 * The names of a table's columns, of the last table in a value: `columns: [{ "name" }]` of the Log Analytics API (documented), and
 * `Columns: [{ "ColumnName" }]` of the older one (documented for Azure Data Explorer).
 */
export function columnsOf(value: unknown, depth: number = DEPTH): readonly string[] {
  if (depth === 0) return [];
  if (isObject(value)) {
    const columns = memberOf(value, 'columns');
    if (Array.isArray(columns)) return columns.map(nameOf);
  }
  const inner = Array.isArray(value) ? value : isObject(value) ? membersOf(value).map(([, one]) => one) : [];
  for (const one of inner.toReversed()) {
    const found = columnsOf(one, depth - 1);
    if (found.length > 0) return found;
  }
  return [];
}

function nameOf(column: unknown): string {
  if (!isObject(column)) return '';
  const name = memberOf(column, 'name') ?? memberOf(column, 'columnname');
  return typeof name === 'string' ? name : '';
}

/** A row as an object: its values by the names of their columns. */
export const rowOf = (columns: readonly string[], values: readonly unknown[]): JsonObject =>
  Object.fromEntries(columns.map((name, i) => [name, values[i]]));
