/** What a lexer tells of the text it is fed; indexes are into that text. */
export interface MarkupHandler {
  /** Text outside of markup, from `from` to `to`. */
  text(text: string, from: number, to: number): void;
  /** Something that looks like markup begins with the `<` at `index`. */
  markup(index: number): void;
  /** The markup is a tag; `end` is the index after its `>`. */
  tag(kind: TagKind, name: string, end: number): void;
  section(kind: SectionKind): void;
  /** The markup is malformed; reading goes on as text. */
  fault(detail: string): void;
  /** The markup is a declaration (`<!DOCTYPE`, `<!ENTITY` …); the lexer reads nothing after it. */
  refuse(): void;
}

export type TagKind = 'start' | 'end' | 'empty';
export type SectionKind = 'comment' | 'cdata' | 'instruction';
type Mode = 'text' | 'open' | 'name' | 'tag' | 'quote' | 'section' | 'stopped';

/** Longer than any tag that Windows writes: a lost quote must not swallow the rest of the input. */
const MAX_TAG = 131_072;
const MAX_NAME = 256;
const [QUOT, APOS, SLASH, LESS, GREATER] = [0x22, 0x27, 0x2f, 0x3c, 0x3e];
const ENDS = {
  comment: { char: 0x2d, run: 2 },
  cdata: { char: 0x5d, run: 2 },
  instruction: { char: 0x3f, run: 1 },
};

/** Tells markup from text in XML that comes in pieces; it looks at every character once. */
export class MarkupLexer {
  readonly #handler: MarkupHandler;
  #mode: Mode = 'text';
  #opening = '';
  #name = '';
  #isEnd = false;
  #slash = false;
  #quote = '';
  #tagLength = 0;
  #section: SectionKind = 'comment';
  #run = 0;

  constructor(handler: MarkupHandler) {
    this.#handler = handler;
  }

  /** Whether the text so far ends in the middle of markup. */
  get isInMarkup(): boolean {
    return this.#mode !== 'text' && this.#mode !== 'stopped';
  }

  /** Whether the text so far ends in the middle of what may be a tag. */
  get isInTag(): boolean {
    return this.isInMarkup && this.#mode !== 'section';
  }

  read(text: string): void {
    let at = 0;
    while (at < text.length && this.#mode !== 'stopped') at = this.#step(text, at);
  }

  #step(text: string, at: number): number {
    if (this.#mode === 'text') return this.#readText(text, at);
    if (this.#mode === 'open') return this.#readOpen(text, at);
    if (this.#mode === 'section') return this.#readSection(text, at);
    return this.#readTagPart(text, at);
  }

  #readText(text: string, at: number): number {
    const less = text.indexOf('<', at);
    const end = less === -1 ? text.length : less;
    if (end > at) this.#handler.text(text, at, end);
    if (less === -1) return end;
    this.#handler.markup(less);
    this.#mode = 'open';
    this.#opening = '';
    return less + 1;
  }

  #readOpen(text: string, at: number): number {
    const char = text.charAt(at);
    if (this.#opening !== '') return this.#readDeclaration(char, at);
    if (char === '!') {
      this.#opening = char;
    } else if (char === '?') {
      this.#beginSection('instruction');
    } else {
      this.#isEnd = char === '/';
      if (!this.#isEnd && !isNameStart(text.charCodeAt(at)))
        return this.#fault('expected a name after <', at);
      this.#mode = 'name';
      this.#name = '';
      this.#slash = false;
      this.#tagLength = 0;
      return this.#isEnd ? at + 1 : at;
    }
    return at + 1;
  }

  #readDeclaration(char: string, at: number): number {
    this.#opening += char;
    if (this.#opening === '!--') {
      this.#beginSection('comment');
    } else if (this.#opening === '![CDATA[') {
      this.#beginSection('cdata');
    } else if (!'!--'.startsWith(this.#opening) && !'![CDATA['.startsWith(this.#opening)) {
      this.#mode = 'stopped';
      this.#handler.refuse();
    }
    return at + 1;
  }

  #readTagPart(text: string, at: number): number {
    const end = Math.min(text.length, at + MAX_TAG - this.#tagLength);
    const next = this.#readTagTo(text, at, end);
    this.#tagLength += next - at;
    if (this.#tagLength >= MAX_TAG && this.isInTag) return this.#fault('expected the end of a tag', next);
    return next;
  }

  #readTagTo(text: string, at: number, end: number): number {
    if (this.#mode === 'name') return this.#readName(text, at, end);
    if (this.#mode === 'tag') return this.#readTag(text, at, end);
    const close = text.indexOf(this.#quote, at);
    if (close === -1 || close >= end) return end;
    this.#mode = 'tag';
    return close + 1;
  }

  #readName(text: string, at: number, end: number): number {
    let to = at;
    while (to < end && !isNameEnd(text.charCodeAt(to))) to++;
    if (this.#name.length < MAX_NAME) this.#name = (this.#name + text.slice(at, to)).slice(0, MAX_NAME);
    if (to < end) this.#mode = 'tag';
    return to;
  }

  #readTag(text: string, at: number, end: number): number {
    for (let i = at; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === GREATER) {
        this.#mode = 'text';
        this.#handler.tag(this.#isEnd ? 'end' : this.#slash ? 'empty' : 'start', this.#name, i + 1);
        return i + 1;
      }
      if (code === LESS) return this.#fault('expected the end of a tag, found <', i);
      if (this.#slash || (this.#isEnd && !isSpace(code))) return this.#fault('expected > in a tag', i);
      this.#slash = code === SLASH;
      if (code === QUOT || code === APOS) {
        this.#mode = 'quote';
        this.#quote = text.charAt(i);
        return i + 1;
      }
    }
    return end;
  }

  #beginSection(kind: SectionKind): void {
    this.#mode = 'section';
    this.#section = kind;
    this.#run = 0;
    this.#handler.section(kind);
  }

  /** Looks for `-->`, `]]>` or `?>`; the run of characters before the `>` may have begun in an earlier piece. */
  #readSection(text: string, at: number): number {
    const { char, run } = ENDS[this.#section];
    for (let from = at; ;) {
      const greater = text.indexOf('>', from);
      const end = greater === -1 ? text.length : greater;
      let count = 0;
      while (count < run && end - count > from && text.charCodeAt(end - count - 1) === char) count++;
      if (end - count === from) count = Math.min(run, count + this.#run);
      this.#run = count;
      if (greater === -1) return text.length;
      if (count === run) {
        this.#mode = 'text';
        return greater + 1;
      }
      this.#run = 0;
      from = greater + 1;
    }
  }

  #fault(detail: string, at: number): number {
    this.#mode = 'text';
    this.#handler.fault(detail);
    return at;
  }
}

/** Whether the character is white space; a byte order mark between two joined files counts as such. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0x80;
}

function isNameEnd(code: number): boolean {
  return code === GREATER || code === SLASH || code === LESS || isSpace(code);
}
