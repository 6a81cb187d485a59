import { expect, test } from 'vitest';
import { addTo, beginDraft } from '../../src/correlate/draft.ts';
import { joinLockouts } from '../../src/correlate/join-lockouts.ts';
import type { Event } from '../../src/model/event.ts';
import { event } from '../diagnose/make.ts';

/** How often the time of a refusal is asked for where one attempt has so many of them, and as many lockouts. */
function looksAt(count: number): number {
  let looks = 0;
  const all = (kind: string, make = (one: Event): Event => one): Event[] =>
    Array.from({ length: count }, (_, i) => make(event(kind, i / 1_000_000, { account: 'alice' })));
  const counted = (one: Event): Event => ({
    ...one,
    get time() {
      looks++;
      return one.time;
    },
  });
  const draft = beginDraft(event('connection-accepted'), 'server', 'activity-id');
  for (const refused of all('logon-failed', counted)) addTo(draft, refused, 'logon-id');
  looks = 0;
  const left = joinLockouts([draft], all('account-locked'));
  expect(left).toEqual([]);
  return looks;
}

test('one attempt with many refusals and lockouts costs no more than their number', () => {
  expect(looksAt(800)).toBeLessThan(6 * looksAt(200));
});
