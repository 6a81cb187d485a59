import {
  type DataField,
  type EventPayload,
  type EventSpec,
  type TypedValue,
  typedValue,
} from '../event-spec.ts';
import { type BinXmlContent, type BinXmlElement, type TemplateInstance, optionalElement } from './element.ts';

/** Tells whether the event came through the old event log API: no manifest, or a source name of its own. */
export function isClassic(event: EventSpec): boolean {
  return event.providerGuid === undefined || event.eventSourceName !== undefined;
}

function place(index: number, value: TypedValue): BinXmlContent {
  return { index, type: value.type === 'null' ? 'string' : value.type, optional: false };
}

/** Unnamed strings travel as one array, whose items Windows prints as one `<Data>` each. */
function stringArrayPayload(strings: readonly string[], binary: Uint8Array | undefined): TemplateInstance {
  const children = [optionalElement('Data', 0, 'string-array'), optionalElement('Binary', 2, 'binary')];
  return {
    template: { name: 'EventData', attributes: [], children },
    values: [
      strings.length === 0 ? { type: 'null' } : { type: 'string-array', value: strings },
      { type: 'uint32', value: binary?.length ?? 0 },
      binary ? { type: 'binary', value: binary } : { type: 'null' },
    ],
    origin: 'classic',
  };
}

function dataPayload(fields: readonly DataField[], binary: Uint8Array | undefined): TemplateInstance {
  const values = fields.map((field) => typedValue(field.value));
  const children = fields.map(({ name }, index): BinXmlElement => {
    const attributes = name === undefined ? [] : [['Name', { text: name }] as const];
    return { name: 'Data', attributes, children: [place(index, values[index] ?? { type: 'null' })] };
  });
  if (binary) {
    // The length takes a value of its own that no element shows.
    values.push({ type: 'uint32', value: binary.length }, { type: 'binary', value: binary });
    const index = values.length - 1;
    children.push({ name: 'Binary', attributes: [], children: [{ index, type: 'binary', optional: false }] });
  }
  return { template: { name: 'EventData', attributes: [], children }, values, origin: 'manifest' };
}

function userDataPayload(payload: Extract<EventPayload, { type: 'user-data' }>): TemplateInstance {
  const values = payload.fields.map((field) => typedValue(field.value));
  const children = payload.fields.map(({ name }, index): BinXmlElement => {
    return { name, attributes: [], children: [place(index, values[index] ?? { type: 'null' })] };
  });
  const attributes = [['xmlns', { text: payload.namespace }] as const];
  return { template: { name: payload.root, attributes, children }, values, origin: 'manifest' };
}

function asString(field: DataField): string | undefined {
  const value = typedValue(field.value);
  return field.name === undefined && value.type === 'string' ? value.value : undefined;
}

/** Returns what Windows stores in the value of type 0x21 at the end of the event, if anything. */
export function payloadInstance(event: EventSpec): TemplateInstance | undefined {
  const { payload } = event;
  if (payload.type === 'none') return undefined;
  if (payload.type === 'user-data') return userDataPayload(payload);
  const { fields, binary } = payload;
  const strings = fields.map(asString).filter((text) => text !== undefined);
  const unnamed = strings.length === fields.length && (binary !== undefined || fields.length !== 0);
  if (unnamed && isClassic(event)) return stringArrayPayload(strings, binary);
  // lsass hands over whole events; their strings carry no NUL.
  const origin = isClassic(event) || event.channel === 'Security' ? 'classic' : 'manifest';
  return { ...dataPayload(fields, binary), origin };
}
