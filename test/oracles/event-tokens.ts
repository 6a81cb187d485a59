import type { RawEvent } from '../../parsers/raw-event.ts';

/**
 * An event as a list of what stands in it, in document order: `<Name`, `@name=value`, `"text` and `>`. Texts of an
 * element that has elements inside are left out when they are white space: some readers indent.
 */
export type Tokens = readonly string[];

/** One event of a reader, and the id by which it is found again. */
export interface OracleEvent {
  readonly recordId: number;
  readonly tokens: Tokens;
}

interface Walked extends RawEvent {
  readonly walk: (visitor: {
    readonly open: (
      name: string,
      attributes: readonly { readonly name: string; readonly value: string }[],
    ) => void;
    readonly text: (text: string) => void;
    readonly instruction: (target: string, data: string) => void;
    readonly close: () => void;
  }) => void;
}

/** Writes down an event of ours. */
export function tokensOf(event: RawEvent): Tokens {
  const list = new TokenList();
  (event as Walked).walk({
    open: (name, attributes) => {
      list.open(name);
      for (const attribute of attributes) list.attribute(attribute.name, attribute.value);
    },
    text: (text) => list.text(text),
    instruction: () => {},
    close: () => list.close(),
  });
  return list.tokens;
}

/** Parses events printed as XML, whatever stands between them, by other means than the project's own reader. */
export function parseEvents(xml: string): OracleEvent[] {
  const events: OracleEvent[] = [];
  for (let at = xml.indexOf('<Event'); at >= 0; at = xml.indexOf('<Event', at)) {
    const next = xml.charCodeAt(at + 6);
    if (next !== 32 && next !== 62) {
      at += 6;
      continue;
    }
    const list = new TokenList();
    at = parseElement(xml, at, list);
    events.push({ recordId: recordIdOf(list.tokens), tokens: list.tokens });
  }
  return events;
}

/** Finds the text of System/EventRecordID. */
export function recordIdOf(tokens: Tokens): number {
  const at = tokens.indexOf('<EventRecordID');
  const text = at < 0 ? undefined : tokens[at + 1];
  return text?.startsWith('"') === true ? Number(text.slice(1)) : -1;
}

class TokenList {
  readonly tokens: string[] = [];
  #text = '';
  /** Whether the element that is open has had an element inside. */
  #mixed = false;

  open(name: string): void {
    this.#flush(true);
    this.tokens.push(`<${name}`);
    this.#mixed = false;
  }

  attribute(name: string, value: string): void {
    this.tokens.push(`@${name}=${value}`);
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    this.#flush(this.#mixed);
    this.tokens.push('>');
    this.#mixed = true;
  }

  #flush(besideElements: boolean): void {
    if (this.#text !== '' && !(besideElements && this.#text.trim() === ''))
      this.tokens.push(`"${this.#text}`);
    this.#text = '';
  }
}

/** What a tag looks like in the readers' output; attribute values may hold anything but their quote. */
const TAG = /<(\/?)([^\s/>]+)((?:\s+[^\s=/>]+="[^"]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([^\s=]+)="([^"]*)"/g;

function parseElement(xml: string, start: number, list: TokenList): number {
  let depth = 0;
  for (let at = start; at < xml.length;) {
    TAG.lastIndex = at;
    const match = TAG.exec(xml);
    if (match === null) throw new Error(`no tag at ${at}: ${xml.slice(at, at + 80)}`);
    const [tag, end, name = '', attributes = '', empty] = match;
    if (end === '/') {
      list.close();
      depth -= 1;
    } else {
      list.open(name);
      for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE))
        list.attribute(key, decode(value));
      if (empty === '/') list.close();
      else depth += 1;
    }
    at += tag.length;
    if (depth === 0) return at;
    const next = xml.indexOf('<', at);
    if (next < 0) break;
    if (next > at) list.text(decode(xml.slice(at, next)));
    at = next;
  }
  throw new Error(`an event without an end at ${start}: ${xml.slice(start, start + 80)}`);
}

/**
 * Parses what evtxexport prints: one element a line, and texts that are not escaped, so that only the end tag at the
 * end of a line ends a text.
 */
export function parseIndentedEvents(xml: string): OracleEvent[] {
  const events: OracleEvent[] = [];
  for (let at = xml.indexOf('\n<Event '); at >= 0; at = xml.indexOf('\n<Event ', at)) {
    const end = xml.indexOf('\n</Event>', at);
    if (end < 0) break;
    const list = new TokenList();
    parseLines(xml.slice(at + 1, end + 9), list);
    events.push({ recordId: recordIdOf(list.tokens), tokens: list.tokens });
    at = end;
  }
  return events;
}

function parseLines(xml: string, list: TokenList): void {
  for (let at = 0; at < xml.length;) {
    TAG.lastIndex = at;
    const match = TAG.exec(xml);
    if (match === null) throw new Error(`no tag at ${at}: ${xml.slice(at, at + 80)}`);
    const [tag, end, name = '', attributes = '', empty] = match;
    at += tag.length;
    if (end === '/') list.close();
    else {
      list.open(name);
      for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE))
        list.attribute(key, decode(value));
      if (empty === '/') list.close();
      else if (!/\n *<(?!\/)/y.test(xml.slice(at, at + 80))) {
        const close = `</${name}>\n`;
        const stop = xml.indexOf(close, at);
        if (stop < 0) throw new Error(`an element ${name} without an end`);
        const text = xml.slice(at, stop);
        list.text(text.includes('<') ? text : decode(text));
        list.close();
        at = stop + close.length - 1;
      }
    }
    while (at < xml.length && xml.charCodeAt(at) !== 60) at += 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number(name[1] === 'x' ? `0${name.slice(1)}` : name.slice(1)));
  });
}
