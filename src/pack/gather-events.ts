import type { RawEvent } from '../../parsers/index.ts';
import { MAX_EVENT } from '../../parsers/xml/split-events.ts';
import { createHostMemory, type HostMemory } from '../diagnose/host-memory.ts';
import type { Event } from '../model/event.ts';
import { noteTraits, noTraits, type HostTraits } from '../timeline/describe-hosts.ts';
import type { Catalog } from '../normalize/normalize.ts';
import type { ChosenRecords } from './choose-records.ts';
import { eventDetails } from './event-details.ts';
import { eventXml } from './event-xml.ts';

/** The events of a pack, by the input they are of, in its order. */
export interface GatheredEvents {
  readonly byInput: ReadonlyMap<string, readonly GatheredEvent[]>;
  readonly packed: number;
  /** Looked at. */
  readonly read: number;
}

export interface GatheredEvent {
  readonly channel: string;
  readonly xml: string;
}

export interface Gatherer {
  /** Looks at an event; `original`: what the reader gave, where the event is a redacted one. */
  take(input: string, event: RawEvent, original?: RawEvent): void;
  done(): GatheredEvents;
}

interface Held extends GatheredEvent {
  readonly input: string;
  readonly place: number;
}

/** What is held of one computer beside what is cited. */
interface OfComputer {
  readonly traits: HostTraits;
  readonly memory: HostMemory;
  /** Where its records end: an attempt that is near may go on. */
  latest: Event | undefined;
}

/**
 * Gathers the events that the report cites and those that show what the machines are and what befell them: of the kinds
 * that patterns ask for beyond one attempt, the first and the latest.
 */
export function createGatherer(
  catalog: Catalog,
  chosen: ChosenRecords,
  kinds: ReadonlySet<string>,
): Gatherer {
  const held = new WeakMap<Event, Held>();
  const kept = new Set<Event>();
  const computers = new Map<string, OfComputer>();
  let read = 0;
  const computerOf = (name: string): OfComputer => {
    const known = computers.get(name.toLowerCase());
    if (known) return known;
    const made = { traits: noTraits(), memory: createHostMemory(kinds), latest: undefined };
    computers.set(name.toLowerCase(), made);
    return made;
  };
  return {
    take(input, raw, original = raw) {
      const event = catalog.normalize(raw, input);
      if (!event) return;
      read++;
      const own = computerOf(raw.computer);
      const isLatest = event.time >= (own.latest?.time ?? -Infinity);
      const tells = isTelling(own.traits, event);
      const isBuild = own.traits.build === event;
      const isCited = chosen.isCited(input, raw);
      // Part of an attempt would be taken for another attempt.
      const isContext = !isCited && kinds.has(event.kind) && !chosen.isLeftOut(input, raw);
      if (!isCited && !tells && !isContext && !isLatest && !isBuild) return;
      const xml = eventXml(withFields(raw), eventDetails(original));
      if (xml.length > MAX_EVENT) return;
      held.set(event, { input, place: read, channel: raw.channel, xml });
      if (isCited || tells) kept.add(event);
      if (isContext) own.memory.keep(event);
      if (isLatest) own.latest = event;
    },
    done() {
      const all = new Set(kept);
      for (const { memory, latest, traits } of computers.values()) {
        for (const event of memory.events()) all.add(event);
        for (const event of [latest, traits.build]) if (event) all.add(event);
      }
      return grouped(
        [...all].flatMap((event) => held.get(event) ?? []),
        read,
      );
    },
  };
}

/** So many are packed where the minimum does not give the same verdict. */
const MOST_EVENTS = 50_000;

/** Gathers all events that bear on a connection; none, where there are too many. */
export function createFullGatherer(catalog: Catalog): Gatherer {
  const all: Held[] = [];
  let read = 0;
  return {
    take(input, raw, original = raw) {
      if (!catalog.normalize(raw, input)) return;
      if (++read > MOST_EVENTS) all.length = 0;
      else
        all.push({
          input,
          place: read,
          channel: raw.channel,
          xml: eventXml(withFields(raw), eventDetails(original)),
        });
    },
    done: () => grouped(all, read),
  };
}

/** Says whether an event shows something of its computer that none before it did. */
function isTelling(traits: HostTraits, event: Event): boolean {
  const { roles, channels, auditsRefusals } = traits;
  const [known, seen] = [roles.size, channels.size];
  noteTraits(traits, event);
  return roles.size > known || channels.size > seen || auditsRefusals !== traits.auditsRefusals;
}

const withFields = (raw: RawEvent): Parameters<typeof eventXml>[0] => ({ ...raw, fields: raw.fields() });

function grouped(events: readonly Held[], read: number): GatheredEvents {
  const byInput = new Map<string, Held[]>();
  for (const event of events.toSorted((a, b) => a.place - b.place)) {
    const own = byInput.get(event.input) ?? [];
    byInput.set(event.input, own);
    own.push(event);
  }
  return { byInput, packed: events.length, read };
}
