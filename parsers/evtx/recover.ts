import type { RecordObserver, Want } from '../log-reader.ts';
import type { RawEvent } from '../raw-event.ts';
import { TOKEN } from './binxml.ts';
import { createChunk } from './chunk.ts';
import { createEvent, type EvtxEvent } from './event.ts';
import { RECORD_HEADER, recordEnd, recordId } from './record.ts';
import type { Chunk, Host, Instance } from './structures.ts';
import { fieldNumber, fieldTime, sharedText, systemFields } from './system.ts';
import { createInstance, openFragmentAt, valueOffset, valueSize, valueType } from './template.ts';
import { TYPE } from './values.ts';

/** Gathers what a log left behind while it is read, and gives the events of it in the end. */
export interface Recovery {
  /** Takes note of every live record, so that no remains of one are given again. */
  readonly observe: RecordObserver;
  /** Copies a chunk in which whole records begin that are not live. */
  keep(chunk: Chunk, offsets: readonly number[]): void;
  /** Gives the events, each once; nothing tells what is older, so they come in file order. */
  events(): Iterable<RawEvent>;
}

/**
 * Starts to recover. What an event needs may have been overwritten, its template and the names in it: one that
 * does not read without a fault is left out, and is no problem of the log.
 */
export function createRecovery(host: Host, want: Want | undefined): Recovery {
  const live = new Map<string, number[]>();
  const kept: { readonly chunk: Chunk; readonly offsets: readonly number[]; readonly faults: Faults }[] = [];
  return {
    observe: (_computer, channel, recordId, time) => {
      let known = live.get(channel);
      if (known === undefined) live.set(channel, (known = []));
      known.push(recordId, time);
    },
    keep(chunk, offsets) {
      if (offsets.length === 0) return;
      const faults: Faults = { count: 0 };
      const report = (): void => void (faults.count += 1);
      kept.push({
        chunk: createChunk(chunk.bytes.slice(), chunk.start, { ...host, report }),
        offsets,
        faults,
      });
    },
    events() {
      const found = new Map<string, RawEvent>();
      for (const { chunk, offsets, faults } of kept) {
        for (const offset of offsets) {
          const event = readRemains(chunk, offset, want, faults);
          if (event === undefined) continue;
          const key = identity(event.channel, event.recordId, event.time);
          if (!found.has(key)) found.set(key, event);
        }
      }
      dropLive(found, live);
      return found.values();
    },
  };
}

interface Faults {
  count: number;
}

function identity(channel: string, recordId: number, time: number): string {
  return `${recordId} ${time} ${channel}`;
}

function dropLive(found: Map<string, RawEvent>, live: ReadonlyMap<string, readonly number[]>): void {
  for (const [channel, known] of live) {
    for (let i = 0; i < known.length; i += 2) {
      found.delete(identity(channel, known[i] ?? 0, known[i + 1] ?? 0));
    }
  }
}

function readRemains(
  chunk: Chunk,
  offset: number,
  want: Want | undefined,
  faults: Faults,
): RawEvent | undefined {
  const from = offset + RECORD_HEADER;
  const end = recordEnd(chunk, offset, chunk.length) - 4;
  const instance = createInstance();
  if (!isSameTemplate(chunk, from, end)) return undefined;
  const template = openFragmentAt(chunk, from, end, instance);
  const system = template === undefined ? undefined : systemFields(chunk, template);
  if (template === undefined || system === undefined) return undefined;
  const head = {
    provider: sharedText(chunk, instance, system.provider),
    eventId: fieldNumber(chunk, instance, system.eventId, Number.NaN),
    channel: sharedText(chunk, instance, system.channel),
    computer: sharedText(chunk, instance, system.computer),
    recordId: fieldNumber(chunk, instance, system.recordId, recordId(chunk, offset)),
    time: fieldTime(chunk, instance, system.time),
  };
  const { provider, eventId, channel, time } = head;
  if (provider === '' || channel === '' || Number.isNaN(eventId) || Number.isNaN(time)) return undefined;
  if (want?.(provider, eventId) === false) return undefined;
  const create = (): EvtxEvent => createEvent(chunk, template, instance, system, head);
  const lost = dropNested(chunk, instance, (at, size) => !isSameTemplate(chunk, at, at + size));
  if (readsWhole(create(), faults))
    return { ...create(), recovered: true, ...(lost && { payloadLost: true }) };
  // The names inside a payload may be gone though its template is not.
  const isPayload = dropNested(chunk, instance, () => true);
  if (!isPayload || !readsWhole(create(), faults)) return undefined;
  return { ...create(), recovered: true, payloadLost: true };
}

/**
 * Makes BinXML among the values NULL where `isLost` says so, and says whether there was any. The chunk is our own
 * copy; what comes after the value stays where it is.
 */
function dropNested(
  chunk: Chunk,
  instance: Instance,
  isLost: (at: number, size: number) => boolean,
): boolean {
  let dropped = false;
  for (let index = 0; index < instance.count; index += 1) {
    if (valueType(chunk, instance, index) !== TYPE.binXml) continue;
    if (!isLost(valueOffset(chunk, instance, index), valueSize(chunk, instance, index))) continue;
    chunk.view.setUint8(instance.descriptors + index * 4 + 2, TYPE.null);
    dropped = true;
  }
  return dropped;
}

/**
 * Whether the definition that a template instance leads to is still the one it was written for: the instance
 * repeats the first four bytes of its GUID.
 */
function isSameTemplate({ view, length }: Chunk, from: number, end: number): boolean {
  const at = view.getUint8(from) === TOKEN.fragmentHeader ? from + 4 : from;
  if (at + 10 > end || view.getUint8(at) !== TOKEN.templateInstance) return true;
  const definition = view.getUint32(at + 6, true);
  return definition + 8 <= length && view.getUint32(definition + 4, true) === view.getUint32(at + 2, true);
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;

/** Reads all of an event and says whether there was no fault, and whether names look like names. */
function readsWhole(event: EvtxEvent, faults: Faults): boolean {
  const before = faults.count;
  let named = true;
  event.walk({
    open: (name, attributes) => {
      named &&= NAME.test(name) && attributes.every((attribute) => NAME.test(attribute.name));
    },
    text: () => {},
    instruction: () => {},
    close: () => {},
  });
  event.fields();
  return named && faults.count === before;
}
