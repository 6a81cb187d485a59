/** Numbers that look random and are the same on every run. */
export interface Random {
  /** A whole number, both ends included. */
  integer(least: number, most: number): number;
  pick<T>(items: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

const HEX = '0123456789abcdef';

/**
 * Makes a generator by the mulberry32 method (public domain, Tommy Ettinger): 32 bits of state and one full round
 * of all of them. Not for secrets; chosen because its ten lines give the same numbers in every JavaScript engine.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    integer,
    pick(items) {
      const item = items[integer(0, items.length - 1)];
      if (item === undefined) throw new RangeError('expected at least one item to pick from, found none');
      return item;
    },
    hex(digits) {
      let text = '';
      while (text.length < digits) text += HEX.charAt(integer(0, 15));
      return text;
    },
  };
}
