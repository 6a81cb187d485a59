import { describe, expect, test } from 'vitest';
import { diagnoseHost, type HostScene } from '../../src/diagnose/diagnose-host.ts';
import { eventsOf, indexEvents } from '../../src/diagnose/event-index.ts';
import type { DiagnosedAttempt, HostDiagnosis } from '../../src/model/diagnosis.ts';
import type { AttemptTally, Pattern } from '../../src/model/pattern.ts';
import { channels } from '../../src/normalize/channels.ts';
import { callsOf } from '../support/counted-calls.ts';
import { at, HOST } from '../support/events.ts';
import { diagnosed, event, link, matcher, pattern, sign, tally } from './make.ts';

const PUBLIC = '194.61.24.102';
const found = (
  patterns: readonly Pattern[],
  { attempts = [], unattached = [], wasSeen = () => true }: Partial<HostScene> = {},
): HostDiagnosis[] => {
  const index = indexEvents(
    eventsOf(
      attempts.map(({ attempt }) => attempt),
      unattached,
    ),
  );
  return diagnoseHost({ host: HOST, attempts, unattached, wasSeen, index }, patterns);
};

/** So many attempts of a client, some seconds apart. */
const many = (count: number, client: string | undefined, every = 1, from = 0): DiagnosedAttempt[] =>
  Array.from({ length: count }, (_, i) => diagnosed(from + i * every, client));
const byStart = (...groups: readonly DiagnosedAttempt[][]): DiagnosedAttempt[] =>
  groups.flat().toSorted((a, b) => a.attempt.startedAt - b.attempt.startedAt);
const counted = (asked: AttemptTally, attempts: readonly DiagnosedAttempt[]): number =>
  found([pattern('flood', { tallies: [asked] })], { attempts })[0]?.attempts.length ?? 0;

describe('signs of a host', () => {
  const crashes = pattern('crash-loop', {
    hostSigns: [sign({ all: [matcher('service-crashed', {}, 2)], within: 600 })],
    contradictedBy: [matcher('listener-started')],
  });

  test('look at what no attempt explains', () => {
    const [one] = found([crashes], {
      unattached: [event('service-crashed', 0), event('service-crashed', 60)],
    });
    expect(one).toMatchObject({ host: HOST, confidence: 'certain', attempts: [] });
    expect(one?.evidence).toHaveLength(2);
  });

  test('hold only within their time', () => {
    const unattached = [event('service-crashed', 0), event('service-crashed', 6000)];
    expect(found([crashes], { unattached })).toEqual([]);
  });

  test('are contradicted by what is of their time, not by another day’s', () => {
    const twice = [event('service-crashed', 0), event('service-crashed', 60)];
    const soon = found([crashes], { unattached: [...twice, event('listener-started', 90)] });
    expect(soon[0]?.confidence).toBe('likely');
    const later = found([crashes], { unattached: [...twice, event('listener-started', 90_000)] });
    expect(later[0]).toMatchObject({ confidence: 'certain', contradicting: [] });
  });

  test('that build on silence hold only where the log was seen', () => {
    const silent = pattern('silent', {
      hostSigns: [sign({ all: [matcher('system-started')], needs: [channels.connections] })],
    });
    const scene = { unattached: [event('system-started')] };
    expect(found([silent], scene)).toHaveLength(1);
    expect(found([silent], { ...scene, wasSeen: () => false })).toEqual([]);
  });
});

describe('a sign whose records name people', () => {
  const refusing = pattern('refused', {
    hostSigns: [sign({ within: 30, all: [matcher('refused')], none: [matcher('admitted')] })],
  });
  const evidenceOf = (unattached: HostScene['unattached']): number[] =>
    found([refusing], { unattached }).flatMap(({ evidence }) => evidence.map(({ time }) => time));

  test('is held by every refusal, not only by the first', () => {
    const [alice, bob] = [
      event('refused', 0, { account: 'alice' }),
      event('refused', 900, { account: 'bob' }),
    ];
    expect(evidenceOf([alice, event('refused', 500, { account: 'CORP\\alice' }), bob])).toHaveLength(3);
  });

  test("is spoken against by the same person's success, however the name is spelled, and by nobody else's", () => {
    const [alice, bob] = [event('refused', 0, { account: 'alice' }), event('refused', 1, { account: 'bob' })];
    const admitted = event('admitted', 10, { account: 'Alice@corp.example' });
    expect(evidenceOf([alice, bob, admitted])).toEqual([bob.time]);
  });

  test('is about the host as a whole where a record names nobody', () => {
    const unnamed = event('refused', 0);
    expect(evidenceOf([unnamed, event('admitted', 10, { account: 'bob' })])).toEqual([]);
    expect(evidenceOf([unnamed, event('admitted', 60, { account: 'bob' })])).toEqual([unnamed.time]);
  });

  test('is spoken against by what names nobody, where it comes in time', () => {
    const refused = ['alice', 'bob', 'carol'].map((account, i) => event('refused', i * 100, { account }));
    const unnamed = [-50, 50, 90, 125, 129, 240].map((seconds) => event('admitted', seconds));
    const unattached = [...refused, ...unnamed].sort((a, b) => a.time - b.time);
    expect(evidenceOf(unattached)).toEqual([refused[0]?.time, refused[2]?.time]);
  });

  test('costs no more than its records, however many name nobody', async () => {
    const scene = (n: number) => {
      const unattached = Array.from({ length: n }, (_, i) =>
        event('refused', i / 1000, { account: `u${i}` }),
      );
      for (let i = 0; i < n; i++) unattached.push(event('admitted', 100 + i / 1000));
      return () => void found([refusing], { unattached });
    };
    const few = await callsOf(scene(100));
    expect(await callsOf(scene(400))).toBeLessThan(6 * few);
  });

  test('of people together is found where no one has enough of them', () => {
    const thrice = pattern('thrice', { hostSigns: [sign({ all: [matcher('refused', {}, 3)] })] });
    const unattached = ['alice', 'bob', 'carol'].map((account, i) => event('refused', i, { account }));
    expect(found([thrice], { unattached })).toMatchObject([{ evidence: unattached }]);
  });

  test('takes the account of a service for nobody', () => {
    const failing = pattern('failing', { hostSigns: [sign({ all: [matcher('service-failed', {}, 2)] })] });
    const unattached = ['LocalSystem', 'NetworkService'].map((account, i) =>
      event('service-failed', i, { account }),
    );
    expect(found([failing], { unattached })).toHaveLength(1);
  });
});

describe('a sign of what stayed away afterwards', () => {
  const stopped = pattern('stopped', {
    hostSigns: [sign({ all: [matcher('listener-stopped')], noneAfter: [matcher('connection-accepted')] })],
  });
  const accepted = (seconds: number): DiagnosedAttempt => {
    const one = diagnosed(seconds, PUBLIC, null);
    const events = [link(event('connection-accepted', seconds))];
    return { ...one, attempt: { ...one.attempt, events } };
  };
  const unattached = [event('listener-stopped', 100)];

  test('holds when nothing of it came any more, though it came before', () => {
    expect(found([stopped], { unattached, attempts: [accepted(50)] })).toHaveLength(1);
  });

  test('does not hold when it came again, in whichever attempt', () => {
    expect(found([stopped], { unattached, attempts: [accepted(50), accepted(200)] })).toEqual([]);
  });
});

describe('a tally per client', () => {
  test('counts one client’s attempts within a time', () => {
    expect(counted(tally({ count: 10 }), many(10, PUBLIC))).toBe(10);
    expect(counted(tally({ count: 10 }), many(9, PUBLIC))).toBe(0);
    expect(counted(tally({ count: 10, within: 60 }), many(10, PUBLIC, 10))).toBe(0);
  });

  test('does not add up different clients', () => {
    const attempts = byStart(many(6, PUBLIC), many(6, '203.0.113.9'));
    expect(counted(tally({ count: 10 }), attempts)).toBe(0);
  });

  test('takes attempts without an address for nobody’s, unless it asks for them', () => {
    expect(counted(tally({ count: 10 }), many(10, undefined))).toBe(0);
    expect(counted(tally({ count: 10, clients: 0 }), many(10, undefined))).toBe(10);
  });

  test('may ask for causes, outcomes and clients from the internet', () => {
    const mixed = [...many(5, PUBLIC), diagnosed(9, PUBLIC, 'other-cause'), diagnosed(10, PUBLIC, null)];
    expect(counted(tally({ causes: ['wrong-password'] }), mixed)).toBe(5);
    expect(counted(tally({ outcomes: ['succeeded'] }), mixed)).toBe(0);
    expect(counted(tally({ count: 5, from: 'public' }), many(5, '10.0.0.5'))).toBe(0);
    expect(counted(tally({ count: 5, from: 'public' }), many(5, PUBLIC))).toBe(5);
  });
});

describe('a tally per host', () => {
  test('adds up all clients, when they are enough', () => {
    const spread = Array.from({ length: 20 }, (_, i) => diagnosed(i, `203.0.113.${i}`));
    expect(counted(tally({ per: 'host', count: 20, clients: 5 }), spread)).toBe(20);
    expect(counted(tally({ per: 'host', count: 20, clients: 5 }), many(20, PUBLIC))).toBe(0);
  });

  test('needs some stretch as dense as it says', () => {
    const slow = Array.from({ length: 20 }, (_, i) => diagnosed(i * 3600, `203.0.113.${i}`));
    expect(counted(tally({ per: 'host', count: 20, within: 3600 }), slow)).toBe(0);
    const burst = byStart(
      slow,
      Array.from({ length: 20 }, (_, i) => diagnosed(5000 + i, `203.0.114.${i}`)),
    );
    expect(counted(tally({ per: 'host', count: 20, within: 3600 }), burst)).toBe(40);
  });
});

describe('a tally by the end', () => {
  const ended = (seconds: number, name: string): DiagnosedAttempt =>
    diagnosed(0, `198.51.100.${seconds}`, 'dropped', { endedAt: at(seconds), account: { domain: '', name } });
  const asked = tally({ per: 'host', at: 'end', count: 4, accounts: 4, within: 30 });
  const four = ['a', 'b', 'c', 'd'].map((name, i) => ended(60 + 10 * i, name));

  test('counts those that ended in its time, whoever else ended just before or after', () => {
    const around = [ended(10, 'e'), ended(35, 'f'), ended(115, 'g')];
    expect(counted(asked, four)).toBe(4);
    expect(counted(asked, [...around, ...four])).toBe(4);
    // Of b, c, d and h no two ended farther apart than half a minute.
    expect(counted(asked, [...around, ...four, ended(100, 'h')])).toBe(5);
  });

  test('counts the people of that time, not of all that followed on one another', () => {
    const flaky = [0, 2, 4, 6].map((seconds) => ended(seconds, 'a'));
    const others = ['b', 'c', 'd'].map((name, i) => ended(30 + 25 * i, name));
    expect(counted(asked, [...flaky, ...others])).toBe(0);
  });

  test('holds for each such time', () => {
    const again = ['a', 'b', 'c', 'd', 'e'].map((name, i) => ended(200 + i, name));
    expect(counted(asked, [...four, ended(150, 'e'), ...again])).toBe(9);
  });
});

describe('a tally of what no pattern explains', () => {
  const probe = (seconds: number, cause: string | null = null): DiagnosedAttempt =>
    diagnosed(seconds, '10.0.0.9', cause, { reached: 'tls' });
  const every = (gap: number, jitter = 0): DiagnosedAttempt[] =>
    Array.from({ length: 10 }, (_, i) => probe(i * gap + (i % 2) * jitter));
  const asked = tally({
    count: 10,
    from: 'private',
    unexplained: true,
    reachedAtMost: 'tls',
    regular: 0.1,
    needs: [channels.security],
  });

  test('finds a beat, and lets a few be missing', () => {
    expect(counted(asked, every(30))).toBe(10);
    expect(counted({ ...asked, count: 9 }, every(30).toSpliced(4, 1))).toBe(9);
    expect(counted(asked, every(30, 9))).toBe(0);
  });

  test('counts neither what is explained, nor what came further, nor the internet', () => {
    const explained = Array.from({ length: 10 }, (_, i) => probe(i * 30, 'wrong-password'));
    expect(counted(asked, explained)).toBe(0);
    expect(counted({ ...asked, reachedAtMost: 'negotiation' }, every(30))).toBe(0);
    expect(counted({ ...asked, from: 'public' }, every(30))).toBe(0);
  });

  test('builds on silence only where the log was seen', () => {
    const blind = found([pattern('probe', { tallies: [asked] })], {
      attempts: every(30),
      wasSeen: () => false,
    });
    expect(blind).toEqual([]);
  });
});

test('one tally’s sureness is not another’s', () => {
  const both = pattern('flood', {
    tallies: [tally({ confidence: 'possible', count: 3 }), tally({ confidence: 'certain', count: 10 })],
  });
  expect(found([both], { attempts: many(5, PUBLIC) })[0]?.confidence).toBe('possible');
  expect(found([both], { attempts: many(10, PUBLIC) })[0]?.confidence).toBe('certain');
});

describe('a tally that asks for a share', () => {
  const succeeded = (count: number, client: string): DiagnosedAttempt[] =>
    Array.from({ length: count }, (_, i) => diagnosed(20 + i, client, null, { outcome: 'succeeded' }));
  const typos = tally({ causes: ['wrong-password'], count: 10, share: 0.5 });

  test('leaves alone a gateway behind which a few of many mistype', () => {
    const morning = [...many(12, PUBLIC), ...succeeded(188, PUBLIC)];
    expect(counted(typos, morning)).toBe(0);
    expect(counted({ ...typos, share: 0 }, morning)).toBe(12);
  });

  test('finds an attacker who got in in the end, and who tried other things as well', () => {
    const scan = Array.from({ length: 100 }, (_, i) => diagnosed(i, PUBLIC, 'no-common-cipher'));
    expect(counted(typos, byStart(many(12, PUBLIC), scan, succeeded(2, PUBLIC)))).toBe(12);
  });

  test('holds against it only what its own clients did', () => {
    const attempts = byStart(many(12, PUBLIC), succeeded(100, '10.0.0.5'));
    expect(counted(typos, attempts)).toBe(12);
    expect(counted({ ...typos, per: 'host' }, attempts)).toBe(12);
  });
});

describe('a tally that builds on another', () => {
  const flood = pattern('flood', { tallies: [tally({ causes: ['wrong-password'], count: 5 })] });
  const entered = pattern('entered', { tallies: [tally({ outcomes: ['succeeded'], clientOf: ['flood'] })] });
  const success = (client: string): DiagnosedAttempt => ({
    attempt: diagnosed(100, client, null, { outcome: 'succeeded' }).attempt,
    diagnosis: null,
  });

  test.each([[[flood, entered]], [[entered, flood]]])(
    'finds its client’s others, in any order: %#',
    (patterns) => {
      const results = found(patterns, {
        attempts: [...many(5, PUBLIC), success(PUBLIC), success('10.0.0.5')],
      });
      const hit = results.find((result) => result.pattern.id === 'entered');
      expect(hit?.attempts.map(({ attempt }) => attempt.client?.address)).toEqual([PUBLIC]);
    },
  );

  test('finds nothing where there is none', () => {
    expect(found([flood, entered], { attempts: [success(PUBLIC)] })).toEqual([]);
  });
});

describe('how sure a tally is', () => {
  const sureOf = (confidence: 'certain' | 'possible', more: Partial<Pattern> = {}) =>
    found([pattern('flood', { tallies: [tally()], ...more })], {
      attempts: [diagnosed(0, PUBLIC, 'wrong-password', { confidence })],
    })[0]?.confidence;

  test('no surer than the surest of its attempts', () => {
    expect(sureOf('certain')).toBe('certain');
    expect(sureOf('possible')).toBe('possible');
  });

  test('no surer than its source', () => {
    expect(sureOf('certain', { basis: 'community' })).toBe('likely');
  });

  test('not raised by numbers', () => {
    const attempts = Array.from({ length: 500 }, (_, i) =>
      diagnosed(i, PUBLIC, 'wrong-password', { confidence: 'possible' }),
    );
    expect(found([pattern('flood', { tallies: [tally()] })], { attempts })[0]?.confidence).toBe('possible');
  });

  test('that its attempts worked is a fact', () => {
    const attempts = [diagnosed(0, PUBLIC, null, { outcome: 'succeeded', confidence: 'possible' })];
    expect(found([pattern('entered', { tallies: [tally()] })], { attempts })[0]?.confidence).toBe('certain');
  });
});
