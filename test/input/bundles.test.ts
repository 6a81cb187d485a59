import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import { filesOf, zipOf, type Files } from '../support/archives.ts';
import { bundles, type Bundle } from '../support/bundles.ts';
import { verdictOf } from '../support/form-report.ts';
import { jsonWriters } from '../support/json/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { tellScenarios } from '../support/scenarios/index.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const packs = [loadPatterns()];
const NAME = '0x904-unreadable-key';
const sample = `samples/${NAME}`;
const scenarios = tellScenarios();
const eventsOf = (scenario: string, log: RegExp) =>
  [...(scenarios.find(({ name }) => name === scenario)?.logs ?? [])].find(([file]) => log.test(file))?.[1] ??
  [];

let folder = '';
folderForAll((made) => (folder = made));

function write(root: string, files: Files): string {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return path.join(folder, root);
}

function laidOut({ pathOf, beside }: Bundle, machine: string, logs: Files, scenario = NAME): Files {
  const moved = Object.entries(logs).map(([log, bytes]) => [pathOf(log, machine), bytes] as const);
  return { ...Object.fromEntries(moved), ...beside(machine, eventsOf(scenario, /System/)) };
}

const report = async (...paths: string[]): Promise<Report> => (await analyze(paths, { packs })).report;

/** What logs say, with their plain names, whatever stands beside them. */
function told(given: Report, root: string, { pathOf }: Bundle, machine: string): unknown {
  let text = JSON.stringify({ ...given, inputs: undefined });
  for (const log of Object.keys(filesOf(sample)))
    text = text.replaceAll(
      JSON.stringify(`${root}/${pathOf(log, machine)}`),
      JSON.stringify(`${sample}/${log}`),
    );
  return JSON.parse(text);
}

describe.each([...bundles])('%s', (name, bundle) => {
  const machine = 'RDS01';
  // What tools made of the logs is told of with the logs.
  const extra = name === 'KAPE' ? 1 : 0;

  test.each(['folder', 'zip'])('as a %s gives the report of the logs', async (form) => {
    const logs = filesOf(sample);
    const files = laidOut(bundle, machine, logs);
    let root = path.join(folder, `${name}.zip`);
    if (form === 'zip') writeFileSync(root, await zipOf(files));
    else root = write(name, files);
    const given = await report(root);
    const plain = await report(sample);
    expect(given.inputs).toHaveLength(Object.keys(logs).length + extra);
    expect(given.problems.filter(({ code }) => code !== 'lost-activity')).toEqual([]);
    if (extra === 0) {
      expect(told(given, root, bundle, machine)).toEqual(
        JSON.parse(JSON.stringify({ ...plain, inputs: undefined })),
      );
    } else expect(verdictOf(given)).toEqual(verdictOf(plain));
  });

  test('of two machines keeps them apart', async () => {
    const other = 'samples/network-drop';
    const both = write(`${name} of two`, {
      ...laidOut(bundle, machine, filesOf(sample)),
      ...laidOut(bundle, 'RDS07', filesOf(other), 'network-drop'),
    });
    const given = await report(both);
    expect(verdictOf(given)).toEqual(verdictOf(await report(sample, other)));
    for (const alone of [await report(sample), await report(other)]) {
      const [host] = alone.hosts;
      expect(given.attempts.filter((one) => one.host === host?.name).map(({ id }) => id)).toEqual(
        alone.attempts.map(({ id }) => id),
      );
    }
  });
});

test('rows of the same logs in results/ are the same records once more', async () => {
  const bundle = bundles.get('Velociraptor');
  if (!bundle) throw new Error('no such bundle');
  const files = laidOut(bundle, 'RDS01', filesOf(sample));
  const rows = jsonWriters.get('velociraptor')?.(eventsOf(NAME, /RdpCoreTS/)) ?? '';
  const root = write('with results', {
    ...files,
    'Collection-RDS01-2024-03-13T10_15_00Z/results/Windows.EventLogs.Evtx.json': Buffer.from(rows),
  });
  const given = await report(root);
  expect(given.inputs).toHaveLength(Object.keys(filesOf(sample)).length + 1);
  expect(verdictOf(given)).toEqual(verdictOf(await report(sample)));
});
