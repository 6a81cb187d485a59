import { expect, test } from 'vitest';
import { bytesOf, CHECKS, regressions } from './regression.ts';

test.each(regressions())('$file stays right', ({ kept }) => {
  expect(CHECKS[kept.reader](bytesOf(kept))).toBeUndefined();
});
