import { describe, expect, test } from 'vitest';
import { firstTime } from '../../src/live/first-time.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';

const NOW = Date.UTC(2026, 2, 2, 9) * 1000;
const DAY = 24 * HOUR;

describe('what time it was when a following began', () => {
  test.each<readonly [string, readonly number[], number | undefined, number]>([
    ['of one machine: its latest record', [NOW], NOW + 5 * MINUTE, NOW],
    ['nobody says what time it is: the latest', [NOW, NOW + 89 * DAY], undefined, NOW + 89 * DAY],
    ['one of three is days ahead', [NOW - MINUTE, NOW, NOW + 89 * DAY], NOW, NOW],
    ['it is not far enough ahead', [NOW - MINUTE, NOW, NOW + 9 * MINUTE], NOW, NOW + 9 * MINUTE],
    ['two are ahead of one: with who follows it is two', [NOW, NOW + HOUR, NOW + 2 * HOUR], NOW, NOW],
    [
      'most are ahead: who follows is behind',
      [NOW, NOW + HOUR, NOW + HOUR, NOW + 2 * HOUR],
      NOW,
      NOW + 2 * HOUR,
    ],
    ['half are ahead: who follows agrees with the others', [NOW, NOW + HOUR], NOW, NOW],
    [
      'one is ahead, the others were silent for days',
      [NOW - 9 * DAY, NOW - 8 * DAY, NOW + HOUR],
      NOW,
      NOW - 8 * DAY,
    ],
    [
      'two are ahead, the others were silent for days',
      [NOW - 9 * DAY, NOW + HOUR, NOW + HOUR],
      NOW,
      NOW + HOUR,
    ],
    ['all are old', [NOW - 9 * DAY, NOW - 8 * DAY], NOW, NOW - 8 * DAY],
    ['all are ahead', [NOW + DAY, NOW + 2 * DAY], NOW, NOW + 2 * DAY],
  ])('%s', (_, latest, at, expected) => {
    expect(firstTime(latest, at)).toBe(expected);
  });
});
