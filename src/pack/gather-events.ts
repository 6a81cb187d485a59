import type { RawEvent } from '../../parsers/index.ts';
import { MAX_EVENT } from '../../parsers/xml/split-events.ts';
import { createHostMemory, type HostMemory } from '../diagnose/host-memory.ts';
import type { Event } from '../model/event.ts';
import type { Catalog } from '../normalize/normalize.ts';
import { noteTraits, noTraits, type HostTraits } from '../timeline/describe-hosts.ts';
import type { ChosenRecords } from './choose-records.ts';
import { eventDetails } from './event-details.ts';
import { eventXml } from './event-xml.ts';

/** The events of a pack, by the input they are of, in its order. */
export interface GatheredEvents {
  readonly byInput: ReadonlyMap<string, readonly GatheredEvent[]>;
  readonly packed: number;
  /** That bear on a connection. */
  readonly read: number;
}

export interface GatheredEvent {
  readonly channel: string;
  readonly xml: string;
}

/** Looks at every event of the inputs and keeps those that belong into the pack. */
export interface Gatherer {
  /** `input`: its name in the report. */
  take(input: string, raw: RawEvent): void;
  done(): GatheredEvents;
}

/** How events are read. */
export interface Reading {
  readonly catalog: Catalog;
  /** Puts pseudonyms into what is packed. */
  readonly redact: ((raw: RawEvent) => RawEvent) | undefined;
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
  reading: Reading,
  chosen: ChosenRecords,
  kinds: ReadonlySet<string>,
): Gatherer {
  const held = new WeakMap<Event, Held>();
  const kept = new Set<Event>();
  const computers = new Map<string, OfComputer>();
  let read = 0;
  const computerOf = (name: string): OfComputer => {
    const key = name.toLowerCase();
    const own = computers.get(key) ?? {
      traits: noTraits(),
      memory: createHostMemory(kinds),
      latest: undefined,
    };
    computers.set(key, own);
    return own;
  };
  return {
    take(input, raw) {
      const event = reading.catalog.normalize(raw, input);
      if (!event) return;
      read++;
      const own = computerOf(event.host);
      const isLatest = event.time >= (own.latest?.time ?? -Infinity);
      const tells = isTelling(own.traits, event);
      const isCited = chosen.isCited(event);
      // Part of an attempt would be taken for another attempt.
      const isContext = !isCited && kinds.has(event.kind) && !chosen.isLeftOut(event);
      if (!isCited && !tells && !isContext && !isLatest && own.traits.build !== event) return;
      const xml = written(raw, reading);
      if (xml.length > MAX_EVENT) return;
      held.set(event, { input: event.source.input, place: read, channel: raw.channel, xml });
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
export const MOST_EVENTS = 50_000;

/** Gathers all events that bear on a connection; none, where there are too many. */
export function createFullGatherer(reading: Reading): Gatherer {
  const all: Held[] = [];
  let read = 0;
  return {
    take(input, raw) {
      const event = reading.catalog.normalize(raw, input);
      if (!event) return;
      if (++read > MOST_EVENTS) all.length = 0;
      else
        all.push({
          input: event.source.input,
          place: read,
          channel: raw.channel,
          xml: written(raw, reading),
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

/** The details are the record's own: they say neither who nor where. */
function written(raw: RawEvent, { catalog, redact }: Reading): string {
  const named = catalog.named(raw);
  const event = redact?.(named) ?? named;
  return eventXml({ ...event, fields: event.fields() }, eventDetails(raw));
}

function grouped(events: readonly Held[], read: number): GatheredEvents {
  const byInput = new Map<string, Held[]>();
  for (const event of events.toSorted((a, b) => a.place - b.place)) {
    const own = byInput.get(event.input) ?? [];
    byInput.set(event.input, own);
    own.push(event);
  }
  return { byInput, packed: events.length, read };
}
