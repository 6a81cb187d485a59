import { cellsOf, DELIMITERS } from './cells.ts';
import { readLocalTime } from './local-time.ts';

/** What the first rows say of all others. */
export interface Table {
  readonly delimiter: string;
  /** Names of the columns. */
  readonly names: readonly string[];
  /** Where each stands, by its name in lower case; the first of those of one name. */
  readonly places: ReadonlyMap<string, number>;
  /** Where the time of each event stands. */
  readonly timeAt?: number;
  /** The name of that column says that its times are UTC. */
  readonly isUtc: boolean;
  /** Event Viewer's: columns are known by their places, the first of them the time. */
  readonly viewerFrom?: number;
}

/** The names of columns that events are known by, in lower case: those of Get-WinEvent, Get-EventLog, EvtxECmd, Hayabusa, Velociraptor, Vector, Winlogbeat, `rdpwhy dump` and Azure Monitor. */
const KNOWN: readonly (readonly string[])[] = [
  ['id', 'providername', 'timecreated'],
  // Without the provider its events are not known: that is told, where a table that is none would be left alone.
  ['id', 'leveldisplayname', 'timecreated'],
  ['instanceid', 'source', 'timegenerated'],
  ['eventid', 'eventrecordid', 'timecreated'],
  ['eventid', 'ruletitle', 'channel'],
  ['system', 'eventdata'],
  ['event_id', 'provider_name', 'record_id'],
  ['winlog.channel', 'winlog.event_id'],
  ['recordid', 'time', 'provider', 'eventid', 'fields'],
  ['timegenerated', 'eventid', 'source', 'eventlog'],
  // The names of its columns are many, and may be in the order of the alphabet: these stand in what is looked at first.
  ['computer', 'eventid', 'eventsourcename'],
  ['timegenerated', 'eventid', 'provider'],
  // Told, as above.
  ['timegenerated', 'eventid', 'computer'],
];

/** Beside their events: what PowerShell 5 says of the type, and what Excel says of the delimiter. */
export const isPreamble = (row: string): boolean => /^"?(?:#TYPE\b|sep=)/i.test(row);

/** Finds out from its first two rows, names and first values, whether a table is one of events. */
export function tableOf(header: string, first: string): Table | undefined {
  for (const delimiter of DELIMITERS) {
    const names = cellsOf(header, delimiter);
    if (names.length < 2) continue;
    const table = tableWith(delimiter, names);
    if (KNOWN.some((marks) => marks.every((mark) => table.places.has(mark)))) return table;
    const cells = cellsOf(first, delimiter);
    const viewerFrom = viewerPlace(names, cells);
    if (viewerFrom !== undefined) return { ...table, viewerFrom, timeAt: viewerFrom };
    if (cells.some(isEventXml)) return table;
  }
  return undefined;
}

/** A table whose columns are known by their names. */
export function tableWith(delimiter: string, header: readonly string[]): Table {
  const names = header.map((name) => name.replace(ZONE, '').trim());
  const places = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const lower = name.toLowerCase();
    if (!places.has(lower)) places.set(lower, i);
  }
  const timeAt = places.get('timecreated') ?? places.get('timegenerated');
  const isUtc = /\[UTC\]/.test(header[timeAt ?? -1] ?? '');
  return { delimiter, names, places, isUtc, ...(timeAt !== undefined && { timeAt }) };
}

/** Azure's portal puts the zone that it shows times in behind the names of columns: `TimeGenerated [UTC]` (seen in samples). */
const ZONE = /\[[^[\]]*\]\s*$/;

/** Whether a cell is the event as XML. */
export const isEventXml = (cell: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?Event[\s>]/.test(cell);

/**
 * Where time, source and event id stand side by side in Event Viewer's export: Level (or Keywords), Date and Time, Source,
 * Event ID, Task Category, in the words of the system, and the message behind them in a column that has no name. Seen in
 * samples in English and Japanese.
 */
function viewerPlace(names: readonly string[], cells: readonly string[]): number | undefined {
  if (names.length < 4) return undefined;
  const place = cells.findIndex(isViewerTime);
  const isViewer =
    place !== -1 &&
    place <= 2 &&
    /^\d{1,5}$/.test(cells[place + 2]?.trim() ?? '') &&
    isSource(cells[place + 1] ?? '') &&
    place + 2 < names.length;
  return isViewer ? place : undefined;
}

/** Event Viewer shows no parts of a second, others do. */
function isViewerTime(cell: string): boolean {
  const time = readLocalTime(cell);
  return time !== undefined && time.fraction === undefined;
}

/** Tables of LogParser have a second time in the place of the source. */
const isSource = (cell: string): boolean => cell.trim() !== '' && readLocalTime(cell) === undefined;

/** Whether text begins like a table of events; what is cut off at its end is looked at as far as it goes. */
export function looksLikeTable(text: string): boolean {
  const rows = text.split(/\r\n|\n|\r/).filter((row) => row.trim() !== '' && !isPreamble(row));
  return rows[0] !== undefined && tableOf(rows[0], rows[1] ?? '') !== undefined;
}
