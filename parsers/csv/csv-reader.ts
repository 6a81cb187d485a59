import type { LogReader, ParseItem, ReaderOptions } from '../log-reader.ts';
import { parseJson } from '../json/json-value.ts';
import { readTime } from '../json/read-time.ts';
import { createEventTaker } from '../json/take-events.ts';
import { InputDecoder, type Decoded } from '../xml/decode-text.ts';
import { cellsOf } from './cells.ts';
import { holdForDateOrder, type Dated } from './date-order.ts';
import { isoOf, readLocalTime, type DateOrder, type LocalTime } from './local-time.ts';
import { RowSplitter, type RowItem, type RowText } from './split-rows.ts';
import { isEventXml, isPreamble, tableOf, tableWith, type Table } from './table.ts';
import { viewerDocument } from './viewer-document.ts';

interface Row extends Dated {
  readonly cells: readonly string[];
}

/**
 * Creates a reader of events as tables: CSV or text of Event Viewer in any language, of Get-WinEvent with any delimiter, of
 * tools, and any table with a column that has the event as XML.
 */
export function createCsvReader(options: ReaderOptions): LogReader {
  const decoder = new InputDecoder();
  const splitter = new RowSplitter();
  const taker = createEventTaker(options, { unit: 'row', expected: 'Windows events as CSV', bad: 'bad-csv' });
  let header: RowText | undefined;
  let table: Table | undefined;
  const hold = holdForDateOrder<Row>(taker, give);

  function* read(row: RowText): Iterable<ParseItem> {
    if (header === undefined) {
      if (!isPreamble(row.text)) header = row;
      return;
    }
    table ??= tableOf(header.text, row.text) ?? tableWith(',', cellsOf(header.text, ','));
    // Two exports may have been joined.
    if (row.text === header.text || isPreamble(row.text)) return;
    const cells = cellsOf(row.text, table.delimiter);
    const time = timeOf(cells, table);
    yield* hold.push({
      cells,
      offset: row.offset,
      size: row.text.length,
      ...(time !== undefined && { time }),
    });
  }

  function* give({ cells, offset, time }: Row, order: DateOrder): Iterable<ParseItem> {
    if (table === undefined) return;
    const iso = time && isoOf(time, order);
    yield* taker.take(valueOf(cells, table, iso), offset);
  }

  function* readAll(items: Iterable<RowItem>): Iterable<ParseItem> {
    for (const item of items) {
      if (item.type === 'row') yield* read(item);
      else yield taker.damage(item.problem);
    }
  }

  function* split(parts: Iterable<Decoded>): Iterable<ParseItem> {
    for (const part of parts) {
      if (part.type === 'text') yield* readAll(splitter.push(part));
      else yield taker.damage(part.problem);
    }
  }

  return {
    *feed(bytes) {
      yield* split(decoder.push(bytes));
    },
    giveHeld: hold.release,
    *end() {
      yield* split(decoder.end());
      yield* readAll(splitter.end());
      yield* hold.release();
      if (taker.records() > 0 || header === undefined || table !== undefined) yield* taker.end();
    },
    status: () => taker.status('csv'),
  };
}

/** The time of a row where it is written as some culture does. */
function timeOf(cells: readonly string[], table: Table): LocalTime | undefined {
  const cell = cells[table.timeAt ?? -1] ?? '';
  return readTime(cell) === undefined ? readLocalTime(cell) : undefined;
}

/** A row as a value to find an event in: the event as XML where a cell has it, else names with values. */
function valueOf(cells: readonly string[], table: Table, iso: string | undefined): unknown {
  if (table.viewerFrom !== undefined) return viewerDocument(cells, table.viewerFrom, iso);
  const xml = cells.find(isEventXml);
  const entries = cells.flatMap((text, i) => {
    const name = table.names[i];
    const cell = i === table.timeAt ? zonedTime(iso ?? text, table) : text;
    if (name === undefined) return [];
    // An empty cell says that its column is there.
    const value = cell === '' ? null : isJson(cell) ? (parseJson(cell) ?? cell) : cell;
    return [[name, value] as const];
  });
  // A table that is known by its names says itself where the XML is; in any other the cell is the event.
  return xml !== undefined && !isKnown(table) ? xml : Object.fromEntries(entries);
}

/** A time as it stands, or with the zone that its column's name says. */
const zonedTime = (time: string, { isUtc }: Table): string =>
  isUtc && readTime(time)?.isZoneless === true ? `${time}Z` : time;

const isKnown = (table: Table): boolean =>
  ['eventid', 'id', 'event_id'].some((name) => table.places.has(name));

/** JSON in a cell, such as what Velociraptor makes of System and EventData; a payload that is JSON is read as text. */
const isJson = (cell: string): boolean => /^\{[^]*\}$/.test(cell);
