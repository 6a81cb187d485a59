import { expect, test } from 'vitest';
import { createShare } from '../../../parsers/xml/share-strings.ts';

test('equal strings come back equal, however many there are', () => {
  const share = createShare();
  for (const name of ['PC', '', '__proto__', 'ä😀']) expect(share(name)).toBe(name);
  for (let i = 0; i < 10_000; i++) expect(share(`name ${i}`)).toBe(`name ${i}`);
  expect(share('name 1')).toBe('name 1');
});
