import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { ReportDiff } from '../../src/model/report-diff.ts';
import type { Report } from '../../src/model/report.ts';
import { renderDiffNdjson } from '../../src/report/diff-ndjson.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderNdjson } from '../../src/report/ndjson.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { schemaPlaces, withValue, type SchemaNode, type SchemaPlace } from '../support/schema-places.ts';
import { diffOf, sampleReport } from './diff/make.ts';
import { packOf, reportWith } from './sample-report.ts';

const schemaOf = (name: string): SchemaNode =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as SchemaNode;
const compile = (schema: SchemaNode): ValidateFunction =>
  new Ajv({ allowUnionTypes: true }).compile(schema as object);

const reportSchema = schemaOf('report');
const isReport = compile(reportSchema);
const isReportLine = compile(schemaOf('report-line'));
const diffSchema = schemaOf('diff');
const isDiff = compile(diffSchema);
const isDiffLine = compile(schemaOf('diff-line'));

function mistakes(check: ValidateFunction, value: unknown): unknown {
  check(value);
  return check.errors ?? [];
}

/** The saved reports leave out the program and its version: they are no facts of theirs. */
function storedReport(name: string): Report {
  const report = sampleReport(name);
  return { ...report, tool: reportWith().tool };
}

const samples = readdirSync('samples').filter((name) => existsSync(`samples/${name}/report.json`));
/** All outcomes and finds: a success, a flood, a comparison with itself. */
const diffs: readonly ReportDiff[] = [
  ...samples.map((name) => diffOf(sampleReport('healthy-day'), sampleReport(name))),
  diffOf(
    sampleReport('wrong-password-nla-win10'),
    sampleReport('wrong-password-nla-win10'),
    'outcome=worked',
    'outcome=failed',
  ),
  // No two attempts of the samples differ in how long they took.
  {
    ...diffOf(sampleReport('healthy-day'), sampleReport('network-drop')),
    waits: [{ from: 'a', to: 'b', goodMs: 100, badMs: 9000 }],
  },
];

test('the schemas are as the types are: npm run schemas renews them', () => {
  expect(existsSync('dist/patterns.json'), 'npm run build comes first').toBe(true);
  const { stderr, status } = spawnSync(process.execPath, ['bin/dev/write-schemas.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

const without = (line: object, key: string): object =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name !== key));

/** Says that a report is one, as JSON and line by line, and that the lines are all of it. */
function expectValid(report: Report): void {
  const printed = JSON.parse(renderJson(report)) as Report;
  expect(mistakes(isReport, printed)).toEqual([]);
  const lines = [...renderNdjson(report)].map((line) => JSON.parse(line) as { readonly type: string });
  for (const line of lines) expect(mistakes(isReportLine, line)).toEqual([]);
  const of = (type: string) =>
    lines.filter((line) => line.type === type).map((line) => without(line, 'type'));
  expect({
    ...of('report')[0],
    causes: of('cause'),
    attempts: of('attempt'),
    coverage: of('coverage'),
    inputs: of('input'),
    problems: of('problem'),
  }).toEqual(printed);
}

test.each(samples)('the report of samples/%s holds to its schemas', (name) =>
  expectValid(storedReport(name)),
);

test('comparisons hold to their schemas', () => {
  for (const diff of diffs) {
    expect(mistakes(isDiff, JSON.parse(renderJson(diff)))).toEqual([]);
    for (const line of renderDiffNdjson(diff)) expect(mistakes(isDiffLine, JSON.parse(line))).toEqual([]);
  }
});

const shared = ['../shared/corpus', '../shared/evalset'].filter((folder) => existsSync(folder));
const folders = shared.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'large')
    .map(({ name }) => `${folder}/${name}`),
);
test.skipIf(folders.length === 0)(
  'reports of real logs hold to their schemas (../shared, not part of the project)',
  async () => {
    const packs = [loadPatterns()];
    for (const folder of folders) {
      const { report } = await analyze([folder], { packs, hash: true, threads: 1 });
      expectValid(report);
    }
  },
  600_000,
);

/** Places that differ in more than their number in a list. */
function distinctPlaces(schema: SchemaNode, values: readonly unknown[]): Map<string, [unknown, SchemaPlace]> {
  const places = new Map<string, [unknown, SchemaPlace]>();
  for (const value of values) {
    for (const place of schemaPlaces(schema, value)) {
      const sort =
        place.definition ?? place.path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
      const keys = typeof place.value === 'object' ? Object.keys(place.value ?? {}).join() : '';
      if (!places.has(`${sort} ${keys}`)) places.set(`${sort} ${keys}`, [value, place]);
    }
  }
  return places;
}

const symptom = {
  code: '0x904',
  extended: '0x7',
  at: 'x',
  user: 'x',
  client: 'x',
  matched: null,
  cause: null,
  fits: 'no',
  text: 'x',
} as const;
/** What no sample has. */
const plain = reportWith('alice');
const rare: Report = {
  ...plain,
  symptom,
  bounds: { attemptsNotListed: 1, eventsForgotten: 2, sessionsCutShort: 3, recordsNotListed: 4 },
  redacted: 'x',
  packs: [packOf(plain)],
  inputs: storedReport('healthy-day').inputs.map((input) => ({
    ...input,
    times: { precision: 's', zone: 'unknown' },
  })),
  coverage: plain.coverage.map((row) => ({ ...row, found: 'off' })),
  causes: plain.causes.map((cause) => ({
    ...cause,
    byConfidence: [
      { confidence: 'likely', attemptCount: 1, hosts: ['x'], firstTime: 'x', lastTime: 'x' },
      { confidence: 'possible', attemptCount: 0, hosts: ['y'], firstTime: 'x', lastTime: 'x' },
    ],
    facts: [{ host: 'x', input: 'x', time: 'x', fact: 'x', value: 'x', speaks: 'for', text: 'x' }],
  })),
  hosts: plain.hosts.map((host) => ({
    ...host,
    clockSteps: (plain.causes[0]?.evidence ?? []).map((evidence) => ({
      from: 'x',
      to: 'x',
      byMs: -1,
      recorded: false,
      evidence,
    })),
  })),
};
const sampleReports = [...samples.map(storedReport), rare];

describe.each([
  ['a report', reportSchema, isReport, sampleReports],
  ['a comparison', diffSchema, isDiff, diffs],
] as const)('of %s the schema', (_, schema, isValid, values) => {
  const places = [...distinctPlaces(schema, values).values()];

  test('has no type that the tests below do not spoil', () => {
    const met = new Set(places.map(([, { definition }]) => definition));
    expect(Object.keys(schema.definitions ?? {}).filter((name) => !met.has(name))).toEqual([]);
  });

  test('takes the values that are spoiled below as they are', () => {
    for (const value of values) expect(mistakes(isValid, value)).toEqual([]);
  });

  test('refuses one without any required key', () => {
    let spoiled = 0;
    for (const [value, { path, schema: node }] of places) {
      for (const key of node.required ?? []) {
        expect(isValid(withValue(value, [...path, key], undefined)), [...path, key].join('.')).toBe(false);
        spoiled++;
      }
    }
    expect(spoiled).toBeGreaterThan(80);
  });

  test('refuses one with a key that nobody knows', () => {
    for (const [value, { path, schema: node }] of places) {
      if (!node.properties) continue;
      expect(isValid(withValue(value, [...path, 'colour'], 'red')), path.join('.')).toBe(false);
    }
  });

  test('refuses one with a word that is none of those allowed, or a value of another type', () => {
    for (const [value, { path, schema: node }] of places) {
      if (path.length === 0) continue;
      const isWord = node.enum !== undefined || node.const !== undefined;
      if (isWord) expect(isValid(withValue(value, path, 'purple')), path.join('.')).toBe(false);
      expect(isValid(withValue(value, path, 0.5)), path.join('.')).toBe(false);
    }
  });
});
