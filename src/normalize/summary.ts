import type { Facts, FactValue } from '../model/event.ts';

/** Says in one line what an event's facts come to. */
export type Summary = (facts: Facts) => string;

/** Literal text, or the name of a fact. */
type Piece = { readonly text: string } | { readonly fact: string };

/** A `[part]` in square brackets is optional: it disappears when a fact in it is absent. */
interface Part {
  readonly optional: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * Reads a template with {fact}s once, for all events of a row. What a log says is put in last, so that it is never
 * taken for a blank.
 */
export function createSummary(template: string): Summary {
  const parts = template
    .split(/(\[[^\]]*\])/)
    .map((text, i): Part => (i % 2 === 0 ? part(text, false) : part(text.slice(1, -1), true)));
  return (facts) => {
    const line: string[] = [];
    for (const { optional, pieces } of parts)
      if (!optional || isKnown(pieces, facts)) fill(line, pieces, facts);
    // Joined: a text to which pieces were added stays a tree of them, and takes twice the room.
    return line.join('');
  };
}

const part = (text: string, optional: boolean): Part => ({
  optional,
  pieces: text
    .split(/\{(\w+)\}/)
    .map((piece, i): Piece => (i % 2 === 0 ? { text: piece } : { fact: piece }))
    .filter((piece) => !('text' in piece) || piece.text !== ''),
});

const isKnown = (pieces: readonly Piece[], facts: Facts): boolean =>
  pieces.every((piece) => 'text' in piece || facts[piece.fact] !== undefined);

function fill(line: string[], pieces: readonly Piece[], facts: Facts): void {
  for (const piece of pieces) line.push('text' in piece ? piece.text : show(facts[piece.fact] ?? '?'));
}

/** Codes (numbers above 0xFFFF) are shown as hex, as people search for them. */
const show = (value: FactValue): string =>
  typeof value === 'number' && value > 0xffff
    ? `0x${value.toString(16).toUpperCase().padStart(8, '0')}`
    : String(value);
