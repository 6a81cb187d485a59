import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze, readTimeline } from '../../src/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import { createRedactor } from '../../src/redact/redactor.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { reportRenderers } from '../../src/render.ts';
import { reveal } from '../../src/redact.ts';
import { renderJson } from '../../src/report/json.ts';
import { timelineJson } from '../../src/report/timeline.ts';
import { comparable, verdictOf } from '../support/comparable-report.ts';
import { leakFinder, leaksInValues } from '../support/leaks.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { readOriginals } from '../support/originals.ts';

const packs = [loadPatterns()];
const { rows } = createCatalog();
const key = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);
const redactorOf = (known: Iterable<readonly [string, string]> = []) =>
  createRedactor({ key, rows, patterns: packs[0]!.patterns, known });

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name));
const samples = foldersIn('samples');
const cases = existsSync('../shared/evalset') ? foldersIn('../shared/evalset') : [];
const corpus = ['server-2012r2', 'win10-1803', 'win11', 'with-xml', 'parser']
  .map((name) => `../shared/corpus/${name}`)
  .filter((folder) => existsSync(folder));

/** Everything of the outside that stands in the way is told by how many there are. */
test('samples, published cases and real logs are there', () => {
  expect(samples.length).toBeGreaterThan(10);
  if (existsSync('../shared')) expect([cases.length > 30, corpus.length]).toEqual([true, 5]);
});

interface Both {
  readonly original: Report;
  readonly redacted: Report;
  readonly tokens: ReadonlyMap<string, string>;
}

async function both(folder: string): Promise<Both> {
  const redactor = redactorOf();
  const { report: original } = await analyze([folder], { packs, threads: 1 });
  const { report: redacted } = await analyze([folder], { packs, redactor });
  return { original, redacted, tokens: redactor.mapping() };
}

describe.each([...samples, ...cases, ...corpus])('redacted, %s', (folder) => {
  let made: Promise<Both> | undefined;
  const read = async (): Promise<Both> => (made ??= both(folder));

  test('holds no user, host, address, SID, thumbprint or path, in any format', async () => {
    const { redacted } = await read();
    const originals = await readOriginals([folder]);
    expect(originals.names.size).toBeGreaterThan(0);
    const find = leakFinder(originals);
    for (const [format, load] of Object.entries(reportRenderers)) {
      const text = [...(await load())(redacted, { color: false, width: 80 })].join('');
      expect(find(text), format).toEqual([]);
    }
    expect(leaksInValues(redacted, originals)).toEqual([]);
  });

  test('says the same', async () => {
    const { original, redacted } = await read();
    expect(verdictOf(redacted)).toEqual(verdictOf(original));
  });

  test('is turned back into what it was', async () => {
    const { original, redacted, tokens } = await read();
    const back = JSON.parse(reveal(renderJson(redacted), 'json', { key, tokens }).text) as Report;
    expect(comparable(back)).toEqual(comparable(original));
  });
});

test('the finder finds: an original report is full of what it looks for', async () => {
  const { report } = await analyze(['samples/gateway-refusal'], { packs, threads: 1 });
  const originals = await readOriginals(['samples/gateway-refusal']);
  expect(leakFinder(originals)(renderJson(report))).toEqual(
    expect.arrayContaining(['rdg01', 'bob', '198.51.100.21', 'gateway-refusal', 'rdg01.corp.example']),
  );
  expect(leaksInValues(report, originals)).toEqual(expect.arrayContaining(['RDG01', 'bob', 'CORP']));
});

test.each(samples)('the timeline of %s holds none of them either', async (folder) => {
  const { events } = await readTimeline([folder], { redactor: redactorOf() });
  const text = events.map(timelineJson).join('\n');
  expect(leakFinder(await readOriginals([folder]))(text)).toEqual([]);
});

test('one value has one token in two runs on different logs, and all are kept together', async () => {
  const [first, second] = [redactorOf(), redactorOf()];
  const folders = ['samples/wrong-password-nla-win10', 'samples/gateway-refusal'];
  const { report: a } = await analyze([folders[0]!], { packs, redactor: first });
  await analyze([folders[1]!], { packs, redactor: second });
  const tokenOf = new Map([...first.mapping()].map(([token, original]) => [original, token]));
  const common = [...second.mapping()].filter(([, original]) => tokenOf.has(original));
  expect(common.length).toBeGreaterThan(2);
  for (const [token, original] of common) expect(tokenOf.get(original)).toBe(token);
  const third = redactorOf(second.mapping());
  const { report: again } = await analyze([folders[0]!], { packs, redactor: third });
  expect(again).toEqual(a);
  expect(new Map(third.mapping())).toEqual(new Map([...first.mapping(), ...second.mapping()]));
});

test('logs read side by side are redacted alike', async () => {
  const folder = 'samples/gateway-refusal';
  const { report: whole } = await analyze([folder], { packs, redactor: redactorOf() });
  const { report } = await analyze([folder], { packs, redactor: redactorOf(), sideBySide: true });
  expect(report).toEqual(whole);
  const { report: threads } = await analyze([folder], { packs, redactor: redactorOf(), threads: 2 });
  expect(threads).toEqual(whole);
});

test('what the person stated is redacted too, and still means the same attempt', async () => {
  const stated = { user: 'CORP\\bob', client: '198.51.100.21' };
  const folder = 'samples/gateway-refusal';
  const { report: original } = await analyze([folder], { packs, threads: 1, symptom: stated });
  const { report } = await analyze([folder], { packs, redactor: redactorOf(), symptom: stated });
  expect(report.symptom?.cause).toBe(original.symptom?.cause);
  expect(JSON.stringify(report.symptom)).not.toMatch(/bob|corp|198\.51/i);
});

test('problems name no path', async () => {
  const missing = '../acme-corp/alice/Security.evtx';
  const { report } = await analyze([missing], { packs, redactor: redactorOf() });
  expect(report.problems.map(({ code }) => code)).toEqual(['not-found']);
  expect(renderJson(report)).not.toMatch(/acme|alice/);
});
