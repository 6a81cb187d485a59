import type { TypedValue } from '../event-spec.ts';
import type { VALUE_TYPE } from './value.ts';

/** Text that is part of the template, or the place of a value. */
export type BinXmlContent =
  | { readonly text: string }
  | {
      readonly index: number;
      readonly type: keyof typeof VALUE_TYPE;
      /** An optional substitution disappears, with its attribute, where the value is NULL. */
      readonly optional: boolean;
    };

/** An element of a template, or of a record without a template. */
export interface BinXmlElement {
  readonly name: string;
  /** Index of the value without which Windows leaves out the whole element. */
  readonly dependency?: number;
  readonly attributes: readonly (readonly [name: string, value: BinXmlContent])[];
  /** Undefined: the element has no end tag. */
  readonly children: readonly (BinXmlElement | BinXmlContent)[] | undefined;
}

/** A template together with the values of one event. */
export interface TemplateInstance {
  readonly template: BinXmlElement;
  readonly values: readonly (TypedValue | TemplateInstance)[];
  /**
   * How the provider wrote it. `classic`: a nested instance has its own fragment header, and strings have no NUL.
   * `manifest`: no fragment header, and strings end in NUL.
   */
  readonly origin: 'classic' | 'manifest';
}

/** Returns the place of a value that Windows leaves out when it is NULL. */
export function optional(index: number, type: keyof typeof VALUE_TYPE): BinXmlContent {
  return { index, type, optional: true };
}

/** Returns an element that holds one optional value and goes away with it. */
export function optionalElement(name: string, index: number, type: keyof typeof VALUE_TYPE): BinXmlElement {
  return { name, dependency: index, attributes: [], children: [optional(index, type)] };
}

/** Returns an element with attributes and no end tag. */
export function emptyElement(
  name: string,
  attributes: readonly (readonly [string, BinXmlContent])[],
): BinXmlElement {
  return { name, attributes, children: undefined };
}
