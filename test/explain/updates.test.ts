import { describe, expect, test } from 'vitest';
import { KNOWN_UNTIL } from '../../src/codes/known-updates.ts';
import { explainText, isUnderstood } from '../../src/explain.ts';
import type { Explanation } from '../../src/model/explanation.ts';
import { renderExplanation } from '../../src/report/explanation.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const explain = (text: string): Explanation => explainText(text, { packs: [pack] });

describe('an update that is asked for', () => {
  test.each(['KB5065426', 'kb5065426', 'KB 5065426', 'KB-5065426', '(KB5065426)'])(
    'is read from %s',
    (text) => {
      const { updates, codes, phrases, events } = explain(text);
      expect(updates.map(({ kb }) => kb)).toEqual(['KB5065426']);
      expect({ codes, phrases, events }).toEqual({ codes: [], phrases: [], events: [] });
    },
  );

  test('has the causes it goes with, and the logs that decide them', () => {
    const { updates, collect } = explain('KB5065426');
    expect(updates[0]?.brings.flatMap(({ causes }) => causes.map(({ id }) => id))).toEqual([
      'duplicate-machine-sid',
    ]);
    expect(collect.map(({ channel }) => channel)).toContain('System');
  });

  test('is known by what it repairs', () => {
    expect(explain('KB5055523').updates).toMatchObject([
      { brings: [], ends: [{ id: 'session-freezes-2025' }] },
    ]);
  });

  test('is answered where nothing is known of it, with what that is worth and where to look', () => {
    const answer = explain('KB5012345');
    expect(answer.updates).toMatchObject([{ kb: 'KB5012345', brings: [], ends: [] }]);
    expect(isUnderstood(answer)).toBe(true);
    const text = renderExplanation(answer).replaceAll(/\s+/g, ' ');
    for (const part of ['proves nothing', KNOWN_UNTIL, 'https://support.microsoft.com/help/5012345']) {
      expect(text).toContain(part);
    }
  });

  test('stands beside the codes of the same question', () => {
    const { updates, codes } = explain('0xC000006D after KB5065426');
    expect(updates.map(({ kb }) => kb)).toEqual(['KB5065426']);
    expect(codes.map(({ input }) => input)).toEqual(['0xC000006D']);
  });

  test('makes nobody guilty for being there', () => {
    expect(renderExplanation(explain('KB5074109')).replaceAll(/\s+/g, ' ')).toContain(
      'does not make it the cause',
    );
  });
});
