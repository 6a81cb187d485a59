import { describe, expect, test } from 'vitest';
import { appliesTo, matches, matchWithin, matchSign, specificity } from '../../src/diagnose/match.ts';
import { isPublicAddress } from '../../src/diagnose/public-address.ts';
import type { LinkedEvent } from '../../src/model/attempt.ts';
import { passes, type FactTest } from '../../src/model/fact-test.ts';
import type { FactValue } from '../../src/model/event.ts';
import type { Sign } from '../../src/model/pattern.ts';
import { attempt, event, is, link, matcher, sign } from './make.ts';

/** Events one second apart, by their kinds. */
const told = (...kinds: readonly string[]): LinkedEvent[] => kinds.map((kind, i) => link(event(kind, i)));
const found = (of: Sign, events: readonly LinkedEvent[]): string[] | undefined =>
  matchSign(of, events)?.map((one) => one.event.kind);

describe('a fact passes a test', () => {
  test.each<[FactValue | undefined, FactTest, boolean]>([
    ['NtLmSsp', is('ntlmssp'), true],
    [5, is(4, 5), true],
    [5, is('5'), false],
    [undefined, is('x'), false],
    [5, { test: 'range', atLeast: 5 }, true],
    [5, { test: 'range', atMost: 4 }, false],
    ['5', { test: 'range', atLeast: 1 }, false],
    ['TERMSRV/rds01', { test: 'starts-with', text: 'termsrv/' }, true],
    ['RDS01$', { test: 'ends-with', text: '$' }, true],
    [5, { test: 'starts-with', text: '5' }, false],
    [0, { test: 'present', present: true }, true],
    [undefined, { test: 'present', present: true }, false],
    [undefined, { test: 'present', present: false }, true],
    [undefined, { test: 'not', of: is('x') }, true],
    ['x', { test: 'not', of: is('x') }, false],
  ])('%j %j: %s', (fact, test, passed) => {
    expect(passes(fact, test)).toBe(passed);
  });
});

describe('an event is the one asked for', () => {
  const asked = matcher(['a', 'b'], { code: is(5), side: { test: 'not', of: is('client') } });
  test.each([
    [event('a', 0, { code: 5 }), true],
    [event('b', 0, { code: 5, side: 'server' }), true],
    [event('c', 0, { code: 5 }), false],
    [event('a', 0, { code: 6 }), false],
    [event('a', 0, { code: 5, side: 'client' }), false],
  ])('%#', (one, expected) => {
    expect(matches(asked, one)).toBe(expected);
  });
});

describe('a sign holds', () => {
  test('when all its events are there', () => {
    const asked = sign({ all: [matcher('a'), matcher('b')] });
    expect(found(asked, told('b', 'x', 'a'))).toEqual(['a', 'b']);
    expect(found(asked, told('a', 'x'))).toBeUndefined();
  });

  test('when any of its events is there', () => {
    const asked = sign({ all: [matcher('a')], any: [matcher('b'), matcher('c')] });
    expect(found(asked, told('a', 'c'))).toEqual(['a', 'c']);
    expect(found(asked, told('a'))).toBeUndefined();
    expect(found(sign({ any: [matcher('b')] }), told('b'))).toEqual(['b']);
  });

  test('unless one is there that must not be', () => {
    const asked = sign({ all: [matcher('a')], none: [matcher('b', { code: is(5) })] });
    expect(matchSign(asked, [link(event('a')), link(event('b', 1, { code: 6 }))])).toHaveLength(1);
    expect(matchSign(asked, [link(event('a')), link(event('b', 1, { code: 5 }))])).toBeUndefined();
  });

  test('when there are enough', () => {
    const asked = sign({ all: [matcher('a', {}, 3)] });
    expect(found(asked, told('a', 'a'))).toBeUndefined();
    expect(found(asked, told('a', 'a', 'x', 'a'))).toHaveLength(3);
    const either = sign({ any: [matcher('a', {}, 2), matcher('b', {}, 2)] });
    expect(found(either, told('a', 'b'))).toBeUndefined();
    expect(found(either, told('a', 'b', 'b'))).toEqual(['b', 'b']);
  });

  test('when they come in order, where that is asked', () => {
    const asked = sign({ all: [matcher('a'), matcher('b'), matcher('c')], inOrder: true });
    expect(found(asked, told('a', 'b', 'c'))).toBeDefined();
    expect(found(asked, told('b', 'a', 'b', 'c'))).toBeDefined();
    expect(found(asked, told('b', 'a', 'c'))).toBeUndefined();
    expect(found({ ...asked, inOrder: false }, told('c', 'b', 'a'))).toBeDefined();
  });

  test('on each event once, however many of its demands that meets', () => {
    expect(matchSign(sign({ all: [matcher('a'), matcher(['a', 'b'])] }), told('a'))).toHaveLength(1);
  });

  test('the more specific, the more it asks', () => {
    expect(specificity(sign({ all: [matcher('a', { code: is(1) })] }))).toBeGreaterThan(
      specificity(sign({ all: [matcher('a')] })),
    );
  });
});

describe('a sign is about attempts', () => {
  test.each([
    [sign(), true],
    [sign({ reachedAtLeast: 'authentication' }), true],
    [sign({ reachedAtLeast: 'session' }), false],
    [sign({ reachedAtMost: 'authentication' }), true],
    [sign({ reachedAtMost: 'tls' }), false],
    [sign({ outcomes: ['failed', 'open'] }), true],
    [sign({ outcomes: ['succeeded'] }), false],
    [sign({ replacedBy: ['not-seen'] }), true],
    [sign({ replacedBy: ['other-client'] }), false],
  ])('that came so far and ended so: %#', (asked, applies) => {
    expect(appliesTo(asked, attempt([], { reached: 'authentication', outcome: 'failed' }))).toBe(applies);
  });
});

describe('a sign of a host', () => {
  const both = sign({ all: [matcher('a'), matcher('b')], within: 60 });

  test('holds where its events lie near each other', () => {
    expect(matchWithin(both, [link(event('a', 0)), link(event('b', 60))])).toHaveLength(2);
    expect(matchWithin(both, [link(event('a', 0)), link(event('b', 61))])).toBeUndefined();
  });

  test('rests on the first stretch that holds', () => {
    const events = [0, 500, 1000, 1010, 2000, 2010].map((at, i) => link(event(i % 2 ? 'b' : 'a', at)));
    expect(matchWithin(both, events)?.map((one) => one.event)).toEqual([events[2]?.event, events[3]?.event]);
  });

  test('counts within the stretch', () => {
    const three = sign({ all: [matcher('a', {}, 3)], within: 10 });
    expect(
      matchWithin(
        three,
        [0, 6, 12, 18].map((at) => link(event('a', at))),
      ),
    ).toBeUndefined();
    expect(
      matchWithin(
        three,
        [0, 6, 12, 14].map((at) => link(event('a', at))),
      ),
    ).toHaveLength(3);
  });

  test('is spoilt only by what lies in the stretch', () => {
    const alone = sign({ all: [matcher('a')], none: [matcher('b')], within: 60 });
    expect(matchWithin(alone, [link(event('a', 0)), link(event('b', 30))])).toBeUndefined();
    expect(matchWithin(alone, [link(event('a', 0)), link(event('b', 300))])).toHaveLength(1);
  });

  test('looks for any, and for an order', () => {
    const any = sign({ any: [matcher('a'), matcher('b')], within: 1 });
    expect(matchWithin(any, told('x', 'b'))).toHaveLength(1);
    const ordered = { ...both, inOrder: true };
    expect(matchWithin(ordered, told('b', 'a'))).toBeUndefined();
    expect(matchWithin(ordered, told('b', 'a', 'b'))).toHaveLength(2);
  });

  test('is looked for in a long log without going over it again and again', () => {
    const noise = Array.from({ length: 200_000 }, (_, i) => link(event('a', i * 0.01)));
    expect(matchWithin(sign({ all: [matcher('a'), matcher('b')], within: 86_400 }), noise)).toBeUndefined();
  });
});

describe('an address of the internet', () => {
  test.each([
    ['194.61.24.102', true],
    ['2001:4860::8888', true],
    ['10.0.2.17', false],
    ['172.16.0.1', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    ['100.128.0.1', true],
    ['169.254.1.1', false],
    ['127.0.0.1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::1', false],
    ['local', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
