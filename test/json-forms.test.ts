import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '../parsers/create-log-reader.ts';
import { createDumpWriter, type DumpForm } from '../parsers/evtx/render/dump-writer.ts';
import { createEvtxReader } from '../parsers/evtx/evtx-reader.ts';
import type { ParseItem } from '../parsers/log-reader.ts';
import type { Report } from '../src/model/report.ts';
import { createPipeline } from '../src/pipeline.ts';
import type { EventSpec } from './support/event-spec.ts';
import { writeEvtx } from './support/evtx-writer/index.ts';
import { jsonWriters } from './support/json/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { tellScenarios, type Scenario } from './support/scenarios/index.ts';

const pack = loadPatterns();
const scenarios = tellScenarios();
const expected = new Map(scenarios.map((one) => [one.name, verdictOf(reportOn(one, writeEvtx))]));

/** What these forms do not carry and must tell of themselves. */
const lossy: ReadonlyMap<string, string> = new Map([
  ['wazuh', 'lost-activity'],
  ['evtxECmd', 'lost-activity'],
  ['hayabusa', 'lost-activity'],
  ['powerShell5Shallow', 'lost-fields'],
]);
/** Where a form leaves out what decides: UserData (the session manager's), values without names (Application and LSA). */
const undecided: ReadonlyMap<string, readonly string[]> = new Map([
  ['vector', ['console-holds-seat']],
  ['nxlog', ['credssp-mismatch', 'rdp-wrapper-after-update']],
  ['nxlogWithoutZone', ['credssp-mismatch', 'rdp-wrapper-after-update']],
]);
const whole = [...jsonWriters].filter(([name]) => !lossy.has(name));

type Write = (events: readonly EventSpec[]) => Uint8Array;

/** The report on a scenario whose logs are written in one form. */
function reportOn(scenario: Scenario, write: Write): Report {
  const pipeline = createPipeline({ version: '0', packs: [pack] });
  for (const [path, events] of scenario.logs) {
    const input = pipeline.open({ path });
    const reader = createLogReader({ want: pipeline.catalog.wants, observe: input.observe });
    const take = (items: Iterable<ParseItem>): void => {
      for (const item of items) {
        if (item.type === 'event') input.push(item.event);
        else input.problem({ code: item.problem.code, message: item.problem.detail });
      }
    };
    take(reader.feed(write(events)));
    take(reader.end());
    const { format, state } = reader.status();
    input.end({ format, bytes: 0, state });
  }
  return pipeline.close();
}

function verdictOf(report: Report): unknown {
  return {
    outcome: report.summary.outcome,
    attempts: report.attempts.map(({ host, outcome, reached, client, account, diagnosis }) => ({
      host,
      outcome,
      reached,
      client,
      account,
      cause: diagnosis?.cause,
      confidence: diagnosis?.confidence,
    })),
    causes: report.causes.map(({ cause, confidence, attemptCount }) => ({ cause, confidence, attemptCount })),
  };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const codesOf = (report: Report): readonly string[] => [...new Set(report.problems.map(({ code }) => code))];

describe.each(scenarios)('$name', (scenario) => {
  test.each(whole)('as %s gives the same diagnosis as the binary logs', (form, write) => {
    const report = reportOn(scenario, (events) => encode(write(events)));
    const isSame = undecided.get(form)?.includes(scenario.name) !== true;
    if (isSame) expect(verdictOf(report)).toEqual(expected.get(scenario.name));
    else expect(verdictOf(report)).not.toEqual(expected.get(scenario.name));
    expect(codesOf(report)).toEqual(form === 'nxlogWithoutZone' ? ['unknown-zone'] : []);
  });

  test.each([...lossy])('as %s tells what is lost', (form, code) => {
    const write = jsonWriters.get(form);
    const report = reportOn(scenario, (events) => encode(write?.(events) ?? ''));
    expect(codesOf(report)).toEqual([code]);
  });
});

test.each<DumpForm>(['flat', 'windows'])('what dump writes as %s says the same as the log', (form) => {
  for (const scenario of scenarios) {
    const write: Write = (events) => {
      const { out, take } = createDumpWriter(form);
      const reader = createEvtxReader({ take });
      for (const item of [...reader.feed(writeEvtx(events)), ...reader.end()]) expect.unreachable(item.type);
      return out.bytes.slice(0, out.length);
    };
    expect(verdictOf(reportOn(scenario, write))).toEqual(expected.get(scenario.name));
  }
});

test('the logs that lie in samples are what the forms are written from', () => {
  const [scenario] = scenarios;
  const [path, events] = [...(scenario?.logs ?? [])][0] ?? ['', []];
  expect(readFileSync(`samples/${scenario?.name}/${path}`).equals(writeEvtx(events))).toBe(true);
});
