import type { ParseProblem, ParseProblemCode } from '../parse-problem.ts';
import { countBytes, type TextPiece } from './decode-text.ts';
import { isSpace, MarkupLexer, type MarkupHandler, type SectionKind, type TagKind } from './markup-lexer.ts';

/** The text of one event element, from `<` to `>`; `offset` is the byte offset of its first character. */
export interface EventText {
  readonly type: 'event';
  readonly text: string;
  readonly offset: number;
}

export type SplitItem = EventText | { readonly type: 'problem'; readonly problem: ParseProblem };

/** The longest event that is kept, in UTF-16 code units; Windows writes none above some 200,000. */
export const MAX_EVENT = 1_048_576;

/** How far the System element may be from the start of its event for a lost end tag to be noticed. */
const MAX_GAP = 262_144;

/** Nobody writes more between two events: these were events once. */
const MAX_TEXT = 16_384;

/** What the elements are called that are cut out, and what wraps them. */
export interface ElementNames {
  readonly elements: readonly string[];
  readonly wrapper: string;
}

const eventNames: ElementNames = { elements: ['Event'], wrapper: 'Events' };

interface OpenEvent {
  readonly offset: number;
  /** Open elements, the event itself included. */
  depth: number;
  /** Elements of the same names inside the event: a payload may hold such. */
  nested: number;
  broken: string | undefined;
  /** Too large: only its end is still looked for. */
  dropped: boolean;
  /** A nested Event whose first child is not known yet: if it is System, the outer event lost its end. */
  candidate: { readonly at: number; readonly offset: number } | undefined;
}

/**
 * Cuts the event elements out of XML that comes in pieces, whatever wraps them. It holds at most one event of
 * MAX_EVENT characters, and refuses a document with declarations: nothing after the first one is read.
 */
export class EventSplitter implements MarkupHandler {
  readonly #lexer: MarkupLexer = new MarkupLexer(this);
  readonly #names: ElementNames;
  #items: SplitItem[] = [];
  #piece: TextPiece = { type: 'text', text: '', offset: 0, width: 'one' };
  #counted = { index: 0, offset: 0 };
  #event: OpenEvent | undefined;
  #held: string[] = [];
  #heldLength = 0;
  /** Where in the piece the text to hold begins, or -1 when none is to be held. */
  #from = -1;
  /** Where the last markup began: in the held text, and in the input. */
  #markAt = 0;
  #markOffset = 0;
  #isGarbage = false;
  /** What stands around events in a mail, or what a tool numbers its records with, is told once: nothing of a log is lost by it. */
  #hasToldText = false;
  #textLength = 0;
  #textOffset = 0;
  #events = 0;
  #firstName = '';
  #wrapperOffset = -1;
  #hasWrapper = false;
  #isRefused = false;

  constructor(names: ElementNames = eventNames) {
    this.#names = names;
  }

  /** Whether a declaration was found, so that nothing more will come. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** How many characters are held back for an event that is not complete. */
  get heldLength(): number {
    return this.#heldLength;
  }

  push(piece: TextPiece): readonly SplitItem[] {
    if (this.#isRefused) return [];
    this.#items = [];
    this.#piece = piece;
    this.#counted = { index: 0, offset: piece.offset };
    this.#lexer.read(piece.text);
    this.#holdRest();
    this.#counted = { index: 0, offset: this.#offsetAt(piece.text.length) };
    return this.#items;
  }

  end(): readonly SplitItem[] {
    if (this.#isRefused) return [];
    this.#items = [];
    if (this.#event !== undefined) {
      this.#reportUnfinished(this.#event, this.#heldLength, 'truncated', 'expected the end tag of the event');
    } else if (this.#lexer.isInMarkup) {
      this.#report(
        'truncated',
        this.#markOffset,
        'markup',
        'expected the end of the markup, found the end of input',
      );
    } else if (this.#wrapperOffset !== -1) {
      const { wrapper } = this.#names;
      const detail = `expected </${wrapper}>, found the end of input`;
      this.#report('truncated', this.#wrapperOffset, wrapper, detail);
    }
    if (this.#events === 0 && !this.#hasWrapper) this.#reportNoEvent();
    return this.#items;
  }

  text(text: string, from: number, to: number): void {
    if (this.#event !== undefined || this.#isGarbage) return;
    let at = from;
    // The first that is no space begins it; what follows counts, however it is cut.
    if (this.#textLength === 0) {
      while (at < to && isSpace(text.charCodeAt(at))) at++;
      if (at === to) return;
      this.#textOffset = this.#offsetAt(at);
    }
    this.#textLength += to - at;
    const detail = 'expected an event element, found text';
    if (!this.#hasToldText) this.#report('other-text', this.#textOffset, 'document', detail);
    this.#hasToldText = true;
    if (this.#textLength > MAX_TEXT) this.#reportGarbage(this.#textOffset, detail);
  }

  markup(index: number): void {
    this.#markOffset = this.#offsetAt(index);
    const event = this.#event;
    // A candidate is held from its own start.
    if (event === undefined || (event.dropped && event.candidate === undefined)) this.#release();
    if (this.#from === -1) this.#from = index;
    this.#markAt = this.#heldLength + index - this.#from;
  }

  tag(kind: TagKind, name: string, end: number): void {
    const local = localName(name);
    if (this.#event !== undefined) {
      this.#readInside(this.#event, kind, local, end);
    } else if (this.#isElement(local) && kind !== 'end') {
      this.#begin(this.#markOffset);
      if (kind === 'empty') this.#finish(end);
    } else {
      this.#release();
      this.#readWrapper(kind, local);
      if (kind === 'end' && this.#isElement(local) && !this.#isGarbage)
        this.#reportGarbage(this.#markOffset, 'expected the start of an event, found the end of one');
    }
  }

  section(kind: SectionKind): void {
    const event = this.#event;
    if (event === undefined || event.dropped) this.#release();
    if (event === undefined) return;
    event.candidate = undefined;
    if (kind === 'instruction') event.broken ??= 'expected no processing instruction, found one';
  }

  fault(detail: string): void {
    if (this.#event !== undefined) {
      this.#event.broken ??= detail;
      return;
    }
    this.#release();
    if (!this.#isGarbage) this.#reportGarbage(this.#markOffset, detail);
  }

  refuse(): void {
    const event = this.#event;
    if (event !== undefined && this.#markAt > MAX_EVENT) this.#reportTooLarge(event);
    this.#report(
      'refused-xml',
      this.#markOffset,
      'document',
      'expected no document type declaration, found one: nothing behind it is read',
    );
    this.#isRefused = true;
    this.#event = undefined;
    this.#release();
  }

  /** What an element is called in a problem. */
  get #label(): string {
    return this.#names.elements[0] ?? '';
  }

  #isElement(local: string): boolean {
    return this.#names.elements.includes(local);
  }

  #readWrapper(kind: TagKind, local: string): void {
    if (this.#firstName === '') this.#firstName = local;
    if (local !== this.#names.wrapper) return;
    this.#hasWrapper = true;
    this.#wrapperOffset = kind === 'start' ? this.#markOffset : -1;
  }

  #begin(offset: number): void {
    this.#event = { offset, depth: 1, nested: 0, broken: undefined, dropped: false, candidate: undefined };
    this.#events++;
    this.#isGarbage = false;
    this.#textLength = 0;
  }

  #readInside(event: OpenEvent, kind: TagKind, local: string, end: number): void {
    const candidate = event.candidate;
    event.candidate = undefined;
    const isNear = candidate !== undefined && this.#markAt - candidate.at <= MAX_GAP;
    if (isNear && kind === 'start' && local === 'System') {
      this.#restart(event, candidate);
      return;
    }
    if (kind === 'start') {
      event.depth++;
      if (this.#isElement(local)) {
        event.nested++;
        event.candidate = { at: this.#markAt, offset: this.#markOffset };
        return;
      }
    } else if (kind === 'end') {
      this.#readEndTag(event, local, end);
    }
    if (event.dropped) this.#release();
  }

  #readEndTag(event: OpenEvent, local: string, end: number): void {
    if (this.#isElement(local) && event.nested === 0) {
      if (event.depth > 1) event.broken ??= 'expected the end tags of all elements before </Event>';
      this.#finish(end);
    } else if (event.depth > 1) {
      event.depth--;
      if (this.#isElement(local)) event.nested--;
    } else {
      event.broken ??= 'expected </Event>, found another end tag';
    }
  }

  #finish(end: number): void {
    const event = this.#event;
    if (event === undefined) return;
    const { text } = this.#piece;
    const length = this.#heldLength + end - this.#from;
    if (length > MAX_EVENT) {
      this.#reportTooLarge(event);
    } else if (event.broken !== undefined) {
      if (!event.dropped) this.#report('bad-xml', event.offset, this.#label, event.broken);
    } else if (!event.dropped) {
      this.#items.push({
        type: 'event',
        text: this.#held.join('') + text.slice(this.#from, end),
        offset: event.offset,
      });
    }
    this.#event = undefined;
    this.#release();
  }

  /** Ends an event at the start of the next one: two exports joined, the first cut off. */
  #restart(event: OpenEvent, candidate: { readonly at: number; readonly offset: number }): void {
    this.#reportUnfinished(
      event,
      candidate.at,
      'bad-xml',
      'expected </Event>, found the start of the next event',
    );
    this.#forgetBefore(candidate.at);
    this.#begin(candidate.offset);
    if (this.#event !== undefined) this.#event.depth = 2;
  }

  /** Holds the end of the piece, or drops the event when it has grown too large. */
  #holdRest(): void {
    if (this.#from === -1) return;
    const rest = this.#piece.text.slice(this.#from);
    this.#held.push(rest);
    this.#heldLength += rest.length;
    this.#from = 0;
    const event = this.#event;
    if (event === undefined) return;
    const mark = this.#lexer.isInTag ? this.#markAt : this.#heldLength;
    if (event.candidate !== undefined && mark - event.candidate.at > MAX_GAP) event.candidate = undefined;
    // Where the next event may begin: decided by position alone, so that the pieces make no difference.
    const at = event.candidate?.at ?? mark;
    if (at <= MAX_EVENT && !event.dropped) return;
    this.#reportTooLarge(event);
    event.dropped = true;
    if (at === this.#heldLength) this.#release();
    else this.#forgetBefore(at);
  }

  /** Forgets the held text before `at`, which counts from the start of the held text. */
  #forgetBefore(at: number): void {
    if (at === 0) return;
    if (at <= this.#heldLength) {
      this.#held = [this.#held.join('').slice(at)];
      this.#heldLength -= at;
    } else {
      this.#from += at - this.#heldLength;
      this.#held = [];
      this.#heldLength = 0;
    }
    this.#markAt -= at;
    const event = this.#event;
    if (event?.candidate !== undefined) {
      event.candidate = { at: event.candidate.at - at, offset: event.candidate.offset };
    }
  }

  #release(): void {
    this.#held = [];
    this.#heldLength = 0;
    this.#from = -1;
  }

  #offsetAt(index: number): number {
    const { text, width } = this.#piece;
    const { index: counted, offset } = this.#counted;
    if (index > counted) this.#counted = { index, offset: offset + countBytes(text, counted, index, width) };
    return this.#counted.offset;
  }

  #reportNoEvent(): void {
    const found = this.#firstName === '' ? 'none' : `the element ${this.#firstName.slice(0, 40)}`;
    this.#report(
      'unknown-format',
      0,
      'document',
      `expected ${this.#names === eventNames ? 'event' : this.#label} elements, found ${found}`,
    );
  }

  #reportGarbage(offset: number, detail: string): void {
    this.#isGarbage = true;
    this.#report('bad-xml', offset, 'document', detail);
  }

  #reportTooLarge(event: OpenEvent): void {
    if (event.dropped) return;
    const detail = `expected an event of at most ${MAX_EVENT} characters, found a longer one`;
    this.#report('too-large', event.offset, this.#label, detail);
  }

  #reportUnfinished(event: OpenEvent, length: number, code: ParseProblemCode, detail: string): void {
    if (event.dropped) return;
    if (length > MAX_EVENT) this.#reportTooLarge(event);
    else this.#report(code, event.offset, this.#label, detail);
  }

  #report(code: ParseProblemCode, offset: number, reading: string, detail: string): void {
    this.#items.push({ type: 'problem', problem: { code, offset, reading, detail } });
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
