import { expect, test } from 'vitest';
import type { Pattern } from '../src/model/pattern.ts';
import { loadPatterns } from './support/load-patterns.ts';

const { patterns } = loadPatterns();

const patternOf = (id: string): Pattern => {
  const found = patterns.find((one) => one.id === id);
  if (!found) throw new Error(`no pattern ${id}`);
  return found;
};

/** The texts are the same whichever sign matched: they claim what the least of the signs shows. */
test('where one crash is a sign, no text speaks of several', () => {
  const { title, explanation, tellTheUser } = patternOf('termservice-crash-loop');
  expect([title, explanation, tellTheUser].join(' ')).not.toMatch(/keeps|crashing|again/);
});

test('of several signs, of which one is enough, none is told as seen', () => {
  const { explanation } = patternOf('local-firewall-block');
  expect(explanation).toContain('At least one of these was recorded: it dropped');
});

/** Without the session manager's log such an attempt counts as unclear, and half of those of a real server had no desktop. */
test.each(patterns.filter((one) => one.class === 'normal' || !one.failure))(
  'what ends without a failure is not said to have worked, for its desktop need not be seen: $id',
  ({ title, explanation, tellTheUser }) => {
    expect([title, explanation, tellTheUser].join(' ')).not.toMatch(/\bwork(ed|ing)\b/);
  },
);
