import { expect, test } from 'vitest';
import type { Pattern } from '../src/model/pattern.ts';
import { risks } from '../src/model/vocabulary.ts';
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

/** What is needed by the riskier step before it, or only where that is not enough; the loader holds safe steps before all others. */
const followUps: ReadonlySet<string> = new Set([
  // The service is restarted after its licensing mode was changed.
  'rds-grace-expired-no-license-server',
  // Revoking licences helps only where the mode fits.
  'rds-cals-exhausted-or-wrong-type',
  // A role with licences for everybody, where signing sessions out is no answer.
  'session-limit-two-admin',
]);

test.each(patterns.filter(({ id }) => !followUps.has(id)))(
  'what costs more is done later: $id',
  ({ remedies }) => {
    const ranks = remedies.map(({ risk }) => risks.indexOf(risk));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  },
);

/** Who has no more than the client's log sits at the client: what is safe and done there comes first. */
test.each([
  'clock-skew',
  'nla-domain-controller-unreachable',
  'no-connection-reached-server',
  'rdg-certificate',
  'rdg-rap-denied',
  'rdp-cert-expired-custom',
  'wrong-password',
])('what can be done at the client does not begin at another machine: %s', (id) => {
  const [first] = patternOf(id).remedies;
  expect(first).toMatchObject({ runOn: 'client', risk: 'safe' });
});
