/** Gives back one string object for equal strings. */
export type Share = (text: string) => string;

const MAX_SHARED = 4096;

/**
 * Makes a Share: comparing strings that came from it is cheap, and they hold no longer text alive. Input with
 * very many different strings makes it forget, not grow.
 */
export function createShare(): Share {
  const shared = new Map<string, string>();
  return (text) => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    if (shared.size >= MAX_SHARED) shared.clear();
    const own = copyText(text);
    shared.set(own, own);
    return own;
  };
}

/** Copies a string: engines keep the whole text alive for a part that was cut out of it. */
export function copyText(text: string): string {
  return text.split('').join('');
}
