import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDumpWriter, type DumpForm } from '../parsers/evtx/render/dump-writer.ts';
import { createEvtxReader } from '../parsers/evtx/evtx-reader.ts';
import { createLogReader } from '../parsers/create-log-reader.ts';
import type { ParseItem } from '../parsers/log-reader.ts';
import type { Event } from '../src/model/event.ts';
import { createCatalog } from '../src/normalize/normalize.ts';
import type { EventSpec } from './support/event-spec.ts';
import { writeEvtx } from './support/evtx-writer/index.ts';
import { problemCodes, reportOnForm, verdictOf } from './support/form-report.ts';
import { jsonWriters } from './support/json/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { tellScenarios } from './support/scenarios/index.ts';

const pack = loadPatterns();
const scenarios = tellScenarios();
const expected = new Map(scenarios.map((one) => [one.name, verdictOf(reportOnForm(one, writeEvtx, pack))]));

/** What these forms do not carry and must tell of themselves. */
const lossy: ReadonlyMap<string, string> = new Map([
  ['wazuh', 'lost-activity'],
  ['evtxECmd', 'lost-activity'],
  ['hayabusa', 'lost-activity'],
  ['powerShell5Shallow', 'lost-fields'],
  ['azureEvent', 'lost-activity'],
  ['azureAnswer', 'lost-activity'],
]);
/** Where a form leaves out what decides: UserData (the session manager's), values without names (Application and LSA). */
const undecided: ReadonlyMap<string, readonly string[]> = new Map([
  ['vector', ['console-holds-seat']],
  ['nxlog', ['credssp-mismatch', 'rdp-wrapper-after-update']],
  ['nxlogWithoutZone', ['credssp-mismatch', 'rdp-wrapper-after-update']],
]);
const whole = [...jsonWriters].filter(([name]) => !lossy.has(name));

type Write = (events: readonly EventSpec[]) => Uint8Array;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(scenarios)('$name', (scenario) => {
  test.each(whole)('as %s gives the same diagnosis as the binary logs', (form, write) => {
    const report = reportOnForm(scenario, (events) => encode(write(events)), pack);
    const isSame = undecided.get(form)?.includes(scenario.name) !== true;
    if (isSame) expect(verdictOf(report)).toEqual(expected.get(scenario.name));
    else expect(verdictOf(report)).not.toEqual(expected.get(scenario.name));
    expect(problemCodes(report)).toEqual(form === 'nxlogWithoutZone' ? ['unknown-zone'] : []);
  });

  test.each([...lossy])('as %s tells what is lost', (form, code) => {
    const write = jsonWriters.get(form);
    const report = reportOnForm(scenario, (events) => encode(write?.(events) ?? ''), pack);
    expect(problemCodes(report)).toEqual([code]);
  });
});

test.each(scenarios)(
  '$name, the audit in SecurityEvent and all else in WindowsEvent, gives the same diagnosis',
  (scenario) => {
    const write: Write = (events) => {
      const form = events[0]?.channel === 'Security' ? 'azureAnswer' : 'azureWindowsEvent';
      return encode(jsonWriters.get(form)?.(events) ?? '');
    };
    expect(verdictOf(reportOnForm(scenario, write, pack))).toEqual(expected.get(scenario.name));
  },
);

describe('a form may lose facts, and tells no others than the log', () => {
  const catalog = createCatalog([]);
  /** By their places in the log, for not all forms keep record ids. */
  const factsOf = (log: Uint8Array): ReadonlyMap<string, Event['facts']> => {
    const reader = createLogReader({ want: catalog.wants });
    const found = new Map<string, Event['facts']>();
    let place = 0;
    const take = (items: Iterable<ParseItem>): void => {
      for (const item of items) {
        if (item.type === 'problem') continue;
        place++;
        const event = catalog.normalize(item.event, 'log');
        if (event) found.set(`${item.event.channel} ${place}`, event.facts);
      }
    };
    take(reader.feed(log));
    take(reader.end());
    return found;
  };
  const logs = scenarios
    .flatMap((one) => [...one.logs.values()])
    .map((events) => ({ events, facts: factsOf(writeEvtx(events)) }));

  test.each([...jsonWriters])('%s', (_, write) => {
    for (const { events, facts } of logs) {
      for (const [record, told] of factsOf(encode(write(events)))) {
        const kept = Object.entries(told).filter(([, value]) => value !== undefined);
        expect(facts.get(record), record).toMatchObject(Object.fromEntries(kept));
      }
    }
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
    expect(verdictOf(reportOnForm(scenario, write, pack))).toEqual(expected.get(scenario.name));
  }
});

test('the logs that lie in samples are what the forms are written from', () => {
  const [scenario] = scenarios;
  const [path, events] = [...(scenario?.logs ?? [])][0] ?? ['', []];
  expect(readFileSync(`samples/${scenario?.name}/${path}`).equals(writeEvtx(events))).toBe(true);
});
