/** The words of a text: lower case, without accents and signs, so that `Général` and `general` are one. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\bcannot\b|\bcan['’]t\b/g, 'can not')
    .replace(/n['’]t\b/g, ' not')
    .replace(/\blicence/g, 'license')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether a text is these words and no others, in any order. */
export const areWords = (key: string, given: readonly string[]): boolean => {
  const wanted = wordsOf(key);
  return given.every((one) => wanted.includes(one)) && wanted.every((word) => given.includes(word));
};

/** Whether a text is an id, with spaces in place of its hyphens or as it is. */
export const isIdOf = (id: string, text: string): boolean =>
  wordsOf(text).join(' ') === wordsOf(id).join(' ');

/** A text as it was typed: the words of each sentence, for what stands in two of them need not belong together. */
export type Sentences = readonly (readonly string[])[];

export const sentencesOf = (text: string): Sentences =>
  text
    .split(/[.!?]+(?=\s|$)/)
    .map(wordsOf)
    .filter((words) => words.length > 0);

/**
 * How many of a key's words one sentence has; 0 unless it has them all. A long word may have a slip in it, but not one
 * that makes it one of `known`: who writes `licensing` means no `mslicensing`, and `administrator` is no Spanish word.
 */
export function keyWeight(key: string, sentences: Sentences, known: ReadonlySet<string>): number {
  const wanted = wordsOf(key);
  const isThere = (word: string, given: readonly string[]): boolean =>
    given.some((one) => isSame(word, one) || (!known.has(one) && isNear(word, one)));
  return sentences.some((given) => wanted.every((word) => isThere(word, given))) ? wanted.length : 0;
}

/** The same word, or one and several of it. */
const isSame = (a: string, b: string): boolean => a === b || a === `${b}s` || `${a}s` === b;

/** A long word may have a slip in it, a number may not. */
export function isNear(wanted: string, given: string): boolean {
  if (/\d/.test(wanted)) return false;
  const slips = wanted.length >= 9 ? 2 : wanted.length >= 5 ? 1 : 0;
  return slips > 0 && Math.abs(wanted.length - given.length) <= slips && distance(wanted, given) <= slips;
}

/** The longest text worth comparing: the work grows with its length. */
const LONGEST = 60;

/** The names closest to what was typed, at most three, and none that is far from it. */
export function closest(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase().slice(0, LONGEST);
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ far }) => far <= allowed)
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein's distance: letters to insert, delete or replace. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
