import { expect, test } from 'vitest';
import { createKnownLately } from '../../src/model/known-lately.ts';

/** Asks for keys in turn, and says which were made. */
function asking(most: number): (keys: string) => string {
  const known = createKnownLately<object>(most);
  return (keys) => {
    let made = '';
    for (const key of keys) {
      known(key, () => {
        made += key;
        return {};
      });
    }
    return made;
  };
}

test('the same key gives the same thing', () => {
  const known = createKnownLately<object>(4);
  const one = known('a', () => ({}));
  expect(known('a', () => ({}))).toBe(one);
  expect(known('b', () => ({}))).not.toBe(one);
});

test('what is asked for again and again stays, whatever else comes', () => {
  const made = asking(4);
  expect(made('abacadaeafagahaiajak')).toBe('abcdefghijk');
});

test('what was not asked for lately is forgotten', () => {
  const made = asking(4);
  expect(made('abcdef')).toBe('abcdef');
  expect(made('ef')).toBe('');
  expect(made('ab')).toBe('ab');
});
