import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryBehind, queryOf, querySince } from '../../src/windows/channel-query.ts';
import { channelRequests } from '../../src/follow-channels.ts';
import { catalogRows } from '../../src/normalize/catalog/index.ts';
import { matchesQuery } from '../support/windows/matches-query.ts';

const event = (eventId: number, recordId = 1): string =>
  `<EventID>${eventId}</EventID><EventRecordID>${recordId}</EventRecordID>`;
const terms = (query: string): number => (query.match(/EventID|EventRecordID|timediff/g) ?? []).length;

describe('what a channel is asked for', () => {
  test('is every id, in no more terms than Windows takes', () => {
    assert(
      property(array(integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 60 }), (ids) => {
        const query = queryOf(ids);
        expect(ids.every((id) => matchesQuery(query, event(id)))).toBe(true);
        expect(terms(queryBehind(query, 5))).toBeLessThanOrEqual(20);
        if (new Set(ids).size <= 19) {
          const other = ids.map((id) => id + 1).find((id) => !ids.includes(id));
          if (other !== undefined) expect(matchesQuery(query, event(other))).toBe(false);
        }
      }),
    );
  });

  test('takes no flood along where something else makes the terms few enough', () => {
    // 20 single ids, one term too many; the nearest are 10, 12 and 14.
    const ids = [10, 12, 14, ...Array.from({ length: 17 }, (_, i) => 100 + 10 * i)];
    expect(matchesQuery(queryOf(ids), event(13))).toBe(true);
    const query = queryOf(ids, [13]);
    expect(matchesQuery(query, event(13))).toBe(false);
    expect(ids.every((id) => matchesQuery(query, event(id)))).toBe(true);
    expect(terms(query)).toBeLessThanOrEqual(19);
  });

  test('can be narrowed to what came later', () => {
    expect(matchesQuery(queryBehind('*', 7), event(1, 7))).toBe(false);
    expect(matchesQuery(queryBehind(queryOf([1, 5]), 7), event(5, 8))).toBe(true);
    expect(matchesQuery(queryBehind(queryOf([1, 5]), 7), event(1, 7))).toBe(false);
    expect(querySince('*', 1000)).toBe('*[System[TimeCreated[timediff(@SystemTime) <= 1000]]]');
  });

  test('of the Security log is what bears on a connection, and not what an audit of every packet writes', () => {
    const { query } = channelRequests().find(({ channel }) => channel === 'Security') ?? { query: '' };
    const ids = catalogRows.flatMap(({ provider, eventId }) =>
      provider === 'Microsoft-Windows-Security-Auditing' ? [eventId] : [],
    );
    expect(ids.filter((id) => !matchesQuery(query, event(id)))).toEqual([]);
    expect(matchesQuery(query, event(1102))).toBe(true);
    // Process starts, objects opened, connections let through, group memberships.
    expect([4688, 4663, 5156, 4627, 4672].filter((id) => matchesQuery(query, event(id)))).toEqual([]);
  });
});
