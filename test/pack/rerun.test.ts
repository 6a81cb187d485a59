import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { makeCasePack, type CasePackOptions, type MadeCasePack } from '../../src/case-pack.ts';
import { readSymptomCode } from '../../src/explain.ts';
import { phrases } from '../../src/explain/phrases.ts';
import type { Report } from '../../src/model/report.ts';
import { chooseRecords } from '../../src/pack/choose-records.ts';
import { redactedText } from '../../src/pack/redaction-note.ts';
import { openBytes } from '../../src/input/bytes.ts';
import { openZip } from '../../src/input/read-zip.ts';
import { redactorFor } from '../../src/redact.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const packs = [loadPatterns()];
const redactor = () => redactorFor({ key: new Uint8Array(32).fill(7), packs });

let folder = '';
folderForAll((made) => (folder = made));
const at = (name: string): string => path.join(folder, name);

async function pack(
  paths: readonly string[],
  file: string,
  options: CasePackOptions = {},
): Promise<MadeCasePack> {
  const made = await makeCasePack(paths, { packs, ...options });
  await made.write(at(file));
  return made;
}

const rerun = async (...files: string[]): Promise<Report> => (await analyze(files.map(at), { packs })).report;

/** All that a report concludes, evidence included; where its inputs lie is another matter. */
const conclusions = ({ summary, causes, attempts, hosts, coverage }: Report): unknown =>
  JSON.parse(
    JSON.stringify({ summary, causes, attempts, hosts, coverage }, (key, value: unknown) =>
      key === 'input' || key === 'stated' ? undefined : value,
    ),
  );

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(folder, entry.name))
    : [];
const corpus = ['server-2012r2', 'win10-1803', 'with-xml']
  .map((name) => path.join('../shared/corpus', name))
  .filter((name) => existsSync(name));
const cases = [...foldersIn('samples'), ...foldersIn('../shared/evalset'), ...corpus];

describe('the receiver of a pack comes to what its sender came to', { timeout: 300_000 }, () => {
  test.each(cases)('%s', async (logs) => {
    const { report, manifest } = await pack([logs], 'plain.zip');
    expect(manifest.rerun).toMatchObject({ sameVerdict: true, attemptsThatDiffer: 0 });
    const again = await rerun('plain.zip');
    expect(conclusions(again)).toEqual(conclusions(report));
    expect(again.packs).toMatchObject([{ sameTool: true, sameVerdict: true, redacted: false }]);
    expect(again.problems).toEqual(
      report.problems.map((problem) => ({ ...problem, input: `${at('plain.zip')}!${problem.input}` })),
    );
  });

  test.each(cases)('%s, redacted', async (logs) => {
    const { report } = await pack([logs], 'redacted.zip', { redactor: redactor() });
    const again = await rerun('redacted.zip');
    expect(conclusions(again)).toEqual(conclusions(report));
    expect(again.packs).toMatchObject([{ sameVerdict: true, redacted: true }]);
    const plain = (await analyze([logs], { packs })).report;
    const told = ({ causes, attempts }: Report): unknown => [
      causes.map(({ cause, confidence, attemptCount }) => [cause, confidence, attemptCount]),
      attempts.map(({ outcome, reached, diagnosis }) => [
        outcome,
        reached,
        diagnosis?.cause,
        diagnosis?.confidence,
      ]),
    ];
    expect(told(again)).toEqual(told(plain));
  });
});

const sample = 'samples/0x904-unreadable-key';
const flooded = path.join('../shared/corpus', 'server-2012r2');

describe('a pack', () => {
  test('of a pack gives the same once more, and names all that it came from', async () => {
    const { report } = await pack([sample], 'first.zip');
    await pack([at('first.zip')], 'second.zip');
    const again = await rerun('second.zip');
    expect(conclusions(again)).toEqual(conclusions(report));
    expect(again.inputs.map((input) => input.format)).toContain('case-pack');
    expect(again.inputs.filter((input) => input.stated).map((input) => input.sha256)).toEqual(
      expect.arrayContaining(report.inputs.map((input) => input.sha256)),
    );
  });

  test('of the same logs is the same bytes', async () => {
    await pack([sample], 'one.zip');
    await pack([sample], 'other.zip');
    expect(readFileSync(at('one.zip')).equals(readFileSync(at('other.zip')))).toBe(true);
  });

  test('marks what its sender says of coverage, and of its logs', async () => {
    await pack([sample], 'stated.zip');
    const { coverage, inputs } = await rerun('stated.zip');
    expect(coverage.filter((row) => row.state === 'seen').every((row) => row.stated)).toBe(true);
    expect(coverage.filter((row) => row.state === 'missing').some((row) => row.stated)).toBe(false);
    expect(inputs.filter((input) => !input.stated).map((input) => input.path)).toEqual([at('stated.zip')]);
  });

  test('stands beside other packs and loose logs, and adds up to the whole', async () => {
    const files = readdirSync(sample)
      .filter((name) => name.endsWith('.evtx'))
      .map((name) => path.join(sample, name));
    const [first = '', second = '', ...rest] = files;
    await pack([first], 'first-log.zip');
    await pack([second], 'second-log.zip');
    const whole = (await analyze(files, { packs })).report;
    const joined = (await analyze([at('first-log.zip'), at('second-log.zip'), ...rest], { packs })).report;
    const told = ({ summary, causes }: Report): unknown => [
      summary.outcome,
      causes.map(({ cause, confidence, attemptCount }) => [cause, confidence, attemptCount]),
    ];
    expect(told(joined)).toEqual(told(whole));
    expect(joined.packs).toHaveLength(2);
  });

  test.skipIf(!corpus.includes(flooded))(
    'of a flood holds a share of its attempts, and some of each cause',
    async () => {
      const { report } = await analyze([flooded], { packs });
      const { attempts } = chooseRecords(report, 150);
      expect(attempts.length).toBeLessThanOrEqual(150);
      const causes = (some: Report['attempts']): unknown =>
        [...new Set(some.map((one) => one.diagnosis?.cause ?? ''))].sort();
      expect(causes(attempts)).toEqual(causes(report.attempts));
    },
  );
});

describe('redaction', () => {
  test('leaves no name, address or path of the logs anywhere in the pack', async () => {
    const { report, manifest: plain } = await pack([sample], 'names.zip');
    const { manifest } = await pack([sample], 'none.zip', {
      redactor: redactor(),
      stated: { user: 'alice', client: '192.0.2.77', code: '0x904/0x7' },
    });
    const everything = await textOf(
      'none.zip',
      manifest.files.map(({ name }) => name),
    );
    const originals = new Set(
      report.attempts.flatMap(({ client, account }) => [client?.address, account?.name, account?.domain]),
    );
    for (const { name } of report.hosts) originals.add(name).add(name.split('.')[0]);
    for (const { path: input } of report.inputs) originals.add(path.basename(path.dirname(input)));
    originals.add('alice').add('192.0.2.77');
    originals.delete(undefined);
    originals.delete('');
    expect(originals.size).toBeGreaterThan(4);
    for (const original of originals)
      expect(everything.toLowerCase().includes((original ?? '').toLowerCase()), original).toBe(false);
    expect(everything).toContain(report.inputs[0]?.sha256);
    const unredacted = await textOf(
      'names.zip',
      plain.files.map(({ name }) => name),
    );
    for (const { name } of report.hosts) expect(unredacted).toContain(name);
  });
});

describe('what was stated is redacted', () => {
  const texts = [
    ...phrases.flatMap(({ keys: [first], topics = [] }) => [
      ...(first === undefined ? [] : [first]),
      ...topics,
    ]),
    "Remote Desktop can't find the computer HUBER-PC",
    'Huber: 0x904, extended 0x7',
    'reason 5',
    '0x904 0x7 0xC000006D',
    '/0x7',
    '3221225581',
  ];
  test.each(texts)('%s: and means the same', (code) => {
    const symptomCode = readSymptomCode(code, { packs });
    expect(symptomCode).toBeDefined();
    const { code: made = '' } = redactedText({ code }, symptomCode ? { code: symptomCode } : {}, redactor());
    expect(made).not.toMatch(/huber/i);
    expect(readSymptomCode(made, { packs })).toEqual(symptomCode);
  });

  test('and of words that nobody understood nothing is left', () => {
    expect(redactedText({ code: 'Huber', tz: 'utc' }, {}, redactor())).toEqual({ tz: 'utc' });
  });
});

async function textOf(file: string, names: readonly string[]): Promise<string> {
  const bytes = openBytes(at(file));
  const zip = await openZip(bytes, { mostEntries: 1000 });
  let text = '';
  for (const { name, pieces } of zip.members) {
    if (name !== 'manifest.json' && !names.includes(name)) continue;
    for await (const piece of pieces(1 << 28)) text += new TextDecoder().decode(piece);
  }
  bytes.close();
  return text;
}
