import { describe, expect, test } from 'vitest';
import type { ReportSummary } from '../../src/model/report.ts';
import { unseenThings } from '../../src/report/unseen-things.ts';
import type { EventSpec } from '../support/event-spec.ts';
import { writeEvtx } from '../support/evtx-writer/index.ts';
import { reportOnForm } from '../support/form-report.ts';
import { formWriters } from '../support/forms/index.ts';
import { jsonWriters } from '../support/json/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { tellScenarios, type Scenario } from '../support/scenarios/index.ts';

const pack = loadPatterns();
const scenarios = tellScenarios();

type Write = (events: readonly EventSpec[]) => Uint8Array;

const inJson = (name: string): readonly [string, Write] => [
  `JSON, ${name}`,
  (events) => new TextEncoder().encode(jsonWriters.get(name)?.(events) ?? ''),
];

/** All that lose what a diagnosis can rest on; that others give the same report as .evtx is tested with the forms. */
const forms = new Map<string, Write>([
  ...[...formWriters].filter(([name]) => /Export-Csv|EvtxECmd|Event Viewer, (?:CSV|text)/.test(name)),
  ...['wazuh', 'evtxECmd', 'hayabusa', 'powerShell5Shallow', 'vector', 'nxlog', 'nxlogWithoutZone'].map(
    inJson,
  ),
]);

describe('an incident with failures is never called one without', () => {
  test.each([...forms])('%s', (_, write) => {
    const called = scenarios
      .filter(({ name }) => name !== 'healthy-day')
      .filter((one) => reportOnForm(one, write, pack).summary.outcome === 'no-failures');
    expect(called.map(({ name }) => name)).toEqual([]);
  });
});

const healthy = scenarios.find(({ name }) => name === 'healthy-day') as Scenario;
const isOfStack = (path: string): boolean => path.includes('RdpCoreTS');

/** The report on a day without failures, with something done to some of its logs. */
function after(
  change: (events: readonly EventSpec[]) => readonly EventSpec[],
  of: (path: string) => boolean,
): ReportSummary {
  const logs = [...healthy.logs].map(([path, events]) => [path, of(path) ? change(events) : events] as const);
  return reportOnForm({ ...healthy, logs: new Map(logs) }, writeEvtx, pack).summary;
}

/** Leaves out a record in the middle. */
const withGap = (events: readonly EventSpec[]): readonly EventSpec[] =>
  events.filter((_, i) => i !== Math.floor(events.length / 2));

describe('a day without failures', () => {
  test('is called so', () => {
    expect(after((events) => events, isOfStack).outcome).toBe('no-failures');
  });

  test('is not where the log that would show them has a gap', () => {
    const { outcome, headline } = after(withGap, isOfStack);
    expect(outcome).toBe('insufficient-evidence');
    expect(headline).toContain('records are missing');
  });

  test('is not where the log that would show them could not be read at all', () => {
    const torn: Write = (events) =>
      events.some(({ channel }) => channel.includes('RdpCoreTS'))
        ? writeEvtx(events).slice(0, 6000)
        : writeEvtx(events);
    const { outcome, headline } = reportOnForm(healthy, torn, pack).summary;
    expect(outcome).toBe('insufficient-evidence');
    expect(headline).toContain('could not be read');
  });

  test('is still where a log has a gap that can hide none', () => {
    expect(after(withGap, (path) => path.startsWith('System')).outcome).toBe('no-failures');
  });

  test('tells from when on refusals would show, where the stack’s log begins behind attempts', () => {
    const { outcome, headline } = after((events) => events.slice(-10), isOfStack);
    expect(outcome).toBe('no-failures');
    expect(headline).toMatch(/RdpCoreTS\/Operational begins 2024-06-18 \d\d:\d\d/);
    expect(after((events) => events, isOfStack).headline).not.toContain('begins');
  });

  test('is not where the log is damaged, in a form that says nothing of its records', () => {
    const write = formWriters.get('wevtutil qe /f:xml');
    const torn: Write = (events) => {
      const text = new TextDecoder().decode(write?.(events));
      return new TextEncoder().encode(text.replace('<System>', '<System'));
    };
    expect(reportOnForm(healthy, torn, pack).summary.outcome).toBe('insufficient-evidence');
  });
});

test('what may hide failures is the first that a person reads of what could not be seen', () => {
  const [first] = unseenThings(reportOnForm(healthy, forms.get('EvtxECmd, CSV') ?? writeEvtx, pack));
  expect(first).toMatchObject({ about: 'input', text: expect.stringContaining('ActivityIDs') as string });
});
