/** Puts what pseudonyms stand for in their place; `write` makes the original safe for where it stands. */
export type Reveal = (text: string, write?: (original: string) => string) => string;

const token = String.raw`(?<![\p{L}\p{N}])(?:host|user|file|text|service)-[a-z2-9]{10}(?![\p{L}\p{N}])`;
/** Tables cut long names. */
const cutToken = String.raw`(?<![\p{L}\p{N}])(?:host|user|file|text|service)-[a-z2-9]{4,9}(?=…)`;
const sid = String.raw`\bS-1-\d+(?:-\d+)+`;
const v6 = String.raw`(?<![\w:.])(?:[\da-f]{0,4}:){2,7}(?:[\da-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])`;
const v4 = String.raw`(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)`;
const hex = String.raw`(?<![\p{L}\p{N}])[\da-f]{8,}(?![\p{L}\p{N}])`;
const anyToken = new RegExp(`${token}|${cutToken}|${sid}|${v6}|${v4}|${hex}`, 'giu');

/** Makes the way back from what every pseudonym stands for. */
export function createRevealer(tokens: ReadonlyMap<string, string>): Reveal {
  const folded = new Map([...tokens].map(([token, original]) => [token.toLowerCase(), original]));
  const longer = longerTokens(tokens);
  const beginnings = beginningsOf(tokens.keys());
  const originalOf = (found: string): string | undefined => {
    const exact = tokens.get(found);
    if (exact !== undefined) return exact;
    const lower = found.toLowerCase();
    const spelled = folded.get(lower) ?? folded.get(beginnings.get(lower) ?? '');
    // A name that was written small by a comparison is small again.
    return found === lower ? spelled?.toLowerCase() : spelled;
  };
  return (text, write = (original) => original) => {
    let result = '';
    let from = 0;
    for (const match of text.matchAll(anyToken)) {
      const [found] = match;
      if (match.index < from) continue;
      const long = longer.get(found)?.find((one) => text.startsWith(one, match.index));
      const [taken, original] = long === undefined ? pairOf(found, originalOf) : [long, tokens.get(long)];
      if (original === undefined) continue;
      result += text.slice(from, match.index) + write(original);
      from = match.index + taken.length;
    }
    return result + text.slice(from);
  };
}

/** An address without brackets may have a port behind it. */
function pairOf(
  found: string,
  originalOf: (found: string) => string | undefined,
): readonly [taken: string, original: string | undefined] {
  const original = originalOf(found);
  if (original !== undefined) return [found, original];
  const own = found.replace(/:\d{1,5}$/, '');
  return [own, originalOf(own)];
}

/** Where words of Windows' own stay beside a token, both together stand for the text: by the token they begin with. */
function longerTokens(tokens: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const longer = new Map<string, string[]>();
  for (const long of tokens.keys()) {
    const [, first] = /^(\S+) /.exec(long) ?? [];
    if (first === undefined) continue;
    longer.set(
      first,
      [...(longer.get(first) ?? []), long].sort((a, b) => b.length - a.length),
    );
  }
  return longer;
}

const LEAST_CUT = 4;

/** Tokens by their beginnings, where only one begins like that. */
function beginningsOf(tokens: Iterable<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const token of tokens) {
    const lower = token.toLowerCase();
    const [, head = ''] = /^([a-z]+-)[a-z2-9]{10}$/.exec(lower) ?? [];
    if (head === '') continue;
    for (let length = head.length + LEAST_CUT; length < lower.length; length++) {
      const cut = lower.slice(0, length);
      const other = found.get(cut);
      found.set(cut, other === undefined || other === lower ? lower : '');
    }
  }
  return found;
}
