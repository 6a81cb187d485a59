import { describe, expect, test } from 'vitest';
import { createFloodFold } from '../../src/live/flood-fold.ts';
import type { IntakeRecord } from '../../src/live/intake.ts';
import { createLiveEngine } from '../../src/live/live-engine.ts';
import { SECOND } from '../../src/model/time.ts';
import type { Flood, LiveVerdict } from '../../src/model/verdict.ts';
import { accept, audit, close, logbook, type Logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const SCANNER = '203.0.113.9';
const CARLA = '10.20.30.40';
const GUESSES = 200;

/** Two hundred guesses from one address, and one person in the middle who mistypes. */
function guessing(): Logbook {
  const book = logbook();
  for (let n = 0; n < GUESSES; n++) {
    const isCarla = n === GUESSES / 2;
    const address = isCarla ? CARLA : SCANNER;
    const id = accept(book, { at: n, n, client: address, port: 1024 + n, name: `RDP-Tcp#${n}` });
    const who = { TargetUserName: isCarla ? 'carla' : `admin${n % 7}`, IpAddress: address, IpPort: '0' };
    book
      .security(n + 0.2, 4625, audit({ ...who, SubStatus: '0xc000006a', LogonType: 3 }))
      .stack(n + 0.21, 140, { IPString: address }, { activityId: id });
    close(book, n + 0.3, id, 14);
  }
  return book;
}

/** Four people who work for ten minutes, until the connections of all break within seconds. */
function breaking(): Logbook {
  const book = logbook();
  const people = ['alice', 'bob', 'carol', 'dave'].map((who, n) => {
    const client = `10.20.30.${n + 1}`;
    const activityId = accept(book, { at: n * 10, n, client });
    const session = { User: `CORP\\${who}`, SessionID: n + 3, Address: client };
    book
      .connections(n * 10 + 1, 1149, { Param1: who, Param2: 'CORP', Param3: client }, { activityId })
      .stack(n * 10 + 1.1, 66, { ConnectionName: `RDP-Tcp#${n}`, SessionID: n + 3 }, { activityId })
      .sessions(n * 10 + 2, 21, session, { activityId });
    return { activityId, session };
  });
  for (const [n, { activityId, session }] of people.entries()) {
    book
      .stack(600 + n, 143, { error: 64 }, { activityId })
      .stack(600.1 + n, 226, { StateTransition: 'RDP_TCP', ErrorCode: '0x80070040' }, { activityId })
      .sessions(600.2 + n, 24, session, { activityId });
    close(book, 600.3 + n, activityId, 14);
  }
  return book;
}

interface Lived {
  readonly verdicts: readonly LiveVerdict[];
  readonly floods: ReadonlyMap<string, Flood>;
}

/** Follows the records as they come, so many at a time, and looks after each of these. */
function* live(book: Logbook, piece: number): Generator<Lived> {
  const engine = createLiveEngine({
    version: '0',
    packs: [loadPatterns()],
    settle: 30 * SECOND,
    foldFloods: true,
  });
  const input = 'host';
  engine.take({ passed: 0, opened: [{ path: input }], records: [] });
  const all = book
    .raws()
    .toSorted((a, b) => a.time - b.time)
    .map((raw): IntakeRecord => {
      const event = engine.catalog.normalize(raw, input);
      const { computer, channel, recordId, time } = raw;
      return { input, computer, channel, recordId, time, ...(event && { event }) };
    });
  let looked = all[0]?.time ?? 0;
  for (let from = 0; from < all.length; from += piece) {
    const records = all.slice(from, from + piece);
    const now = records.at(-1)?.time ?? looked;
    yield { verdicts: engine.take({ passed: now - looked, opened: [], records }), floods: engine.floods };
    looked = now;
  }
  yield { verdicts: engine.take({ passed: 600 * SECOND, opened: [], records: [] }), floods: engine.floods };
}

test.each([5, 100_000])('breaks of several people are no flood, %i records at a time', (piece) => {
  const fold = createFloodFold(0);
  const causes = new Map<string, string | null | undefined>();
  for (const { verdicts, floods } of live(breaking(), piece)) {
    expect(floods).toEqual(new Map());
    for (const one of fold.add(verdicts, floods, 0))
      if (one.type === 'verdict') causes.set(one.attempt.account?.name ?? '', one.attempt.diagnosis?.cause);
  }
  const cause = 'network-drop-during-session';
  expect(Object.fromEntries(causes)).toEqual({ alice: cause, bob: cause, carol: cause, dave: cause });
});

describe('a flood', () => {
  test.each([50, 100_000])('is told once, and who is none of it by itself, %i records at a time', (piece) => {
    const fold = createFloodFold(60_000);
    const single: LiveVerdict[] = [];
    let clock = 0;
    for (const { verdicts, floods } of live(guessing(), piece))
      single.push(...fold.add(verdicts, floods, (clock += 1)));
    expect(fold.due(clock)).toEqual([]);
    const [flood, ...more] = fold.due(clock + 60_000);
    expect(more).toEqual([]);
    // What fell due before there were thirty guesses in ten minutes was told by itself.
    const news = single.filter((one) => one.type === 'verdict').filter(({ change }) => change === 'new');
    expect(flood?.attemptCount).toBe(GUESSES - news.length);
    expect(news.length).toBeLessThan(30);
    expect(news.filter(({ attempt }) => attempt.client?.address === CARLA)).toHaveLength(1);
    expect(flood).toMatchObject({ cause: 'password-brute-force', clientCount: 1, clients: [SCANNER] });
    expect(fold.due()).toEqual([]);
    // What is said of the flood as a whole is what the sum says.
    expect(single.filter(({ type }) => type === 'host-verdict')).toEqual([]);
  });

  test('that was still for a day is another', () => {
    const fold = createFloodFold(0);
    const one = [...live(guessing(), 100_000)].find(({ floods }) => floods.size > 0);
    if (!one) throw new Error('expected a flood');
    const day = 24 * 3600 * 1000;
    fold.add(one.verdicts, one.floods, 0);
    expect(fold.due(0)).toHaveLength(1);
    fold.add(one.verdicts, one.floods, day - 1);
    expect(fold.due(day - 1)).toEqual([]);
    fold.add(one.verdicts, one.floods, 2 * day);
    expect(fold.due(2 * day)).toHaveLength(1);
  });

  test('that goes on is told again each day, when it grew tenfold, and at the end', () => {
    const hour = 3600 * 1000;
    const fold = createFloodFold(60_000);
    const one = [...live(guessing(), 100_000)].find(({ floods }) => floods.size > 0);
    const [verdict] = one?.verdicts.filter(({ verdictId }) => one.floods.has(verdictId)) ?? [];
    if (!one || !verdict) throw new Error('expected a flood');
    const counts: number[] = [];
    for (let n = 0; n <= 30 * 24; n++) {
      fold.add([verdict], one.floods, n * hour);
      counts.push(...fold.due(n * hour).map(({ attemptCount }) => attemptCount));
    }
    const daily = Array.from({ length: 28 }, (_, day) => 20 + 24 * (day + 1));
    expect(counts).toEqual([2, 20, ...daily, 716]);
    expect(fold.due().map(({ attemptCount }) => attemptCount)).toEqual([721]);
    expect(fold.due()).toEqual([]);
  });
});
