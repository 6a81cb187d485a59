import { expect, test } from 'vitest';
import { openTerminal } from '../support/terminal.ts';
test('try', async () => {
  const t = openTerminal([
    '-f',
    'samples/wrong-password-nla-win10',
    '--settle',
    '0',
    '--poll-interval',
    '50',
  ]);
  await t.until(/bob/);
  console.log(t.screen().join('\n'));
  t.resize(50, 12);
  await new Promise((r) => setTimeout(r, 500));
  console.log(t.screen().join('\n'));
  t.type('\u0003');
  console.log(await t.ended, t.isOwnScreen());
  console.log(t.screen().join('\n'));
  expect(1).toBe(1);
});
