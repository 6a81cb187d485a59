import { onceEach } from '../model/once-each.ts';
import type { EventMatcher, Pattern, Sign } from '../model/pattern.ts';
import type { HostMemory } from './host-memory.ts';
import { nothingKnown, togetherOfSign, type KnownOfSign, type ProofMemory } from './proof-memory.ts';

/** How far back the records of a host are known whole, and what held before that; times in microseconds. */
export interface KnownPast {
  /** Up to when records that no attempt explains, and these ask for, may be forgotten; -Infinity: none is. */
  aloneForgottenTo(matchers: readonly EventMatcher[]): number;
  /** The same of all records, those of attempts among them. */
  forgottenTo(matchers: readonly EventMatcher[]): number;
  /** What is known of a host sign from when more was known. */
  known(pattern: Pattern, sign: Sign): KnownOfSign;
}

/** Everything is there. */
export const wholePast: KnownPast = {
  aloneForgottenTo: () => -Infinity,
  forgottenTo: () => -Infinity,
  known: () => nothingKnown,
};

/** What is known of a host of which much was let go. */
export function knownPast(
  { attached, unattached }: { readonly attached: HostMemory; readonly unattached: HostMemory },
  proofs: ProofMemory,
): KnownPast {
  return {
    aloneForgottenTo: (matchers) => unattached.forgottenTo(kindsOf(matchers)),
    forgottenTo(matchers) {
      const kinds = kindsOf(matchers);
      return Math.max(attached.forgottenTo(kinds), unattached.forgottenTo(kinds));
    },
    known: (pattern, sign) => proofs.of(pattern, sign),
  };
}

/** What is known of a machine under several names. */
export function togetherKnown(pasts: readonly KnownPast[]): KnownPast {
  const [first = wholePast] = pasts;
  if (pasts.length < 2) return first;
  return {
    aloneForgottenTo: (matchers) => Math.max(...pasts.map((past) => past.aloneForgottenTo(matchers))),
    forgottenTo: (matchers) => Math.max(...pasts.map((past) => past.forgottenTo(matchers))),
    known: (pattern, sign) => togetherOfSign(pasts.map((past) => past.known(pattern, sign))),
  };
}

/** The same lists are asked for again and again. */
const kindsOf = onceEach((matchers: readonly EventMatcher[]): readonly string[] =>
  matchers.flatMap(({ kinds }) => kinds),
);
