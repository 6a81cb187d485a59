import type { JsonObject } from '../json/json-value.ts';

/**
 * A row of Event Viewer's export as a value with names: time, source and id stand side by side, the message in the last
 * column. What the columns are called is in the language of the system, and so are the other cells.
 */
export function viewerDocument(cells: readonly string[], from: number, iso: string | undefined): JsonObject {
  return {
    EventViewerTime: iso ?? cells[from] ?? '',
    EventViewerSource: cells[from + 1]?.trim() ?? '',
    EventViewerId: cells[from + 2]?.trim() ?? '',
    EventViewerMessage: cells.length > from + 4 ? (cells.at(-1) ?? '') : '',
  };
}
