import type { EventSpec } from '../event-spec.ts';
import { type XmlElement, eventElement } from '../event-xml.ts';
import { type BinXmlTarget, writeElementFragment, writeTemplateFragment } from './binxml.ts';
import { filetime } from './bytes.ts';
import type { BinXmlElement } from './element.ts';
import { eventInstance } from './event-template.ts';

/** An event and the number under which its log holds it. */
export interface RecordSource {
  readonly id: number;
  readonly event: EventSpec;
  /** Write plain elements with text instead of a template instance. */
  readonly inline: boolean;
}

/** "**", then two zero bytes. */
const RECORD_SIGNATURE = 0x00002a2a;

/** Records start at offsets divisible by this. */
const ALIGNMENT = 8;

/** Writes a record at the position of the target. */
export function writeRecord(target: BinXmlTarget, { id, event, inline }: RecordSource): void {
  const { writer } = target;
  const start = writer.position;
  writer.u32(RECORD_SIGNATURE);
  writer.u32(0); // size
  writer.u64(id); // record id
  writer.u64(filetime(event.time)); // time written
  if (inline) writeElementFragment(target, plainElement(eventElement(event)));
  else writeTemplateFragment(target, eventInstance(event));
  const used = writer.position - start + 4;
  writer.zeros((ALIGNMENT - (used % ALIGNMENT)) % ALIGNMENT);
  const size = writer.position - start + 4;
  writer.u32(size); // copy of the size
  writer.setU32(start + 4, size);
}

function plainElement({ name, attributes, content }: XmlElement): BinXmlElement {
  return {
    name,
    attributes: attributes.map(([key, text]) => [key, { text }] as const),
    children: content === undefined ? undefined : plainChildren(content),
  };
}

function plainChildren(content: NonNullable<XmlElement['content']>): NonNullable<BinXmlElement['children']> {
  if (typeof content !== 'string') return content.map(plainElement);
  return content === '' ? [] : [{ text: content }];
}
