import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { Report } from '../src/model/report.ts';
import { createPipeline } from '../src/pipeline.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { type AttemptLog, hasEvidence } from './support/simulate/attempt-log.ts';
import { scoreSimulation } from './support/simulate/score/score-simulation.ts';
import type { Share } from './support/simulate/score/tally.ts';
import type { SimRecord } from './support/simulate/sim-record.ts';
import { simulateFleet } from './support/simulate/simulate-fleet.ts';
import { simulateHost } from './support/simulate/simulate.ts';
import type { Simulation } from './support/simulate/simulation.ts';
import { truthOf } from './support/simulate/truth.ts';
import { type LogFormat, writeSimulation } from './support/simulate/write-logs.ts';

const small: Simulation = { hosts: 4, attempts: 60, seed: 7, noise: 0.5, missing: 0.1 };
const packs = [loadPatterns()];
const folder = mkdtempSync(join(tmpdir(), 'rdpwhy-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function live(simulation: Simulation, index: number): { records: SimRecord[]; attempts: AttemptLog[] } {
  const attempts: AttemptLog[] = [];
  const records = [...simulateHost(simulation, index, (attempt) => attempts.push(attempt))];
  return { records, attempts };
}

const printed = (simulation: Simulation, index: number): string => {
  const { records, attempts } = live(simulation, index);
  return JSON.stringify(
    [records.map((record) => [record.spec(), record.fields()]), attempts.map(truthOf)],
    jsonSafe,
  );
};
const jsonSafe = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

describe('a simulated host', () => {
  it('lives the same life for the same seed, and another for another', () => {
    expect(printed(small, 1)).toBe(printed(small, 1));
    expect(printed(small, 1)).not.toBe(printed({ ...small, seed: 8 }, 1));
    expect(printed(small, 1)).not.toBe(printed(small, 2));
  });

  it('numbers the records of each channel from one to the next, but for what is lost', () => {
    const { records } = live({ ...small, missing: 0 }, 0);
    const last = new Map<string, number>();
    for (const { computer, channel, recordId } of records) {
      const log = `${computer} ${channel}`;
      const before = last.get(log);
      if (before !== undefined) expect(recordId).toBe(before + 1);
      last.set(log, recordId);
    }
  });

  it('tells of every attempt once, and of the records that are its own', () => {
    const { records, attempts } = live(small, 0);
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(attempts.length);
    const people = attempts.filter(({ kind }) => kind !== 'flood');
    expect(people).toHaveLength(small.attempts);
    const owned = new Map(
      records.map((record) => [`${record.computer} ${record.channel} ${record.recordId}`, record.attempt]),
    );
    for (const attempt of attempts) {
      for (const place of attempt.records) expect(owned.get(place.join(' '))).toBe(attempt);
    }
    const told = attempts.reduce((sum, attempt) => sum + attempt.records.length, 0);
    expect([...owned.values()].filter((owner) => owner !== undefined)).toHaveLength(told);
  });

  it('says that evidence is left only where a record of it is', () => {
    const { attempts } = live({ ...small, missing: 0.5 }, 2);
    for (const attempt of attempts.map(truthOf)) {
      const ids = Object.values(attempt.evidence).flat();
      if (ids.length > 0) expect(attempt.evidenceLeft).toBe(true);
    }
    expect(attempts.some(({ lost }) => lost > 0)).toBe(true);
  });

  it('throws nobody out of a session before they have got it', () => {
    const { records } = live({ ...small, attempts: 200, noise: 0, missing: 0 }, 1);
    const thrownOut = new Set<string>();
    let got = 0;
    for (const { attempt, provider, eventId } of records) {
      if (!attempt || provider !== 'Microsoft-Windows-TerminalServices-LocalSessionManager') continue;
      if (eventId === 24) thrownOut.add(attempt.id);
      if (eventId !== 21 && eventId !== 25) continue;
      got++;
      expect(thrownOut).not.toContain(attempt.id);
    }
    expect(got).toBeGreaterThan(100);
  });

  it('has no evidence of a takeover where the system writes no reason for an end', () => {
    const { records, attempts } = live({ ...small, attempts: 60 }, 24);
    expect(records.some(({ eventId, provider }) => eventId === 4779 && provider.includes('Security'))).toBe(
      true,
    );
    const replaced = attempts.filter(({ cause }) => cause === 'session-replaced');
    expect(replaced.length).toBeGreaterThan(0);
    expect(replaced.filter(hasEvidence)).toEqual([]);
  });

  it('loses no record where none is to be lost', () => {
    const { attempts } = live({ ...small, missing: 0 }, 1);
    expect(attempts.filter(({ lost }) => lost > 0)).toEqual([]);
  });
});

describe('a fleet', () => {
  it('gives the records of all its hosts in the order in which they were written', () => {
    const together: Simulation = { ...small, hosts: 3, attempts: 20, startWithin: 0 };
    const records = [...simulateFleet(together)];
    expect(records.map(({ filed }) => filed)).toEqual(
      records.map(({ filed }) => filed).toSorted((a, b) => a - b),
    );
    const alone = [0, 1, 2].flatMap((index) => live(together, index).records);
    const keys = (of: readonly SimRecord[]): string[] =>
      of.map(({ computer, channel, recordId }) => `${computer} ${channel} ${recordId}`).sort();
    expect(keys(records)).toEqual(keys(alone));
  });
});

describe('the logs of a simulation', () => {
  const one: Simulation = { ...small, hosts: 1 };

  it.each<LogFormat>(['xml', 'evtx'])('give as %s the report that its records give', async (format) => {
    const out = join(folder, format);
    const { records } = writeSimulation(one, format, out);
    const { report, unreadable } = await analyze([out], { packs });
    expect(unreadable).toEqual([]);
    const direct = analyzeRecords(live(one, 0).records);
    expect(report.inputs.reduce((sum, input) => sum + input.records.read, 0)).toBe(records);
    expect(withoutInputs(report)).toEqual(withoutInputs(direct));
  });
});

function analyzeRecords(records: readonly SimRecord[]): Report {
  const pipeline = createPipeline({ version: '0', packs });
  const input = pipeline.open({ path: 'records' });
  for (const record of records) {
    input.observe(record.computer, record.channel, record.recordId, record.time);
    input.push(record);
  }
  input.end({ format: 'simulation', bytes: 0, state: 'whole' });
  return pipeline.close();
}

const withoutInputs = ({ attempts, causes, hosts, coverage }: Report): unknown =>
  JSON.parse(
    JSON.stringify({ attempts, causes, hosts, coverage }, (key, value: unknown) =>
      key === 'input' ? '' : value,
    ),
  );

describe('the engine', () => {
  const { total: tally, hosts } = scoreSimulation(small, packs);
  const part = ({ count, of }: Share): number => count / of;

  it('puts the events of simulated attempts where they belong', () => {
    expect(part(tally.precision)).toBeGreaterThan(0.98);
    expect(part(tally.recall)).toBeGreaterThan(0.97);
  });

  it('names the cause of most failures whose evidence is left, and is never wrong when it is certain', () => {
    expect(part(tally.cause)).toBeGreaterThan(0.9);
    expect(tally.calibration.certain).toEqual({
      ...tally.calibration.certain,
      count: tally.calibration.certain.of,
    });
  });

  it('is judged host by host, and over all of them', () => {
    expect(hosts.map(({ records }) => records)).toHaveLength(small.hosts);
    expect(hosts.reduce((sum, host) => sum + host.records, 0)).toBe(tally.records);
  });

  it('claims no failure on healthy attempts', () => {
    expect(tally.falseClaims.count).toBe(0);
    expect(tally.falselyClaimed).toEqual([]);
    expect(tally.falseClaims.of).toBeGreaterThan(50);
  });
});
