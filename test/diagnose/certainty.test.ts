import { describe, expect, test } from 'vitest';
import { certainty, type Grounds } from '../../src/diagnose/certainty.ts';
import { confidences, type Basis, type Confidence, type LinkKind } from '../../src/model/vocabulary.ts';
import { event, link } from './make.ts';

const sure = (more: Partial<Grounds> = {}): Confidence =>
  certainty({
    claimed: 'certain',
    basis: 'documented',
    evidence: [],
    contradictions: 0,
    isUnproven: false,
    ...more,
  });

describe('certainty starts at what the sign claims', () => {
  test.each(confidences.map((claimed) => [claimed]))('%s', (claimed) => {
    expect(sure({ claimed })).toBe(claimed);
  });
});

describe('where the knowledge comes from limits it', () => {
  test.each<[Basis, Confidence]>([
    ['documented', 'certain'],
    ['manifest', 'certain'],
    ['sample', 'certain'],
    ['community', 'likely'],
    ['inferred', 'likely'],
  ])('%s: %s at best', (basis, best) => {
    expect(sure({ basis })).toBe(best);
    expect(sure({ basis, claimed: 'possible' })).toBe('possible');
  });
});

describe('the weakest tie limits it', () => {
  test.each<[LinkKind, Confidence]>([
    ['activity-id', 'certain'],
    ['connection-name', 'certain'],
    ['client-endpoint', 'certain'],
    ['logon-id', 'certain'],
    ['session-id', 'certain'],
    ['sequence', 'likely'],
    ['time-only', 'likely'],
  ])('%s: %s at best', (by, best) => {
    const strong = link(event('a'));
    expect(sure({ evidence: [strong, link(event('b'), { by })] })).toBe(best);
    expect(sure({ evidence: [link(event('b'), { by }), strong] })).toBe(best);
  });

  test('an event that would fit another attempt as well proves little', () => {
    expect(sure({ evidence: [link(event('a'), { rivals: 1 })] })).toBe('possible');
    expect(sure({ evidence: [link(event('a'), { rivals: 0 })] })).toBe('certain');
  });
});

describe('contradictions take it one rung down', () => {
  test.each<[Confidence, Confidence]>([
    ['certain', 'likely'],
    ['likely', 'possible'],
    ['possible', 'possible'],
  ])('from %s to %s, however many there are', (claimed, expected) => {
    expect(sure({ claimed, contradictions: 1 })).toBe(expected);
    expect(sure({ claimed, contradictions: 100 })).toBe(expected);
  });

  test('below what the source allows', () => {
    expect(sure({ basis: 'community', contradictions: 1 })).toBe('possible');
  });
});

test('the number of events never raises it', () => {
  const weak = Array.from({ length: 1000 }, (_, i) => link(event('a', i), { by: 'time-only' }));
  expect(sure({ evidence: weak })).toBe('likely');
  expect(sure({ evidence: weak, claimed: 'possible' })).toBe('possible');
});
