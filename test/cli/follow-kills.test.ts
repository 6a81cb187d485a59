import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FollowState, FollowStep } from '../../src/follow.ts';
import { readJournal } from '../../src/input/journal.ts';
import type { EventRef } from '../../src/model/report.ts';
import { formatMicros, micros } from '../../src/model/time.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { feed, logsOf } from '../support/feed.ts';
import { growingHost, type GrowingHost } from '../support/growing-host.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { hostCausesOf, standingAttempts, standingCauses } from '../support/standing.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import { folderForEach } from '../support/temporary-folder.ts';
import { shortLine, verdictsOf } from '../support/verdict-lines.ts';

/** `npm run follow-shows` has more. */
const KILLS = Number(process.env['RDPWHY_FOLLOW_KILLS'] ?? 5);
const isLong = KILLS > 5;
const SETTLE = isLong ? 6 : 4;
/** The longest pause between two records, in microseconds: nobody waits for hours in which nothing happens. */
const PAUSE = isLong ? 400_000 : 100_000;

let folder = '';
folderForEach((made) => (folder = made));

/** The records of a host's life, with pauses cut short; its clock is right. */
function life(seed: number): readonly SimRecord[] {
  const simulation = { hosts: 3, attempts: isLong ? 8 : 4, seed, noise: 0.2, missing: 0 };
  // What tells of a clock that was set would tell it of another time than the one it is moved to.
  const records = [...simulateHost(simulation, seed % 3, () => {})]
    .filter(({ provider, eventId }) => eventId !== 4616 && provider !== 'Microsoft-Windows-Kernel-General')
    .sort((a, b) => a.filed - b.filed);
  let before = records[0]?.filed ?? 0;
  let now = before;
  return records.map((record) => {
    now += Math.min(PAUSE, record.filed - before);
    before = record.filed;
    return record.withTime(now, now);
  });
}

/** Runs the program, and ends it at random moments for so many times. */
class Runner {
  private child: ChildProcess | undefined;
  private isOver = false;
  kills = 0;
  private readonly args: readonly string[];

  constructor(args: readonly string[]) {
    this.args = args;
  }

  async run(kills: number): Promise<void> {
    const random = createRandom(kills + 1);
    for (;;) {
      this.child = spawn(process.execPath, ['bin/rdpwhy.js', ...this.args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const closed = once(this.child, 'close');
      if (this.kills < kills) {
        await wait(random.integer(50, 1200));
        this.kills++;
        this.child.kill('SIGKILL');
      }
      await closed;
      if (this.isOver) return;
    }
  }

  stop(): void {
    this.isOver = true;
    this.child?.kill('SIGINT');
  }
}

/** What the program has written down of the logs, by its own journal. */
function noted(state: string): (record: SimRecord) => boolean {
  const keys = new Set<string>();
  const entries = existsSync(state) ? (readJournal(state) as readonly Entry[]) : [];
  for (const entry of entries) {
    const queue = entry.type === 'state' ? [] : entry.step.intake.records;
    for (const { computer, channel, recordId } of queue) keys.add(`${computer} ${channel} ${recordId}`);
  }
  return ({ computer, channel, recordId }) => keys.has(`${computer} ${channel} ${recordId}`);
}

type Entry =
  | { readonly type: 'state'; readonly state: FollowState }
  | { readonly type: 'step'; readonly step: FollowStep };

/**
 * Lets the logs grow in their own time. What a log loses was read before: what nobody could read is no matter of how often
 * somebody was killed.
 */
async function grow(host: GrowingHost, state: string, onGrown: (filed: number) => void): Promise<void> {
  const first = host.steps[0] ?? 0;
  let began = performance.now();
  let grown = first;
  for (const [i, step] of host.steps.entries()) {
    await wait(Math.max(0, began + (step - first) / 1000 - performance.now()));
    if (i === 1 || host.loses(step)) {
      const waits = performance.now();
      await untilNoted(
        host.records.filter(({ filed }) => filed <= grown),
        state,
      );
      // The machine's clock stood still meanwhile.
      began += performance.now() - waits;
    }
    host.grow(step);
    onGrown(step);
    grown = step;
  }
  await untilNoted(host.records, state);
}

async function untilNoted(records: readonly SimRecord[], state: string): Promise<void> {
  while (!records.every(noted(state))) await wait(50);
}

/** Follows a host's life and gives what was written of it. */
async function follow(records: readonly SimRecord[], seed: number, name: string, kills: number) {
  const logs = join(folder, 'logs');
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs);
  const host = growingHost(logs, records, createRandom(seed));
  host.grow(host.steps[0] ?? 0);
  const state = join(folder, `${name}.state`);
  const output = join(folder, `${name}.ndjson`);
  const settings = ['--settle', String(SETTLE), '--poll-interval', '50', '--quiet'];
  const runner = new Runner(['--follow', logs, '--state', state, '-o', output, ...settings]);
  const over = runner.run(kills);
  const grownAt: (readonly [filed: number, at: number])[] = [];
  const watch = watchLines(output);
  await grow(host, state, (filed) => grownAt.push([filed, performance.now()]));
  while (runner.kills < kills) await wait(100);
  await wait((SETTLE + 4) * 1000);
  runner.stop();
  await over;
  watch.stop();
  const text = readFileSync(output, 'utf8');
  const filed = new Map(
    host.records.map((one) => [nameOf(one.channel, one.recordId, formatMicros(micros(one.time))), one.filed]),
  );
  const writtenAt = ({ channel, recordId, time }: EventRef): number =>
    grownAt.find(([step]) => step >= (filed.get(nameOf(channel, recordId, time)) ?? 0))?.[1] ?? 0;
  const delays = verdictsOf(text).flatMap((one, i) =>
    one.type === 'verdict' && one.change === 'new'
      ? [(watch.times[i] ?? 0) - Math.max(...one.attempt.events.map(writtenAt))]
      : [],
  );
  return { text, host, delays: delays.sort((a, b) => a - b) };
}

/** One channel's records may count anew, and several machines have one: the time tells them apart. */
const nameOf = (channel: string, recordId: number, time: string): string => `${channel} ${recordId} ${time}`;

/** Remembers when each line of a file was there first. */
function watchLines(file: string) {
  const times: number[] = [];
  const timer = setInterval(() => {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
    while (times.length < lines) times.push(performance.now());
  }, 20);
  return { times, stop: () => clearInterval(timer) };
}

test.each(isLong ? [7, 8] : [7])(
  `a program that is killed ${KILLS} times writes what one writes that is not, byte for byte, seed %i`,
  async (seed) => {
    const records = life(seed);
    const whole = await follow(records, seed, 'whole', 0);
    const report = feed(logsOf(whole.host.records), { packs: [loadPatterns()] });
    const verdicts = verdictsOf(whole.text);
    const said = new Map(
      standingAttempts(verdicts).map(({ verdictId, attempt }) => [verdictId, gist(attempt)]),
    );
    expect(standingCauses(verdicts, report)).toEqual(hostCausesOf(report));
    expect(said).toEqual(new Map(report.attempts.map((attempt) => [attempt.id, gist(attempt)])));
    const median = (whole.delays[whole.delays.length >> 1] ?? Infinity) / 1000;
    // How long it takes is measured by the script alone, on a machine that has nothing else to do.
    if (isLong) {
      process.stdout.write(`${whole.delays.length} verdicts, median ${median} s after the last record\n`);
      expect(median).toBeLessThan(SETTLE + 1);
    }
    const killed = await follow(records, seed, 'killed', KILLS);
    expect(killed.text.split('\n').map(shortLine)).toEqual(whole.text.split('\n').map(shortLine));
    expect(killed.text === whole.text).toBe(true);
  },
  600_000,
);

const gist = ({ outcome, diagnosis }: Verdict['attempt']): string =>
  `${outcome} ${diagnosis?.cause} ${diagnosis?.confidence}`;
