import { expect, test } from 'vitest';
import { eachOnce } from '../../src/report/cause-gist.ts';

test.each([
  [['CORP\\alice', 'alice'], ['CORP\\alice']],
  [['Alice', 'CORP\\alice'], ['CORP\\alice']],
  [['alice', 'alice@corp.example'], ['alice@corp.example']],
  [
    ['CORP\\alice', 'bob'],
    ['CORP\\alice', 'bob'],
  ],
  [
    ['CORP\\alice', 'LAB\\alice'],
    ['CORP\\alice', 'LAB\\alice'],
  ],
  [['alice'], ['alice']],
])('of %j one account is told as %j', (given, told) => {
  expect(eachOnce(given)).toEqual(told);
});
