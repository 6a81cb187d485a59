import { describe, expect, test } from 'vitest';
import { addTo, beginDraft, type Draft } from '../../src/correlate/draft.ts';
import { draftState } from '../../src/correlate/over.ts';
import { event } from '../diagnose/make.ts';
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
