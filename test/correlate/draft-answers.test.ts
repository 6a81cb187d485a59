import { expect, test } from 'vitest';
import {
  addTo,
  beginDraft,
  endOf,
  find,
  has,
  pickText,
  removeFrom,
  type Draft,
} from '../../src/correlate/draft.ts';
import { shortenDraft } from '../../src/correlate/shorten-draft.ts';
import { accept, at, logbook } from '../support/events.ts';

const MANY = 200;

/** A connection whose session ended so many times, as its records tell one after the other. */
function longDraft(): Draft {
  const book = logbook();
  const keyed = { activityId: accept(book, { at: 0, n: 1 }) };
  for (let i = 1; i <= MANY; i++) book.sessions(i, 40, { Session: 2, Reason: 0 }, keyed);
  const [first, ...rest] = book.events();
  if (!first) throw new Error('no event');
  const draft = beginDraft(first, 'server', 'activity-id');
  for (const event of rest) addTo(draft, event, 'activity-id');
  return draft;
}

const [cameBack] = logbook()
  .sessions(MANY + 1, 25, { User: 'CORP\\alice', SessionID: 2, Address: '198.51.100.7' })
  .events();

test('what is added to an attempt of many records is known at once, though nothing was found before', () => {
  const draft = longDraft();
  expect(endOf(draft)).toBe(at(MANY));
  expect(has(draft, 'session-reconnected')).toBe(false);
  expect(pickText(draft, 'account', ['session-reconnected'])).toBeUndefined();
  if (cameBack) addTo(draft, cameBack, 'activity-id');
  expect(has(draft, 'session-reconnected')).toBe(true);
  expect(pickText(draft, 'account', ['session-reconnected'])).toBe('alice');
  expect(endOf(draft)).toBeUndefined();
});

test('what is taken away from it, or let go, is not known any more', () => {
  const draft = longDraft();
  const first = find(draft, 'session-disconnect-reason');
  if (first) removeFrom(draft, first);
  expect(find(draft, 'session-disconnect-reason')?.time).toBe(at(2));
  expect(find(draft, 'connection-created')?.time).toBe(at(0));
  expect(endOf(draft)).toBe(at(MANY));
  shortenDraft(draft, 50);
  expect(endOf(draft)).toBe(at(MANY));
  if (cameBack) addTo(draft, cameBack, 'activity-id');
  expect(endOf(draft)).toBeUndefined();
});
