import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFollower } from '../src/follow.ts';
import type { FollowNote } from '../src/input/follow-file.ts';
import { groupBy } from '../src/model/group-by.ts';
import type { Report } from '../src/model/report.ts';
import type { Verdict } from '../src/model/verdict.ts';
import { feed, logsOf } from './support/feed.ts';
import { growingLog, type GrowingLog } from './support/growing-log.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { createRandom, type Random } from './support/scenarios/random.ts';
import { simulateHost } from './support/simulate/simulate.ts';
import type { SimRecord } from './support/simulate/sim-record.ts';
import { renderEventXml } from './support/event-xml.ts';

const packs = [loadPatterns()];
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-follow-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Each machine has a folder of its own. */
function fileOf(records: readonly SimRecord[], prefix = ''): string {
  const { computer = '', channel = '' } = records[0] ?? {};
  mkdirSync(join(folder, computer), { recursive: true });
  return join(folder, computer, `${prefix}${channel.replaceAll('/', '%4')}.evtx`);
}

/** One channel's log on the disk; grows as it is told. */
interface GrowingFile {
  readonly records: readonly SimRecord[];
  /** So many records are looked at before the log begins anew: what nobody saw is lost. */
  readonly turn: number;
  grow(to: number): void;
}

function binaryFile(records: readonly SimRecord[], random: Random): GrowingFile {
  const form = random.pick(['grows', 'wraps', 'is-archived', 'is-cleared'] as const);
  const chunkRecords = random.integer(8, 40);
  const specs = records.map((record) => record.spec());
  const file = fileOf(records);
  const turn =
    form === 'grows' || form === 'wraps' ? Infinity : turnFrom(records, random.integer(1, records.length));
  const room = form === 'wraps' ? { room: 4 } : {};
  const first: GrowingLog = growingLog(specs.slice(0, turn), { chunkRecords, ...room });
  const second = growingLog(specs.slice(turn), { chunkRecords });
  let isTurned = false;
  return {
    records,
    turn,
    grow(to) {
      if (to <= turn) {
        writeFileSync(file, first.at(to, random));
        return;
      }
      if (!isTurned && form === 'is-archived')
        writeFileSync(fileOf(records, 'Archive-'), first.at(turn, random));
      isTurned = true;
      writeFileSync(file, second.at(to - turn, random));
    },
  };
}

/** The next place where nothing more comes in the same tick. */
function turnFrom(records: readonly SimRecord[], from: number): number {
  const next = records.findIndex(({ filed }, i) => i >= from && filed > (records[i - 1]?.filed ?? 0));
  return next === -1 ? records.length : next;
}

function textFile(records: readonly SimRecord[]): GrowingFile {
  const file = fileOf(records).replace('.evtx', '.xml');
  const texts = records.map((record) => renderEventXml(record.spec()));
  return {
    records,
    turn: Infinity,
    // The end of the last one may be missing.
    grow: (to) =>
      writeFileSync(file, `<Events>${texts.slice(0, to).join('\n')}${texts[to]?.slice(0, 200) ?? ''}`),
  };
}

interface Followed {
  readonly verdicts: readonly Verdict[];
  readonly notes: readonly FollowNote[];
  readonly report: Report;
}

/** Lets the logs grow as the records were filed, and looks now and then. */
function follow(records: readonly SimRecord[], random: Random): Followed {
  const files = [...groupBy(records, ({ computer, channel }) => `${computer} ${channel}`).values()].map(
    (own) => (random.integer(0, 4) === 0 ? textFile(own) : binaryFile(own, random)),
  );
  const verdicts: Verdict[] = [];
  const notes: FollowNote[] = [];
  const follower = createFollower([folder], {
    packs,
    onVerdict: (verdict) => verdicts.push(verdict),
    onNote: (_, note) => notes.push(note),
  });
  let at = 0;
  const look = (filed: number): void => {
    for (const file of files) file.grow(file.records.filter((record) => record.filed <= filed).length);
    follower.look((at += 500));
    follower.look((at += 500));
  };
  const turns = files.map(({ records: own, turn }) => own[turn - 1]?.filed ?? 0).sort((a, b) => a - b);
  for (let count = 0; count < records.length;) {
    count = Math.min(records.length, count + random.integer(1, 12));
    const filed = records[count - 1]?.filed ?? 0;
    while ((turns[0] ?? Infinity) <= filed) look(turns.shift() ?? 0);
    look(filed);
  }
  for (let i = 0; i < 12; i++) follower.look((at += 500));
  return { verdicts, notes, report: follower.end() };
}

const gist = ({ id, outcome, diagnosis }: Report['attempts'][number]): string =>
  `${id} ${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;

function standing(verdicts: readonly Verdict[]): string[] {
  const last = new Map(verdicts.map((verdict) => [verdict.verdictId, verdict]));
  return [...last.values()]
    .filter(({ change }) => change !== 'withdrawn')
    .map(({ attempt }) => gist(attempt))
    .sort();
}

describe('logs that grow', () => {
  test.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'give the verdicts of the finished logs, each once, seed %i',
    (seed) => {
      const simulation = { hosts: 3, attempts: 12, seed, noise: 0.2, missing: 0 };
      const records = [...simulateHost(simulation, seed % 3, () => {})].sort((a, b) => a.filed - b.filed);
      const whole = feed(logsOf(records), { packs });
      const { verdicts, notes, report } = follow(records, createRandom(seed));
      expect(notes.filter(({ type }) => type === 'gap')).toEqual([]);
      expect(report.attempts.map(gist).sort()).toEqual(whole.attempts.map(gist).sort());
      expect(standing(verdicts)).toEqual(whole.attempts.map(gist).sort());
    },
  );
});
