import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import { ordinaryKinds } from '../../src/explain/ordinary-kinds.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import type { Report } from '../../src/model/report.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const explain = (text: string): Explanation => explainText(text, { packs });
const ids = (causes: readonly { readonly id: string }[]): readonly string[] => causes.map(({ id }) => id);

const samples = readdirSync('samples', { withFileTypes: true }).flatMap((one) =>
  one.isDirectory() ? [one.name] : [],
);

describe('what every good connection writes', () => {
  test('is what the connections that worked in the samples wrote, but for what went wrong beside them', () => {
    const written = samples.flatMap((name) =>
      (JSON.parse(readFileSync(`samples/${name}/report.json`, 'utf8')) as Report).attempts
        .filter(({ outcome }) => outcome === 'succeeded')
        .flatMap(({ events }) => events.map(({ kind }) => kind)),
    );
    // The last word to a client that has gone, and a session that another one ended.
    const aside = new Set(['write-failed', 'session-disconnected-by']);
    expect([...ordinaryKinds].toSorted()).toEqual(
      [...new Set(written)].filter((kind) => !aside.has(kind)).toSorted(),
    );
  });

  test.each([
    ['65', 'rdp-cert-no-private-key'],
    ['131', 'server-shutdown-or-restart'],
    ['261', 'server-shutdown-or-restart'],
    ['25 of LSM', 'graphics-encoder-unavailable'],
    ['1149', 'setup-or-sysprep-running'],
  ])('event %s is called ordinary and means no %s', (id, cause) => {
    const asked = explain(`event ${id}`);
    expect(asked.events.some(({ isOrdinary }) => isOrdinary)).toBe(true);
    expect(ids(asked.causes)).not.toContain(cause);
    expect(ids(asked.seenIn)).toContain(cause);
    expect(asked.collect.length).toBeGreaterThan(0);
  });

  test('keeps the causes that its fields can show, and what means trouble keeps all', () => {
    expect(ids(explain('event 40').causes)).toContain('idle-limit');
    expect(ids(explain('event 131').causes)).toEqual(['farm-ipv6-directaccess']);
    const refused = explain('event 140');
    expect(refused.events[0]?.isOrdinary).toBeUndefined();
    expect(ids(refused.causes)).toContain('wrong-password');
    expect(refused.seenIn).toEqual([]);
  });

  test('is told beside another event of the same number, whose causes stay', () => {
    const both = explain('event 21');
    expect(ids(both.causes)).toEqual(['rds-cals-exhausted-or-wrong-type', 'smart-card-problem']);
    expect(ids(both.seenIn)).toContain('profile-load-failed');
  });

  test('names no cause twice', () => {
    for (const id of [21, 23, 24, 40, 41, 72, 103, 131]) {
      const { causes, seenIn } = explain(`event ${id}`);
      const all = [...ids(causes), ...ids(seenIn)];
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('is said before anything else of the event, and its causes after it', () => {
    const shown = renderExplanation(explain('event 65'));
    expect(shown.split('\n')[1]).toMatch(/^ {2}Normal:/);
    expect(shown.indexOf('rdp-cert-no-private-key')).toBeGreaterThan(shown.indexOf('Normal:'));
    expect(renderExplanation(explain('event 140'))).not.toContain('Normal:');
  });
});
