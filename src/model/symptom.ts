import type { CauseClass } from './vocabulary.ts';

/** What the person who could not connect saw, and when and who they were; every part may be missing. */
export interface StatedSymptom {
  readonly code?: StatedCode;
  /**
   * The stretch of time meant, in microseconds since 1970, UTC, from the last time the logs cover: `14:05` alone is a
   * time of their last day. Both ends are the same for an exact instant.
   */
  readonly at?: (lastTime: number) => readonly [from: number, to: number];
  /** As stated: `alice`, `CORP\alice` or `alice@corp.example`. */
  readonly user?: string;
  /** As stated: an address or a computer's name. */
  readonly client?: string;
}

/** A code or the words of a dialog, with all that is known of the causes behind it. */
export interface StatedCode {
  /** The client's own code, or whatever else was stated in its place; as people write it. */
  readonly code?: string;
  readonly extended?: string;
  /** One for each number or dialog; a cause must fit them all. */
  readonly parts: readonly StatedPart[];
}

export interface StatedPart {
  /** `0x904`, `extended 0x7`, `"an internal error"`. */
  readonly label: string;
  /** '' for words: they say it themselves. */
  readonly says: string;
  /** The number, and the families of numbers it is of; absent for words. */
  readonly number?: { readonly value: number; readonly families: readonly string[] };
  /** Causes that can show like this. */
  readonly causes: readonly string[];
  /** The classes of these causes, as far as they are known. */
  readonly classes: readonly CauseClass[];
  /** It only says that something broke, or so many causes show like this that it speaks against none. */
  readonly isBroad: boolean;
  /** Classes that it cannot be, and why not. */
  readonly excludes?: { readonly classes: readonly CauseClass[]; readonly because: string };
}
