import { expect, test } from 'vitest';
import { didYouMean, nearestWord } from '../../src/model/did-you-mean.ts';

const known = ['title', 'stage', 'logon-failed', 'logon-succeeded', 'as'];

test.each([
  ['titel', 'title'],
  ['Stage', 'stage'],
  ['logon-filed', 'logon-failed'],
  ['sa', 'as'],
  ['colour', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s is meant to be %s', (word, meant) => {
  expect(nearestWord(word, known)).toBe(meant);
});

test('says it so that a message can end with it', () => {
  expect(didYouMean('titel', known)).toBe("; did you mean 'title'?");
  expect(didYouMean('colour', known)).toBe('');
});
