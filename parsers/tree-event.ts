import type { RawEvent } from './raw-event.ts';

/** An attribute with its value filled in. */
export interface FilledAttribute {
  readonly name: string;
  readonly value: string;
  /** The type of the value as binary logs number types; that of a text where it is anything but a single value. */
  readonly type: number;
}

/** Gets the parts of an event in document order. */
export interface TreeVisitor {
  /** `empty`: the element is stored without an end tag; `close` follows all the same. */
  readonly open: (name: string, attributes: readonly FilledAttribute[], empty: boolean) => void;
  /** `type` is that of the value, or of a text where the text is no value. */
  readonly text: (text: string, type: number) => void;
  readonly instruction: (target: string, data: string) => void;
  readonly close: (name: string) => void;
}

/** An event that can also be walked as the tree of elements it is. */
export interface TreeEvent extends RawEvent {
  /** Gives all of the event, from element Event down, in document order; valid as long as `get` is. */
  readonly walk: (visitor: TreeVisitor) => void;
  /** TimeCreated/SystemTime as it stands, with all its digits; '' where the event does not say it. */
  readonly systemTime: () => string;
}

/** Whether an event can be walked: those of our readers can. */
export function isTreeEvent(event: RawEvent): event is TreeEvent {
  return 'walk' in event;
}

/** An event of exported XML, which can also be had as it stands there. */
export interface XmlEvent extends TreeEvent {
  readonly xml: () => string;
}

/** Whether an event comes from exported XML. */
export function isXmlEvent(event: RawEvent): event is XmlEvent {
  return 'xml' in event;
}
