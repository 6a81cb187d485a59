// Where the identity of every record of an EVTX chunk stands, byte by byte. Written apart from parsers/evtx: the
// bench must not depend on the code whose speed it measures, nor break when that is rewritten. It understands only
// what the builder can renew; anything else makes it give up on the chunk.

export const CHUNK_SIZE = 65_536;
export const CHUNK_HEADER = 512;
export const FILE_HEADER = 4096;

const MORE = 0x40;
const RECORD_MAGIC = 0x2a2a;
/** [MS-EVEN6] 2.2.12, and the value types of libyal's "Windows XML Event Log (EVTX) format". */
const TOKEN = {
  end: 0,
  open: 1,
  close: 2,
  closeEmpty: 3,
  endElement: 4,
  text: 5,
  attribute: 6,
  template: 12,
};
const SUBSTITUTIONS = new Set([13, 14]);
const SIZES = { 0x0a: 8, 0x11: 8, 0x0f: 16 };
const TYPE = { recordId: 0x0a, time: 0x11, activityId: 0x0f, relatedActivityId: 0x0f };
const PLACES = {
  'Event/System/EventRecordID': 'recordId',
  'Event/System/TimeCreated@SystemTime': 'time',
  'Event/System/Correlation@ActivityID': 'activityId',
  'Event/System/Correlation@RelatedActivityID': 'relatedActivityId',
};

/**
 * Gives, for each record of the chunk, the offsets of its header and of the values that make it this record, or
 * undefined when a record has no EventRecordID or TimeCreated value of its own to renew.
 */
export function walkChunk(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const templates = new Map();
  const records = [];
  const stop = view.getUint32(48, true);
  for (let at = CHUNK_HEADER; at < stop; at += view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== RECORD_MAGIC) return undefined;
    const values = recordValues(view, at + 24, templates);
    if (values?.recordId === undefined || values.time === undefined) return undefined;
    records.push({ start: at, ...values });
  }
  return records;
}

function recordValues(view, fragment, templates) {
  const at = fragment + 4;
  if ((view.getUint8(at) & ~MORE) !== TOKEN.template) return undefined;
  const definition = view.getUint32(at + 6, true);
  if (!templates.has(definition)) templates.set(definition, systemPlaces(view, definition + 24));
  const places = templates.get(definition);
  const instance = at + 10;
  const inline = definition === instance;
  return offsets(view, inline ? definition + 24 + view.getUint32(definition + 20, true) : instance, places);
}

/** The offset of each value that is present and of the type Windows gives it. */
function offsets(view, at, places) {
  const count = view.getUint32(at, true);
  const found = {};
  let value = at + 4 + count * 4;
  for (let index = 0; index < count; index += 1) {
    const size = view.getUint16(at + 4 + index * 4, true);
    const type = view.getUint8(at + 6 + index * 4);
    for (const name of places.get(index) ?? []) {
      if (type === TYPE[name] && size === SIZES[type]) found[name] = value;
    }
    value += size;
  }
  return found;
}

/** Walks a template definition to the end of its System block: value index → what System takes it for. */
function systemPlaces(view, start) {
  const places = new Map();
  const path = [];
  let at = start + 4;
  let attribute = '';
  const name = () => {
    const offset = view.getUint32(at, true);
    at += 4;
    const length = view.getUint16(offset + 6, true);
    let text = '';
    for (let i = 0; i < length; i += 1) text += String.fromCharCode(view.getUint16(offset + 8 + i * 2, true));
    if (offset === at) at += 10 + length * 2;
    return text;
  };
  for (;;) {
    const byte = view.getUint8(at);
    const token = byte & ~MORE;
    at += 1;
    if (token === TOKEN.open) {
      at += 6;
      path.push(name());
      attribute = '';
      if ((byte & MORE) !== 0) at += 4;
    } else if (token === TOKEN.attribute) {
      attribute = `@${name()}`;
    } else if (token === TOKEN.close) {
      attribute = '';
    } else if (token === TOKEN.text) {
      at += 3 + view.getUint16(at + 1, true) * 2;
    } else if (SUBSTITUTIONS.has(token)) {
      const place = PLACES[path.join('/') + attribute];
      const index = view.getUint16(at, true);
      if (place !== undefined) places.set(index, [...(places.get(index) ?? []), place]);
      at += 3;
    } else if (token === TOKEN.closeEmpty || token === TOKEN.endElement) {
      if (path.pop() === 'System') return places;
    } else {
      return places;
    }
  }
}
