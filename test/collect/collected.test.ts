import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { makeCasePack } from '../../src/case-pack.ts';
import type { Report } from '../../src/model/report.ts';
import { redactorFor } from '../../src/redact.ts';
import { reportRenderers } from '../../src/render.ts';
import { collectedText } from '../support/collected.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { folderForEach } from '../support/temporary-folder.ts';

const sample = 'samples/license-grace-over';
const cause = 'rds-grace-expired-no-license-server';
const manifest = 'rdpwhy-collect.json';
const packs = [loadPatterns()];

describe('what the script collected', () => {
  let folder = '';
  folderForEach((made) => (folder = made));
  beforeEach(() => {
    for (const name of readdirSync(sample).filter((one) => one.endsWith('.evtx')))
      cpSync(path.join(sample, name), path.join(folder, name));
  });

  const put = (text: string): void => writeFileSync(path.join(folder, manifest), text);
  const reportOf = async (input = folder): Promise<Report> => (await analyze([input], { packs })).report;
  const rowOf = ({ coverage }: Report, end: string) => coverage.find(({ channel }) => channel.endsWith(end));

  test('says why logs are not there, and gives no command for what no export would show', async () => {
    put(collectedText());
    const report = await reportOf();
    expect(rowOf(report, 'Application')).toMatchObject({ state: 'missing', found: 'denied' });
    expect(rowOf(report, 'Application')?.collect).toContain('wevtutil epl');
    expect(rowOf(report, 'SessionBroker-Client/Operational')).toMatchObject({ found: 'absent', collect: '' });
    expect(rowOf(report, 'NetworkProfile/Operational')).toMatchObject({ found: 'off', collect: '' });
    expect(rowOf(report, 'System')).not.toHaveProperty('found');
    expect(report.inputs.find(({ path }) => path.endsWith(manifest))).toMatchObject({
      format: 'rdpwhy-collect',
      state: 'clean',
      records: { read: 0 },
    });
  });

  test('says of the cause what was found, and changes neither it nor how sure it is', async () => {
    const before = await reportOf();
    put(collectedText());
    const after = await reportOf();
    const bare = ({ summary, causes }: Report) => ({
      summary,
      causes: causes.map((one) => Object.entries(one).filter(([name]) => name !== 'facts')),
    });
    expect(JSON.stringify(bare(after))).toBe(JSON.stringify(bare(before)));
    expect(after.attempts).toEqual(before.attempts);
    expect(after.causes.find((one) => one.cause === cause)?.facts).toEqual([
      expect.objectContaining({
        host: 'RDS04.corp.example',
        fact: 'licensing.graceDaysLeft',
        value: '0',
        speaks: 'for',
      }),
    ]);
  });

  test('says what speaks against the cause', async () => {
    put(collectedText({ facts: { 'licensing.graceDaysLeft': 17 } }));
    const [found] = (await reportOf()).causes.find((one) => one.cause === cause)?.facts ?? [];
    expect(found).toMatchObject({ speaks: 'against', value: '17' });
    expect(found?.text).toContain('17 days');
  });

  test.each(['terminal', 'markdown', 'html', 'json', 'ndjson'])('is shown as %s', async (format) => {
    put(collectedText());
    const render = await reportRenderers[format]?.();
    const text = [...(render?.(await reportOf(), { color: false, width: 200 }) ?? [])].join('');
    expect(text).toContain('the grace period of licensing is over');
  });

  test('is the same from a zip, also one zip in another', async () => {
    put(collectedText());
    const inner = await zipOf(folder);
    const file = path.join(folder, 'case.zip');
    const outer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    await outer.add('rdpwhy-RDS04.zip', new Uint8ArrayReader(inner));
    const plain = comparable(await reportOf());
    writeFileSync(file, inner);
    expect(comparable(await reportOf(file))).toEqual(plain);
    writeFileSync(file, await outer.close());
    expect(comparable(await reportOf(file))).toEqual(plain);
  });

  test('an empty log that is switched off proves no silence', async () => {
    const empty = 'Microsoft-Windows-NetworkProfile%4Operational.evtx';
    writeFileSync(path.join(folder, empty), '<Events></Events>');
    expect(rowOf(await reportOf(), 'NetworkProfile/Operational')?.state).toBe('empty');
    put(collectedText());
    expect(rowOf(await reportOf(), 'NetworkProfile/Operational')).toMatchObject({
      state: 'missing',
      found: 'off',
    });
  });

  test('of another machine says nothing of this one', async () => {
    put(collectedText({ computer: 'RDS05', dnsName: 'RDS05.corp.example' }));
    const report = await reportOf();
    expect(JSON.stringify(report)).not.toMatch(/"found"|"facts"/);
  });

  test('names nobody when redacted', async () => {
    put(collectedText());
    const redactor = redactorFor({ packs, key: new Uint8Array(32).fill(7) });
    const { report } = await analyze([folder], { packs, redactor });
    expect(JSON.stringify(report)).not.toMatch(/RDS04|corp\.example/i);
    expect(report.causes.find((one) => one.cause === cause)?.facts?.[0]?.host).toBe(report.hosts[0]?.name);
    expect(rowOf(report, 'Application')?.found).toBe('denied');
  });

  test.each([
    ['as they are', undefined],
    ['redacted', redactorFor({ packs, key: new Uint8Array(32).fill(7) })],
  ])('comes with a case pack, %s, to the same report', async (_, redactor) => {
    writeFileSync(
      path.join(folder, 'Microsoft-Windows-NetworkProfile%4Operational.evtx'),
      '<Events></Events>',
    );
    put(collectedText());
    const made = await makeCasePack([folder], { packs, ...(redactor && { redactor }) });
    expect(made.manifest.rerun).toMatchObject({ sameVerdict: true, attemptsThatDiffer: 0 });
    const file = path.join(folder, 'pack.zip');
    await made.write(file);
    const again = await reportOf(file);
    const facts = again.causes.find((one) => one.cause === cause)?.facts;
    expect(facts).toHaveLength(1);
    expect(rowOf(again, 'NetworkProfile/Operational')).toMatchObject({ state: 'missing', found: 'off' });
    expect(unstated(again)).toEqual(unstated(made.report));
    const second = path.join(folder, 'second.zip');
    await (await makeCasePack([file], { packs })).write(second);
    expect(unstated(await reportOf(second))).toEqual(unstated(made.report));
    if (redactor) expect(JSON.stringify(made.manifest)).not.toMatch(/RDS04|corp\.example/i);
  });

  test.each([
    ['cut off', collectedText().slice(0, 400)],
    ['of another version', collectedText().replace('"formatVersion":1', '"formatVersion":9')],
    ['without its body', '{"format":"rdpwhy-collect","formatVersion":1}'],
    ['larger than it can be', `${collectedText()}${' '.repeat(1024 * 1024)}`],
    ['with a name that no computer has', collectedText({ computer: '\u001b[2J<script>' })],
    ['with channels that are none', collectedText({ channels: [{ channel: 7 }] })],
    [
      'with more channels than there are',
      collectedText({ channels: Array.from({ length: 300 }, () => ({})) }),
    ],
  ])('%s is told of and does no harm', async (_, text) => {
    const before = await reportOf();
    put(text);
    const after = await reportOf();
    expect(after.problems).toEqual([expect.objectContaining({ code: 'bad-collect-manifest', count: 1 })]);
    expect(after.causes).toEqual(before.causes);
    expect(after.coverage).toEqual(before.coverage);
  });
});

/** All that is concluded, but where it lies and that a sender states it. */
const unstated = ({ causes, coverage, attempts, hosts }: Report): unknown =>
  JSON.parse(
    JSON.stringify({ causes, coverage, attempts, hosts }, (key, value: unknown) =>
      key === 'input' || key === 'stated' ? undefined : value,
    ),
  );

const comparable = ({ causes, coverage, attempts, hosts }: Report): unknown => {
  const text = JSON.stringify({ causes, coverage, attempts, hosts });
  return JSON.parse(text.replaceAll(/"input":"[^"]*[/]([^"/]*)"/g, '"input":"$1"'));
};

async function zipOf(folder: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const name of readdirSync(folder))
    await writer.add(name, new Uint8ArrayReader(readFileSync(path.join(folder, name))));
  return writer.close();
}
