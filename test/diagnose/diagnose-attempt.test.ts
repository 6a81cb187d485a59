import { describe, expect, test } from 'vitest';
import { attemptDiagnosis } from '../../src/diagnose/diagnose-attempt.ts';
import { indexPatterns } from '../../src/diagnose/pattern-index.ts';
import type { WasSeen } from '../../src/diagnose/surroundings.ts';
import { eventsOf, indexEvents } from '../../src/diagnose/event-index.ts';
import type { Event } from '../../src/model/event.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Pattern } from '../../src/model/pattern.ts';
import { channels } from '../../src/normalize/channels.ts';
import { at } from '../support/events.ts';
import { attempt, event, is, link, matcher, pattern, sign } from './make.ts';

const seesAll: WasSeen = () => true;
const seesNothing: WasSeen = () => false;
const refused = attempt([link(event('logon-failed', 0, { code: 5 }))], { reached: 'authentication' });

const found = (
  patterns: readonly Pattern[],
  of: Attempt = refused,
  wasSeen: WasSeen = seesAll,
  beside: readonly Event[] = [],
) =>
  attemptDiagnosis(indexPatterns(patterns), {
    wasSeen,
    seenElsewhere: () => false,
    host: indexEvents(eventsOf([of], beside)),
  })(of);
const causeOf = (...args: Parameters<typeof found>) => found(...args).diagnosis?.cause;

const general = pattern('general', {
  signs: [sign({ confidence: 'certain', all: [matcher('logon-failed')] })],
});
const specific = pattern('specific', {
  signs: [sign({ confidence: 'certain', all: [matcher('logon-failed', { code: is(5) })] })],
});
const normal = pattern('normal', {
  class: 'normal',
  signs: [
    sign({ all: [matcher('logon-failed', { code: is(5), more: { test: 'present', present: false } })] }),
  ],
});

describe('one cause is the answer', () => {
  test('the surer before the more specific', () => {
    const unsure = pattern('unsure', {
      signs: [sign({ confidence: 'possible', all: [matcher('logon-failed', { code: is(5) })] })],
    });
    expect(causeOf([unsure, general])).toBe('general');
  });

  test('the more specific of two that are equally sure', () => {
    expect(causeOf([general, specific])).toBe('specific');
    expect(causeOf([specific, general])).toBe('specific');
  });

  test('the one that the other yields to, however sure that is', () => {
    const modest = { ...specific, yieldsTo: ['unsure'] };
    const unsure = pattern('unsure', {
      signs: [sign({ confidence: 'possible', all: [matcher('logon-failed')] })],
    });
    expect(causeOf([modest, unsure])).toBe('unsure');
    expect(causeOf([modest])).toBe('specific');
  });

  test('a normal end never stands before a failure', () => {
    expect(causeOf([normal, general])).toBe('general');
    expect(causeOf([normal, { ...general, yieldsTo: ['normal'] }])).toBe('general');
    expect(causeOf([normal])).toBe('normal');
  });

  test('in whichever order the patterns come', () => {
    const all = [general, specific, normal];
    const first = found(all).diagnosis;
    expect(found(all.toReversed()).diagnosis).toEqual(first);
    expect(first?.alternatives.map(({ cause }) => cause)).toEqual(['general', 'normal']);
    expect(first?.alternatives.every(({ why }) => why.length > 0)).toBe(true);
  });
});

describe('the signs of a pattern', () => {
  test('are tried in order: the first that holds counts', () => {
    const one = pattern('one', {
      signs: [
        sign({ confidence: 'likely', all: [matcher('logon-failed', { code: is(6) })] }),
        sign({ confidence: 'likely', all: [matcher('logon-failed', { code: is(5) })] }),
        sign({ confidence: 'certain', all: [matcher('logon-failed')] }),
      ],
    });
    expect(found([one]).diagnosis?.confidence).toBe('likely');
  });

  test('are asked only of attempts they speak of', () => {
    const late = pattern('late', {
      signs: [sign({ reachedAtLeast: 'session', all: [matcher('logon-failed')] })],
    });
    expect(causeOf([late])).toBeNull();
  });

  test('carry the events they rest on, and those against them', () => {
    const doubted = { ...specific, contradictedBy: [matcher('logon-succeeded')] };
    const both = attempt([...refused.events, link(event('logon-succeeded', 1))]);
    const diagnosis = found([doubted], both).diagnosis;
    expect(diagnosis?.evidence.map(({ kind }) => kind)).toEqual(['logon-failed']);
    expect(diagnosis?.contradicting.map(({ kind }) => kind)).toEqual(['logon-succeeded']);
    expect(diagnosis?.confidence).toBe('likely');
  });

  test('are only as sure as the tie of their events', () => {
    const loose = attempt([link(event('logon-failed', 0, { code: 5 }), { by: 'time-only' })]);
    expect(found([specific], loose).diagnosis?.confidence).toBe('likely');
    const rival = attempt([
      link(event('logon-failed', 0, { code: 5 }), { by: 'client-endpoint', rivals: 2 }),
    ]);
    expect(found([specific], rival).diagnosis?.confidence).toBe('possible');
  });
});

describe('what cannot be judged', () => {
  const silent = pattern('silent', {
    signs: [
      sign({
        all: [matcher('logon-failed')],
        none: [matcher('logon-succeeded')],
        needs: [channels.security],
      }),
    ],
  });
  const decided = pattern('decided', {
    decidedBy: [{ channel: channels.system, on: 'host' }],
    signs: [sign({ all: [matcher('tls-key-unreadable')] })],
  });

  test('a sign that builds on the silence of a log that was not seen', () => {
    expect(causeOf([silent])).toBe('silent');
    const { diagnosis } = found([silent], refused, seesNothing);
    expect(diagnosis?.cause).toBeNull();
    expect(diagnosis?.notEvaluated).toEqual([{ cause: 'silent', missing: [channels.security] }]);
  });

  test('a cause whose deciding log was not seen', () => {
    const { diagnosis } = found([decided], refused, seesNothing);
    expect(diagnosis?.notEvaluated).toEqual([{ cause: 'decided', missing: [channels.system] }]);
    expect(found([decided]).diagnosis?.notEvaluated).toEqual([]);
  });

  test('is asked for only where it could be behind this failure', () => {
    const earlier = { ...decided, stage: 'tls' as const };
    expect(found([earlier], refused, seesNothing).diagnosis?.notEvaluated).toEqual([]);
    const unknownStage = attempt([link(event('connection-closed'))], { reached: 'network' });
    expect(found([earlier], unknownStage, seesNothing).diagnosis?.notEvaluated).toHaveLength(1);
  });

  test('is another machine’s where the client’s own log is all there is', () => {
    const asClient = { ...refused, seenBy: 'client' as const };
    const elsewhere = [{ channel: channels.system, on: 'host' }];
    expect(found([decided], asClient, seesNothing).diagnosis?.notEvaluated).toEqual([
      { cause: 'decided', missing: [], elsewhere },
    ]);
  });

  test('may be another machine’s, which nobody need fetch for what is known', () => {
    const onClient = { ...decided, decidedBy: [{ channel: channels.system, on: 'client' as const }] };
    const elsewhere = [{ channel: channels.system, on: 'client' }];
    expect(found([onClient]).diagnosis?.notEvaluated).toEqual([{ cause: 'decided', missing: [], elsewhere }]);
    expect(found([onClient, general]).diagnosis?.notEvaluated).toEqual([]);
  });

  test('is not asked for after a success', () => {
    expect(found([decided], { ...refused, outcome: 'succeeded' }, seesNothing).diagnosis).toBeNull();
  });

  test('is asked for where a client’s session was perhaps broken, and the host would know', () => {
    const perhaps = pattern('perhaps', {
      decidedBy: [{ channel: channels.stack, on: 'host' }],
      signs: [sign({ confidence: 'possible', all: [matcher('logon-failed')] })],
    });
    const lacking = (one: Pattern, seenBy: Attempt['seenBy']) =>
      found([decided, one], { ...refused, seenBy, outcome: 'succeeded' }, seesNothing).diagnosis
        ?.notEvaluated;
    const elsewhere = [{ channel: channels.stack, on: 'host' }];
    expect(lacking(perhaps, 'client')).toEqual([{ cause: 'perhaps', missing: [], elsewhere }]);
    // The host's own session is judged by what the host has, and what is no failure needs no proof.
    expect(lacking(perhaps, 'server')).toEqual([]);
    expect(lacking({ ...perhaps, failure: false }, 'client')).toEqual([]);
    expect(lacking({ ...perhaps, signs: general.signs }, 'client')).toEqual([]);
  });
});

describe('what came of the attempt', () => {
  test.each([
    ['a failure’s cause makes it failed', general, 'open', 'failed'],
    ['a session that something broke did not end well', general, 'succeeded', 'failed'],
    ['a normal end is no failure', normal, 'failed', 'unknown'],
    ['nor is a normal end a success', normal, 'open', 'open'],
    ['but a success it may be', normal, 'succeeded', 'succeeded'],
    ['a cause that is none of failure leaves it', { ...general, failure: false }, 'succeeded', 'succeeded'],
  ] as const)('%s', (_, one, before, after) => {
    expect(found([one], { ...refused, outcome: before }).attempt.outcome).toBe(after);
  });

  test('a mere possibility of a normal end excuses nothing', () => {
    const perhaps = pattern('perhaps', {
      class: 'normal',
      signs: [sign({ confidence: 'possible', all: [matcher('logon-failed')] })],
    });
    expect(found([perhaps]).attempt.outcome).toBe('failed');
  });

  test('a failure that no pattern knows is said to be undetermined; a success needs no word', () => {
    expect(found([]).diagnosis).toMatchObject({ cause: null, confidence: 'possible' });
    expect(found([], { ...refused, outcome: 'succeeded' }).diagnosis).toBeNull();
  });
});

describe('what happened on the host beside the attempt', () => {
  const near = { ...matcher('listener-stopped'), before: 10, after: 5 };
  const beside = pattern('beside', { signs: [sign({ nearby: [near] })] });
  const ended = attempt([link(event('connection-ended', 100))], { startedAt: at(99), endedAt: at(100) });
  const findWith = (...events: readonly Event[]) => found([beside], ended, seesAll, events).diagnosis;

  test.each([
    [88, null],
    [89, 'beside'],
    [105, 'beside'],
    [106, null],
  ])('counts within its seconds: %i', (seconds, cause) => {
    expect(findWith(event('listener-stopped', seconds))?.cause).toBe(cause);
  });

  test('is evidence, and only by its time', () => {
    const record = event('listener-stopped', 98);
    expect(findWith(record)).toMatchObject({ confidence: 'likely', evidence: [record] });
  });

  test.each([
    ['begin', 80, 'beside'],
    ['begin', 105, 'beside'],
    ['begin', 106, null],
    ['begin', 300, null],
    ['end', 80, null],
    ['end', 290, 'beside'],
    ['end', 305, 'beside'],
    ['end', 306, null],
  ] as const)('may count at the %s alone: %i', (moment, seconds, cause) => {
    const long = attempt([link(event('connection-ended', 300))], { startedAt: at(100), endedAt: at(300) });
    const then = pattern('beside', { signs: [sign({ nearby: [{ ...near, before: 20, at: moment }] })] });
    expect(found([then], long, seesAll, [event('listener-stopped', seconds)]).diagnosis?.cause).toBe(cause);
  });

  test.each([
    [199, null],
    [200, 'long'],
  ])('may ask that the attempt took its time: %i', (seconds, cause) => {
    const one = attempt([link(event('connection-ended', 300))], {
      startedAt: at(100),
      endedAt: at(100 + seconds),
    });
    const long = pattern('long', { signs: [sign({ lasting: 200, all: [matcher('connection-ended')] })] });
    expect(found([long], one).diagnosis?.cause ?? null).toBe(cause);
  });

  test('is not what the attempt itself brought', () => {
    const own = attempt([link(event('listener-stopped', 99))], { startedAt: at(99), endedAt: at(100) });
    expect(found([beside], own).diagnosis?.cause).toBeNull();
  });

  test('must be there often enough', () => {
    const twice = pattern('twice', { signs: [sign({ nearby: [{ ...near, atLeast: 2 }] })] });
    const one = event('listener-stopped', 98);
    const causeBeside = (...events: readonly Event[]) =>
      found([twice], ended, seesAll, events).diagnosis?.cause;
    expect(causeBeside(one)).toBeNull();
    expect(causeBeside(one, event('listener-stopped', 97))).toBe('twice');
  });
});

describe('a normal end that yields to a cause', () => {
  const left = pattern('left', {
    class: 'normal',
    yieldsTo: ['stood-still'],
    signs: [sign({ confidence: 'likely', all: [matcher('logon-failed')] })],
  });
  const stoodStill = pattern('stood-still', {
    signs: [sign({ confidence: 'possible', all: [matcher('logon-failed')] })],
  });

  test('is no more than possible beside it, and the cause is told first', () => {
    const { attempt: judged, diagnosis } = found([left, stoodStill]);
    expect(judged.outcome).toBe('failed');
    expect(diagnosis).toMatchObject({
      cause: 'stood-still',
      confidence: 'possible',
      alternatives: [{ cause: 'left', confidence: 'possible' }],
    });
  });

  test('is as sure as ever without it, and beside other possibilities', () => {
    expect(found([left]).diagnosis).toMatchObject({ cause: 'left', confidence: 'likely' });
    expect(found([left, { ...stoodStill, id: 'other' }]).diagnosis).toMatchObject({
      cause: 'left',
      confidence: 'likely',
    });
  });

  test('is what only a normal end does: a failure that yields stays as sure', () => {
    const failed = { ...left, class: 'credentials' as const, failure: true };
    expect(found([failed, stoodStill]).diagnosis?.alternatives).toMatchObject([
      { cause: 'left', confidence: 'likely' },
    ]);
  });
});

describe('what a cause says beside others', () => {
  const sure = {
    signs: [sign({ confidence: 'certain' as const, all: [matcher('logon-failed', { code: is(5) })] })],
  };
  const unsure = { signs: [sign({ confidence: 'possible' as const, all: [matcher('logon-failed')] })] };

  test('a consequence stands after a cause, however sure it is', () => {
    const consequence = pattern('consequence', { ...sure, precedence: 'consequence' });
    const vague = pattern('vague', { ...sure, precedence: 'general' });
    const exact = pattern('exact', unsure);
    expect(causeOf([consequence, vague, exact])).toBe('exact');
    expect(causeOf([consequence, vague])).toBe('vague');
    expect(found([consequence, vague, exact]).diagnosis?.alternatives.map(({ cause }) => cause)).toEqual([
      'vague',
      'consequence',
    ]);
  });

  test('a mere possibility does not turn a success into a failure', () => {
    const worked = attempt([link(event('logon-failed', 0, { code: 5 }))], { outcome: 'succeeded' });
    expect(found([pattern('doubt', unsure)], worked)).toMatchObject({
      attempt: { outcome: 'succeeded' },
      diagnosis: { cause: 'doubt', confidence: 'possible' },
    });
    expect(found([pattern('proof', sure)], worked).attempt.outcome).toBe('failed');
  });

  test.each([
    ['nobody knows whether there was one', { class: 'resources', stage: 'desktop' }, 119, 'unknown'],
    ['who stayed had one', { class: 'resources', stage: 'desktop' }, 120, 'succeeded'],
    ['what was before it was got over', { class: 'resources', stage: 'session' }, 119, 'succeeded'],
    ['what broke off was there', { class: 'network', stage: 'desktop' }, 119, 'succeeded'],
  ] as const)('a desktop that perhaps failed in its first moments: %s', (_, of, seconds, outcome) => {
    const events = [link(event('logon-failed', 0, { code: 5 }))];
    const worked = attempt(events, { outcome: 'succeeded', startedAt: at(0), endedAt: at(seconds) });
    expect(found([pattern('doubt', { ...unsure, ...of })], worked).attempt.outcome).toBe(outcome);
  });
});

test('events of a sign lie within its seconds', () => {
  const quick = pattern('quick', { signs: [sign({ all: [matcher('a'), matcher('b')], within: 3 })] });
  const cause = (gap: number) =>
    found([quick], attempt([link(event('a', 0)), link(event('b', gap))])).diagnosis?.cause;
  expect([cause(3), cause(4)]).toEqual(['quick', null]);
});

describe('what stands before a desktop', () => {
  const tls = pattern('tls-refused', { stage: 'tls', signs: [sign({ all: [matcher('tls-alert-sent')] })] });
  const alerted = (outcome: Attempt['outcome']): Attempt =>
    attempt([link(event('tls-alert-sent'), { by: 'time-only' })], { outcome, reached: 'desktop' });

  test('is not the cause of what has one', () => {
    expect(causeOf([tls], alerted('succeeded'))).toBeUndefined();
    expect(causeOf([tls], alerted('failed'))).toBe('tls-refused');
  });
});

describe('two causes that rest on one doubtful tie', () => {
  const doubtful = attempt([link(event('logon-failed', 0, { code: 5 }), { rivals: 1 })]);
  const of = (id: string, confidence: 'possible' | 'likely'): Pattern =>
    pattern(id, { signs: [sign({ confidence, all: [matcher('logon-failed')] })] });

  test('are ranked by what each would be worth', () => {
    const { diagnosis } = found([of('a-guess', 'possible'), of('b-knows', 'likely')], doubtful);
    expect(diagnosis).toMatchObject({ cause: 'b-knows', confidence: 'possible' });
  });
});
