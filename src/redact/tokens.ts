import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { plainAddress } from './parse-address.ts';

/** What a token stands for, as a reader sees it. */
type TokenKind = 'host' | 'user' | 'file' | 'text' | 'service';

/** Two values have one token under this key; it must not be used for these logs. */
export class TokenCollision extends Error {
  override readonly name = 'TokenCollision';
}

/** Makes tokens that depend on the key and the value alone, and remembers what they stand for. */
export interface Tokens {
  /** The token of a name: the same however it is capitalised, but capitalised alike. */
  readonly name: (kind: TokenKind, value: string) => string;
  /** The token of a text in which case counts: a file name, a sentence. */
  readonly exact: (kind: TokenKind, value: string) => string;
  /** 32 bytes that nobody can tell without the key. */
  readonly bytes: (purpose: string, value: string) => Uint8Array;
  /** Remembers that this stands for that. */
  readonly remember: (token: string, original: string) => string;
  readonly mapping: ReadonlyMap<string, string>;
}

/** No letter looks like another, and none of l, o, 0, 1. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 50 bits; with the longest kind in front it is 15 letters, what NetBIOS allows a name to have. */
const LETTERS = 10;

/** Makes tokens under a key of 32 bytes; `known` are those of earlier runs with the same key. */
export function createTokens(key: Uint8Array, known: Iterable<readonly [string, string]> = []): Tokens {
  const mapping = new Map(known);
  const codes = new Map<string, string>();
  // The key's own part is worked out once.
  const keyed = hmac.create(sha256, key);
  const bytes = (purpose: string, value: string): Uint8Array =>
    keyed
      .clone()
      .update(utf16(`${purpose}\n${value}`))
      .digest();
  const codeOf = (value: string): string => {
    const code = codes.get(value) ?? letters(bytes('name', value));
    codes.set(value, code);
    return code;
  };
  const remember = (token: string, original: string): string => {
    const earlier = mapping.get(token);
    if (earlier === undefined) mapping.set(token, original);
    else if (earlier !== original) mapping.set(token, oneOf(token, earlier, original));
    return token;
  };
  return {
    name: (kind, value) => remember(asWritten(`${kind}-${codeOf(value.toLowerCase())}`, value), value),
    exact: (kind, value) => remember(`${kind}-${codeOf(value)}`, value),
    bytes,
    remember,
    mapping,
  };
}

/**
 * Spellings of one name or address share a token; the first in the alphabet is kept, that the order of events does not
 * matter. Strangers choose the spelling of what a log holds: that must not end a run.
 */
function oneOf(token: string, a: string, b: string): string {
  if (spelledOnce(a) === spelledOnce(b)) return a < b ? a : b;
  throw new TokenCollision(`two values have the pseudonym ${token}: take another key`);
}

const spelledOnce = (text: string): string => plainAddress(text) ?? text.toLowerCase();

/** ALICE, alice and Alice are told apart by those who look at case, and are one name to all others. */
function asWritten(token: string, value: string): string {
  if (value === value.toLowerCase()) return token;
  return value === value.toUpperCase() ? token.toUpperCase() : token.charAt(0).toUpperCase() + token.slice(1);
}

function letters(bytes: Uint8Array): string {
  let code = '';
  for (let i = 0; i < LETTERS; i++) code += ALPHABET.charAt((bytes[i] ?? 0) & 31);
  return code;
}

/** As UTF-16: as UTF-8, what is no character would all be the same. */
function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 255;
    bytes[2 * i + 1] = unit >>> 8;
  }
  return bytes;
}
