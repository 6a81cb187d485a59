import type { RawEvent } from '../../parsers/index.ts';
import { isTreeEvent } from '../../parsers/tree-event.ts';

/** What an event holds beside what a `RawEvent` says: kept so that other tools find what they look for. */
export interface EventDetails {
  /** TimeCreated as it stands, with all its digits. */
  readonly systemTime?: string;
  readonly providerGuid?: string;
  readonly task?: string;
  readonly opcode?: string;
  readonly keywords?: string;
  /** The element in UserData that holds the fields; absent where they are in EventData. */
  readonly userData?: string;
}

/** Reads them off the tree of an event that our readers gave; none of them says who or where. */
export function eventDetails(event: RawEvent): EventDetails {
  if (!isTreeEvent(event)) return {};
  const found: Record<string, string> = {};
  const path: string[] = [];
  event.walk({
    open(name, attributes) {
      path.push(name);
      if (path.length === 3 && name === 'Provider') {
        const guid = attributes.find((attribute) => attribute.name === 'Guid')?.value;
        if (guid) found['providerGuid'] = guid;
      }
      if (path.length === 3 && path[1] === 'UserData') found['userData'] ??= name;
    },
    text(text) {
      const name = simple[path.at(-1) ?? ''];
      if (path.length === 3 && path[1] === 'System' && name !== undefined) found[name] = text;
    },
    instruction() {},
    close: () => void path.pop(),
  });
  const systemTime = event.systemTime();
  return systemTime === '' ? found : { ...found, systemTime };
}

const simple: Readonly<Record<string, string>> = { Task: 'task', Opcode: 'opcode', Keywords: 'keywords' };
