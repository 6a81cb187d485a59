import { cellsOf, DELIMITERS } from './cells.ts';
import { readLocalTime } from './local-time.ts';

/** What the first rows say of all others. */
export interface Table {
  readonly delimiter: string;
  /** Names of the columns, as they stand. */
  readonly names: readonly string[];
  /** Event Viewer's: columns are known by their places, the first of them the time. */
  readonly viewerFrom?: number;
}

/** The names of columns that events are known by, in lower case: those of Get-WinEvent, EvtxECmd, Hayabusa, Velociraptor, Vector, Winlogbeat. */
const KNOWN: readonly (readonly string[])[] = [
  ['id', 'providername', 'timecreated'],
  ['eventid', 'eventrecordid', 'timecreated'],
  ['eventid', 'ruletitle', 'channel'],
  ['system', 'eventdata'],
  ['event_id', 'provider_name', 'record_id'],
  ['winlog.channel', 'winlog.event_id'],
];

/** Beside their events: what PowerShell 5 says of the type, and what Excel says of the delimiter. */
export const isPreamble = (row: string): boolean => /^"?(?:#TYPE\b|sep=)/i.test(row);

/** Finds out from its first two rows, names and first values, whether a table is one of events. */
export function tableOf(header: string, first: string): Table | undefined {
  for (const delimiter of DELIMITERS) {
    const names = cellsOf(header, delimiter);
    if (names.length < 2) continue;
    const lower = new Set(names.map((name) => name.trim().toLowerCase()));
    if (KNOWN.some((marks) => marks.every((mark) => lower.has(mark)))) return { delimiter, names };
    const cells = cellsOf(first, delimiter);
    const viewerFrom = viewerPlace(names, cells);
    if (viewerFrom !== undefined) return { delimiter, names, viewerFrom };
    if (cells.some(isEventXml)) return { delimiter, names };
  }
  return undefined;
}

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
  const place = cells.findIndex((cell) => readLocalTime(cell) !== undefined);
  const isViewer =
    place !== -1 &&
    place <= 2 &&
    /^\d{1,5}$/.test(cells[place + 2]?.trim() ?? '') &&
    (cells[place + 1]?.trim() ?? '') !== '' &&
    place + 2 < names.length;
  return isViewer ? place : undefined;
}

/** Whether text begins like a table of events; what is cut off at its end is looked at as far as it goes. */
export function looksLikeTable(text: string): boolean {
  const rows = text.split(/\r\n|\n|\r/).filter((row) => row.trim() !== '' && !isPreamble(row));
  return rows[0] !== undefined && tableOf(rows[0], rows[1] ?? '') !== undefined;
}
