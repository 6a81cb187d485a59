import { describe, expect, test } from 'vitest';
import { addTo, beginDraft, type Draft } from '../../src/correlate/draft.ts';
import { draftState, sortOut, type HostCut } from '../../src/correlate/over.ts';
import { event } from '../diagnose/make.ts';
import { callsOf } from '../support/counted-calls.ts';
import { at } from '../support/events.ts';

/** A draft of events at so many seconds. */
function draft(...steps: readonly (readonly [kind: string, seconds: number])[]): Draft {
  const [first = ['connection-accepted', 0] as const, ...rest] = steps;
  const made = beginDraft(event(...first), 'server', 'activity-id');
  for (const step of rest) addTo(made, event(...step), 'activity-id');
  return made;
}

describe('whether an attempt is over', () => {
  test.each([
    [
      'one with an event after the cut is not',
      [
        ['connection-accepted', 0],
        ['connection-closed', 50],
      ],
      40,
      'recent',
    ],
    [
      'one that was refused is',
      [
        ['connection-accepted', 0],
        ['credentials-refused', 1],
      ],
      60,
      'over',
    ],
    [
      'one that was closed is',
      [
        ['connection-accepted', 0],
        ['session-assigned', 1],
        ['connection-closed', 9],
      ],
      90,
      'over',
    ],
    [
      'a session whose end was not seen goes on',
      [
        ['connection-accepted', 0],
        ['session-logged-on', 5],
      ],
      9000,
      'in-session',
    ],
    [
      'in the first minutes it may still be joined',
      [
        ['connection-accepted', 0],
        ['session-logged-on', 5],
      ],
      300,
      'recent',
    ],
    [
      'a client that was told why is',
      [
        ['client-connecting', 0],
        ['client-logged-on', 1],
        ['client-disconnected', 2],
      ],
      9,
      'over',
    ],
    [
      'coming back ends the temporary session first: the one it came for goes on',
      [
        ['connection-accepted', 0],
        ['session-assigned', 1],
        ['session-disconnected', 2],
        ['session-reconnected', 3],
      ],
      9000,
      'in-session',
    ],
  ] as const)('%s', (_, steps, cut, state) => {
    expect(draftState(draft(...steps), at(cut))).toBe(state);
  });
});

describe('what is judged when a round ends', () => {
  const shared = event('logon-succeeded', 2);
  const other = event('logon-succeeded', 3);
  /** A refused attempt, and one that has a session since a moment; both may have caused the logon. */
  function rivals(): readonly [refused: Draft, working: Draft] {
    const refused = draft(['connection-accepted', 0], ['credentials-refused', 4]);
    const working = draft(['connection-accepted', 1], ['session-assigned', 5]);
    for (const one of [refused, working]) addTo(one, shared, 'client-endpoint', 1);
    return [refused, working];
  }
  const cut: HostCut = { before: at(300), most: 100, mostCarried: 100, mostRecords: 100 };
  const sort = (drafts: readonly Draft[], changes: Partial<HostCut> = {}) => {
    const events = drafts.flatMap(({ links }) => links.map((link) => link.event));
    events.sort((a, b) => a.time - b.time);
    return sortOut(events, { drafts, unattached: [] }, { ...cut, ...changes }, []);
  };

  test('is not what shares a record with an attempt that is still being joined: both wait', () => {
    const [refused, working] = rivals();
    const { over, waiting } = sort([refused, working]);
    expect(over).toEqual([]);
    expect([...refused.links, ...working.links].every((link) => waiting.has(link.event))).toBe(true);
  });

  test('is what has nothing in common with it, and what is its alone', () => {
    const [, working] = rivals();
    const refused = draft(['connection-accepted', 0], ['credentials-refused', 4]);
    addTo(refused, other, 'client-endpoint', 1);
    expect(sort([refused, working]).over).toEqual([refused]);
  });

  test('is what is over at the middle where too much waits, shared or not', () => {
    const [refused, working] = rivals();
    const steps = [400, 401, 402, 403, 404, 405].map((seconds) => ['connection-closed', seconds] as const);
    const { over, waiting, cutShort } = sort([refused, working, draft(...steps)], {
      before: at(3),
      most: 11,
    });
    expect(over).toEqual([refused]);
    expect(cutShort).toBe(1);
    // It takes along what it shares: of what is left none must seem to be the only one.
    expect(waiting.has(shared)).toBe(false);
  });

  test('is not the rival of one that is held either, in whatever order', () => {
    const [refused, working] = rivals();
    const first = draft(['connection-accepted', 0], ['credentials-refused', 3]);
    const shared = event('logon-failed', 2);
    for (const one of [first, refused]) addTo(one, shared, 'client-endpoint', 1);
    expect(sort([first, refused, working]).over).toEqual([]);
    expect(sort([working, refused, first]).over).toEqual([]);
  });

  test('waits with the rivals of rivals at the cost of their number', async () => {
    /** Each shares a record with the one before it, and the first with one that is still being joined. */
    const chain = (n: number): Draft[] => {
      const [refused, working] = rivals();
      const drafts = [working, refused];
      for (let i = 0; i < n; i++) {
        const next = draft(['connection-accepted', 0], ['credentials-refused', 3]);
        const record = event('logon-failed', 2);
        for (const one of [next, drafts.at(-1) ?? refused]) addTo(one, record, 'client-endpoint', 1);
        drafts.push(next);
      }
      return drafts;
    };
    const [few, many] = [chain(50), chain(200)];
    expect(sort(many, { most: 10_000 }).over).toEqual([]);
    const calls = await callsOf(() => void sort(few, { most: 10_000 }));
    expect(await callsOf(() => void sort(many, { most: 10_000 }))).toBeLessThan(6 * calls);
  });

  test('is a session that another attempt took, though its end was not seen', () => {
    const assigned = { facts: { sessionId: 4 } };
    const own = (seconds: number): Draft => {
      const made = draft(['connection-accepted', seconds]);
      addTo(made, { ...event('session-logged-on', seconds + 1), ...assigned }, 'activity-id');
      return made;
    };
    const [lost, taker] = [own(0), own(60)];
    const { over, carried } = sort([lost, taker], { before: at(5000) });
    expect([over, carried]).toEqual([[lost], [taker]]);
  });
});
