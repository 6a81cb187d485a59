import { listedEvents } from './listed-events.ts';
import { shownLists } from './shown-list.ts';
import { shownTables } from './shown-table.ts';
import type { EventFinder } from './written-event.ts';

/** One for each way in which programs write events out for people. Each passes over what is not its own. */
export const eventFinders = (): readonly EventFinder[] => [listedEvents(), shownLists(), shownTables()];

/** Begins like a list or a table of PowerShell whose first event may be longer than what is looked at. */
const SHOWN_FIRST = /^\s*(?:Message {14}: |ProviderName: \S|TimeCreated +Id )/;

/** Whether text begins with events as people are shown them. */
export function looksLikeListing(text: string): boolean {
  const ways = eventFinders();
  for (const line of text.split(/\r\n|\n|\r/))
    for (const way of ways) if (way.push({ text: line, offset: 0 })) return true;
  return ways.some((way) => way.end() !== undefined) || SHOWN_FIRST.test(text);
}
