import { describe, expect, test } from 'vitest';
import {
  repairOf,
  repairsOfUpdate,
  troublesOfUpdate,
  updateTroubles,
} from '../../src/codes/known-updates.ts';
import { bases } from '../../src/model/vocabulary.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const causes = new Set(loadPatterns().patterns.map(({ id }) => id));
const KB = /^KB\d{7}$/;
/** What stands behind the number of an update has to leave room for the record. */
const LONGEST_TITLE = 70;

describe('what is known of updates', () => {
  test.each(updateTroubles.map((trouble) => [trouble.id, trouble] as const))('%s is whole', (_, trouble) => {
    const { updates, articles = [], repairedBy = [], since, title, symptom, remedy, windows } = trouble;
    expect(updates.length).toBeGreaterThan(0);
    const numbers = [...updates, ...articles, ...repairedBy];
    for (const kb of numbers) expect(kb).toMatch(KB);
    // What brings it does not end it.
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([0, updates.length]).toContain(repairedBy.length);
    expect(new Date(`${since}T00:00:00Z`).toISOString()).toBe(`${since}T00:00:00.000Z`);
    expect(title.length).toBeLessThanOrEqual(LONGEST_TITLE);
    for (const text of [symptom, remedy]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(windows).not.toBe('');
    expect(bases).toContain(trouble.basis);
    for (const cause of trouble.causes) expect(causes).toContain(cause);
    expect(trouble.sources.length).toBeGreaterThan(0);
    for (const source of trouble.sources) expect(source).toMatch(/^https:\/\/\S+$/);
  });

  test('stands once each, by date', () => {
    const ids = updateTroubles.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const days = updateTroubles.map(({ since }) => since);
    expect(days).toEqual(days.toSorted());
  });

  test('is found by the update, by an article about it and by what ends it', () => {
    expect(troublesOfUpdate('KB5041578').map(({ id }) => id)).toEqual([
      'gateway-restarts-2024',
      'sessions-cut-off-2024',
    ]);
    expect(troublesOfUpdate('KB4093492').map(({ id }) => id)).toEqual(['credssp-2018']);
    expect(repairsOfUpdate('KB5077744').map(({ id }) => id)).toEqual(['sign-in-2026']);
    expect(troublesOfUpdate('KB5074109').map((one) => repairOf(one, 'KB5074109'))).toEqual(['KB5077744']);
    expect(troublesOfUpdate('KB5021131').map((one) => repairOf(one, 'KB5021131'))).toEqual([undefined]);
    expect(troublesOfUpdate('KB5999999')).toEqual([]);
  });
});
