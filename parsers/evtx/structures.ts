import type { ParseProblemCode } from '../parse-problem.ts';
import type { IntegrityTally } from './integrity.ts';
import type { TemplateCache } from './template-cache.ts';
import type { TextPool } from './text-pool.ts';

/** What a chunk's readers get from outside: fast primitives, a place for problems, shared strings. */
export interface Host {
  readonly utf16: (bytes: Uint8Array, start: number, end: number) => string;
  readonly crc32: (bytes: Uint8Array, seed?: number) => number;
  readonly report: Report;
  /** Gives one and the same string object for equal texts, so that comparing them later is cheap. */
  readonly intern: (text: string) => string;
  /** Where the readers count what they find wrong. */
  readonly tally: IntegrityTally;
  /** Definitions compiled for earlier chunks. */
  readonly templates: TemplateCache;
  readonly texts: TextPool;
}

/** Takes a problem; `offset` is absolute in the input. */
type Report = (
  code: ParseProblemCode,
  offset: number,
  reading: string,
  detail: string,
  recordId?: number,
) => void;

/**
 * One 64 KiB chunk: the unit in which records, names and template definitions refer to each other, always by
 * the offset from the chunk's start. libyal EVTX format, "Chunk".
 */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Offset of the chunk from the start of the input. */
  readonly start: number;
  /** Bytes at hand: 65,536 or less where the input was cut. */
  readonly length: number;
  readonly host: Host;
  readonly names: Map<number, string>;
  readonly templates: Map<number, Template>;
  /** Tokens and characters of BinXML that may still be parsed. */
  parsingLeft: number;
  /** Nodes and characters of events that may still be rendered. */
  renderingLeft: number;
}

/** Where and why BinXML could not be read; the reader makes a problem of it for each record concerned. */
export interface Fault {
  /** Offset from the start of the chunk. */
  readonly offset: number;
  readonly reading: string;
  readonly detail: string;
}

/** One part of a BinXML tree; substitutions are still open. */
export type BinXmlNode =
  | ElementNode
  | { readonly kind: 'text'; readonly text: string }
  | Substitution
  | { readonly kind: 'instruction'; readonly target: string; readonly data: string };

export interface ElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: readonly AttributeNode[];
  readonly children: readonly BinXmlNode[];
  /** Stored without an end tag: Windows prints it as `<name/>`, not as `<name></name>`. */
  readonly empty: boolean;
}

export interface AttributeNode {
  readonly name: string;
  /** Text and substitutions only. */
  readonly parts: readonly BinXmlNode[];
}

interface Substitution {
  readonly kind: 'value';
  readonly index: number;
  /** Token 0x0e: an attribute whose value is NULL is left out. */
  readonly optional: boolean;
}

/** A place where a definition names something. */
export interface NameSite {
  /** Offset of the name's offset. */
  readonly at: number;
  /** The name stands right behind it. */
  readonly inline: boolean;
  readonly text: string;
}

/**
 * A BinXML fragment, compiled as far as somebody asked for: a template definition, or the body of a record or
 * value that has none.
 */
export interface Template {
  readonly start: number;
  readonly end: number;
  /** Whether a dependency id follows the element token: only inside template definitions. */
  readonly dependencyIds: boolean;
  /** Narrows the search among the definitions of earlier chunks; undefined for what is no definition. */
  readonly key: number | undefined;
  /** The System block; compiled for records only. */
  system: SystemFields | undefined;
  /** What follows System inside Event. */
  payload: readonly BinXmlNode[] | undefined;
  /** The whole fragment. */
  nodes: readonly BinXmlNode[] | undefined;
  /** Why there is no System block. */
  systemFault: Fault | undefined;
  /** The first fault met in the rest. */
  fault: Fault | undefined;
}

/** Where a template instance has its values: a table of sizes and types, then the values one after another. */
export interface Instance {
  count: number;
  /** Chunk offset of the value descriptors, 4 bytes each: u16 size, u8 type, u8 zero. */
  descriptors: number;
  /** Chunk offset of the first value. INVARIANT: all values end within the chunk. */
  values: number;
  /** Why there is no instance. */
  fault: Fault | undefined;
}

/**
 * Where one System field of a template's records comes from: a literal text, one substitution, or (never seen)
 * a mixture. `literal` undefined with `index` -1 and no parts means that the template has no such field.
 */
export interface SystemField {
  readonly literal: string | undefined;
  /** The literal as a number, NaN where it is none. */
  readonly number: number;
  readonly index: number;
  readonly parts: readonly BinXmlNode[];
}

/** The fields of Event/System that the reader uses, for all records of one template. */
export interface SystemFields {
  readonly provider: SystemField;
  readonly eventId: SystemField;
  readonly qualifiers: SystemField;
  readonly version: SystemField;
  readonly level: SystemField;
  readonly time: SystemField;
  readonly recordId: SystemField;
  readonly channel: SystemField;
  readonly computer: SystemField;
  readonly activityId: SystemField;
  readonly relatedActivityId: SystemField;
  readonly processId: SystemField;
  readonly threadId: SystemField;
  readonly userSid: SystemField;
  /** Children of Event before System; none in any log seen. */
  readonly before: readonly BinXmlNode[];
  /** Where the rest of Event begins, from the start of the fragment. */
  readonly rest: number;
}
