import type { BinXmlNode, Chunk, NameSite, SystemFields } from './structures.ts';

/** What can be made of a template definition; each is kept by itself, for most definitions need only the first. */
interface Compiled {
  readonly system: SystemFields;
  readonly payload: readonly BinXmlNode[];
  readonly nodes: readonly BinXmlNode[];
}
type Part = keyof Compiled;

/** A part of a definition that an earlier chunk had, with what was made of it. */
interface Known<P extends Part> {
  readonly view: DataView;
  /** In the order they stand, offsets from the start of the part. */
  readonly names: readonly NameSite[];
  readonly compiled: Compiled[P];
}

/** Bytes of definitions kept; a log has some hundred of 1 KB, a forged one must not fill the memory. */
const MAX_BYTES = 4 * 1024 * 1024;
/** A definition is stored in a few layouts, by which of its names were in the chunk already. */
const MAX_LAYOUTS = 16;

/**
 * Compiled template definitions, for all chunks of a log: every chunk repeats those it uses. A definition is taken for
 * one seen before only when all of its bytes are the same, names included; its GUID alone proves nothing.
 */
export interface TemplateCache {
  /** `key` only narrows the search. */
  find<P extends Part>(
    part: P,
    key: number,
    chunk: Chunk,
    start: number,
    end: number,
  ): Compiled[P] | undefined;
  add<P extends Part>(
    part: P,
    key: number,
    chunk: Chunk,
    start: number,
    end: number,
    names: readonly NameSite[],
    compiled: Compiled[P],
  ): void;
}

export function createTemplateCache(): TemplateCache {
  const known: { readonly [P in Part]: Map<number, Known<P>[]> } = {
    system: new Map(),
    payload: new Map(),
    nodes: new Map(),
  };
  let bytes = 0;
  const clear = (): void => {
    for (const map of Object.values(known)) map.clear();
    bytes = 0;
  };
  return {
    find(part, key, chunk, start, end) {
      for (const candidate of known[part].get(key) ?? []) {
        const length = candidate.view.byteLength;
        // Where System ends is only known when it has been read.
        if (part === 'system' ? length > end - start : length !== end - start) continue;
        if (isSame(candidate, chunk, start)) return candidate.compiled;
      }
      return undefined;
    },
    add(part, key, chunk, start, end, names, compiled) {
      if (bytes + end - start > MAX_BYTES) clear();
      const layouts = known[part].get(key) ?? [];
      if (layouts.length === MAX_LAYOUTS) return;
      known[part].set(key, layouts);
      bytes += end - start;
      const view = new DataView(chunk.bytes.slice(start, end).buffer);
      layouts.push({ view, names: names.map((site) => ({ ...site, at: site.at - start })), compiled });
    },
  };
}

/**
 * Whether the bytes from `start` on are the known ones, as many as there are. Two things vary with the place: the offset of a name, and
 * the link of the chunk's hash chain that begins an inline name. A name is compared as text where it stands elsewhere.
 */
function isSame({ view, names }: Known<Part>, chunk: Chunk, start: number): boolean {
  let from = 0;
  for (const { at, inline, text } of names) {
    if (!sameBytes(view, from, chunk.view, start + from, at - from)) return false;
    const offset = chunk.view.getUint32(start + at, true);
    const here = start + at + 4;
    if (inline ? offset !== here : offset === here || !isName(chunk, offset, text)) return false;
    from = inline ? at + 8 : at + 4;
  }
  return sameBytes(view, from, chunk.view, start + from, view.byteLength - from);
}

/** Compares bytes four at a time; both ranges lie within their views. */
export function sameBytes(a: DataView, atA: number, b: DataView, atB: number, size: number): boolean {
  const words = size & ~3;
  for (let i = 0; i < words; i += 4) {
    if (a.getInt32(atA + i, true) !== b.getInt32(atB + i, true)) return false;
  }
  for (let i = words; i < size; i += 1) if (a.getUint8(atA + i) !== b.getUint8(atB + i)) return false;
  return true;
}

/** Whether that name stands at the offset. libyal EVTX format, "Binary XML name". */
function isName({ view, length }: Chunk, offset: number, text: string): boolean {
  const from = offset + 8;
  if (from + text.length * 2 + 2 > length || view.getUint16(offset + 6, true) !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) {
    if (view.getUint16(from + i * 2, true) !== text.charCodeAt(i)) return false;
  }
  return true;
}
