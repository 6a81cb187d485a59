import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../src/normalize/normalize.ts';
import type { Report } from '../src/model/report.ts';
import { channelOfFile } from '../src/normalize/channels.ts';
import type { RawEvent } from '../parsers/raw-event.ts';
import { problemCodes, reportOnForm, verdictOf } from './support/form-report.ts';
import { formWriters, type FormWriter } from './support/forms/index.ts';
import { jsonWriters } from './support/json/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { tellScenarios } from './support/scenarios/index.ts';
import { writeEvtx } from './support/evtx-writer/index.ts';
import { readLog } from './parsers/read-log.ts';

const pack = loadPatterns();
const catalog = createCatalog();
const scenarios = tellScenarios();

/** Forms that lose what a diagnosis can rest on, and what they must tell of themselves. */
const lossy: Readonly<Record<string, readonly string[]>> = {
  'EvtxECmd, CSV': ['lost-activity'],
  'Get-WinEvent, Export-Csv': ['lost-fields', 'unknown-zone'],
  'Event Viewer, CSV': ['lost-activity', 'lost-fields', 'unknown-zone'],
  'Event Viewer, text': ['lost-activity', 'lost-fields', 'unknown-zone'],
  'Azure Monitor, CSV': ['lost-activity'],
  'wevtutil qe /f:text': ['lost-activity', 'lost-fields', 'unknown-zone'],
  'Event Viewer, copied': ['lost-activity', 'lost-fields', 'unknown-zone'],
  'Get-WinEvent, Format-List *': ['lost-fields', 'unknown-zone'],
  'Get-WinEvent, Format-List': ['lost-activity', 'lost-fields', 'unknown-zone'],
  'Get-WinEvent, Format-Table': ['lost-activity', 'lost-fields', 'unknown-zone'],
};

/** Whether the order of dates can be told is a matter of the days of the incident. */
const toldOf = (report: Report): readonly string[] =>
  problemCodes(report).filter((code) => code !== 'unknown-date-order');

describe.each(scenarios)('$name', (scenario) => {
  const full = reportOnForm(scenario, writeEvtx, pack);

  test('every form that keeps all gives the same diagnosis', () => {
    for (const [form, write] of formWriters) {
      if (form in lossy) continue;
      const report = reportOnForm(scenario, write, pack);
      expect(toldOf(report), form).toEqual(form === 'evtx_dump, XML' ? ['other-text'] : []);
      expect(verdictOf(report), form).toEqual(verdictOf(full));
    }
  });

  test('every other form says so, and is sure of nothing that is not so', () => {
    const known = new Set(full.causes.map(({ cause }) => cause));
    for (const [form, codes] of Object.entries(lossy)) {
      const write = formWriters.get(form);
      const report = reportOnForm(scenario, (events) => write?.(events) ?? new Uint8Array(0), pack);
      expect(toldOf(report).toSorted(), form).toEqual(codes);
      const sure = report.causes.filter(({ confidence }) => confidence === 'certain');
      for (const { cause } of sure) expect(known, `${form}: ${cause}`).toContain(cause);
    }
  });
});

/** Forms in which nothing but ActivityIDs, ids of processes and of records, and digits of times are missing. */
const withoutIds = ['EvtxECmd, CSV', 'Azure Monitor, CSV'];
const ofEventViewer = [
  'Event Viewer, CSV',
  'Event Viewer, text',
  'wevtutil qe /f:text',
  'Event Viewer, copied',
  'Get-WinEvent, Format-List *',
  'Get-WinEvent, Format-List',
];
/** Event Viewer's tables name no computer: what a client logged is taken for a try of its own. */
const ofSeveralMachines: ReadonlySet<string> = new Set([
  'credssp-mismatch',
  'firewall-public',
  'gateway-refusal',
]);

describe('the order of steps stands in for ActivityIDs', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
    const full = reportOnForm(scenario, writeEvtx, pack);
    const inForm = (form: string): Report =>
      reportOnForm(scenario, (events) => formWriters.get(form)?.(events) ?? new Uint8Array(0), pack);
    for (const form of withoutIds) {
      const { attempts, causes } = inForm(form);
      expect(causes[0]?.cause, form).toBe(full.causes[0]?.cause);
      expect(attempts, form).toHaveLength(full.attempts.length);
    }
    if (ofSeveralMachines.has(name)) return;
    for (const form of ofEventViewer) expect(inForm(form).attempts, form).toHaveLength(full.attempts.length);
  });
});

/** What can be had of an event in one form and not in another, in the words of docs/INPUTS.md. */
const facets: Readonly<Record<string, (event: RawEvent) => unknown>> = {
  ActivityIDs: ({ activityId }) => activityId,
  'record ids': ({ recordId }) => recordId,
  computers: ({ computer }) => computer,
  channels: ({ channel }) => channel,
  'process ids': ({ processId }) => processId,
  'digits of times': ({ time }) => time % 1_000_000,
  'values of fields': (event) => factsOf(event),
};

/** The facts that we read of an event's fields, whatever the form calls and how it spells those. */
const factsOf = (event: RawEvent): unknown => catalog.normalize(event, 'input')?.facts;

/** These have between them UserData, values without names, binary data and the audit. */
const telling: ReadonlySet<string> = new Set([
  'credssp-mismatch',
  'healthy-day',
  'wrong-password-nla-2012r2',
  'console-holds-seat',
  'rdp-wrapper-after-update',
  'gateway-refusal',
]);

/** The losses of a form: facets that differ in any event of any log, where the binary log has them. */
function lossesOf(write: FormWriter): readonly string[] {
  const lost = new Set<string>();
  let isZoneLost = false;
  for (const { logs } of scenarios.filter(({ name }) => telling.has(name))) {
    for (const [path, events] of logs) {
      const channel = channelOfFile(path);
      const read = (bytes: Uint8Array): ReturnType<typeof readLog> =>
        readLog(bytes, [], { want: catalog.wants, ...(channel !== undefined && { channel }) });
      const own = read(write(events));
      isZoneLost ||= own.status.times?.zone === 'unknown';
      const whole = kept(writeEvtx(events));
      const isBackwards = (own.events[0]?.time ?? 0) > (own.events.at(-1)?.time ?? 0);
      const inOrder = isBackwards ? own.events.toReversed() : own.events;
      for (const [i, event] of whole.entries()) {
        const other = inOrder[i];
        for (const [facet, valueOf] of Object.entries(facets)) {
          const here = event.values.get(facet);
          const there = other === undefined ? undefined : valueOf(other);
          if (here !== undefined && JSON.stringify(here) !== JSON.stringify(there)) lost.add(facet);
        }
      }
    }
  }
  return [...Object.keys(facets).filter((facet) => lost.has(facet)), ...(isZoneLost ? ['zone'] : [])];
}

interface Kept {
  readonly values: ReadonlyMap<string, unknown>;
}

/** A binary log lends its events while it is read: what is asked of them is asked at once. */
function kept(bytes: Uint8Array): readonly Kept[] {
  const { events } = readLog(bytes, [], { want: catalog.wants });
  return events.map((event) => ({
    values: new Map(Object.entries(facets).map(([facet, valueOf]) => [facet, valueOf(event)])),
  }));
}

test('docs/INPUTS.md says what each form loses', () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const json = [...jsonWriters].map(
    ([name, write]) =>
      [`JSON, ${name}`, (events: Parameters<typeof write>[0]) => encode(write(events))] as const,
  );
  const rows = [...formWriters, ...json].map(
    ([form, write]) => `${form} | ${lossesOf(write).join(', ') || 'nothing'}`,
  );
  const [forms = ''] = readFileSync('docs/INPUTS.md', 'utf8').split('## JSON');
  const table = forms
    .split('\n')
    .flatMap((line) => /^\| (.+?) +\| .*\| (.+?) +\|$/.exec(line)?.slice(1, 3).join(' | ') ?? [])
    .slice(2);
  expect(table).toEqual(rows);
}, 120_000);
