import { expect, test } from 'vitest';
import { describeFact, meaningsOf } from '../../src/codes/dictionary.ts';

const refusal = { provider: 'Microsoft-Windows-Security-Auditing', eventId: 6273 };

test('a policy server’s reason is not an alert of TLS', () => {
  expect(describeFact(refusal, 'reason', 48)?.family).toBe('policy-server-reason');
  expect(describeFact(refusal, 'reason', 21)?.meaning).toContain('second factor');
  expect(meaningsOf(48).map(({ family }) => family)).toEqual(['policy-server-reason', 'tls-alert']);
});
