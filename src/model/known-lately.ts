/**
 * Gives the same thing for the same key for as long as it is asked for again and again: of more keys than `most` those that
 * were not asked for lately are forgotten.
 */
export function createKnownLately<T>(most: number): (key: string, make: () => T) => T {
  const half = Math.ceil(most / 2);
  let latest = new Map<string, T>();
  let before = new Map<string, T>();
  return (key, make) => {
    const known = latest.get(key);
    if (known !== undefined) return known;
    const one = before.get(key) ?? make();
    if (latest.size >= half) {
      before = latest;
      latest = new Map();
    }
    latest.set(key, one);
    return one;
  };
}
