import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { makeCasePack } from '../../src/case-pack.ts';
import { openBytes } from '../../src/input/bytes.ts';
import { openZip } from '../../src/input/read-zip.ts';
import { writeZip } from '../../src/input/write-zip.ts';
import type { Report, ReportProblem } from '../../src/model/report.ts';
import { MANIFEST, type CaseManifest } from '../../src/pack/manifest.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { LINK, rawZip } from '../support/archives.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const packs = [loadPatterns()];
const sample = 'samples/0x904-unreadable-key';

let folder = '';
let files: ReadonlyMap<string, string> = new Map();
const at = (name: string): string => path.join(folder, name);
folderForAll((made) => (folder = made));
beforeAll(async () => {
  await (await makeCasePack([sample], { packs })).write(at('good.zip'));
  files = await contentsOf(at('good.zip'));
});

async function contentsOf(file: string): Promise<ReadonlyMap<string, string>> {
  const bytes = openBytes(file);
  const zip = await openZip(bytes, { mostEntries: 100 });
  const found = new Map<string, string>();
  for (const { name, pieces } of zip.members) {
    let text = '';
    for await (const piece of pieces(1 << 26)) text += new TextDecoder().decode(piece);
    found.set(name, text);
  }
  bytes.close();
  return found;
}

/** A pack as somebody else might make it; a file of it that is `undefined` is left out. */
async function forged(name: string, changes: Readonly<Record<string, string | undefined>>): Promise<string> {
  const entries = Object.entries({ ...Object.fromEntries(files), ...changes });
  await writeZip(
    at(name),
    entries.flatMap(([entry, text]) => (text === undefined ? [] : [{ name: entry, pieces: () => [text] }])),
  );
  return at(name);
}

const manifest = (): CaseManifest => JSON.parse(files.get(MANIFEST) ?? '') as CaseManifest;
const saying = (changes: Readonly<Record<string, unknown>>): Record<string, string> => ({
  [MANIFEST]: JSON.stringify({ ...manifest(), ...changes }),
});
const anEventFile = 'events/005-System.xml';

const loose = 'samples/client-log-alone';
interface Read {
  readonly report: Report;
  readonly problems: readonly ReportProblem[];
  readonly unreadable: readonly string[];
}
async function readWith(file: string): Promise<Read> {
  const { report, unreadable } = await analyze([file, loose], { packs });
  // Whatever is wrong with the pack, the rest is analysed.
  const { report: alone } = await analyze([loose], { packs });
  expect(report.attempts.map(({ id }) => id)).toEqual(
    expect.arrayContaining(alone.attempts.map(({ id }) => id)),
  );
  return { report, unreadable, problems: report.problems.filter(({ input }) => input === file) };
}
const codes = (problems: readonly ReportProblem[]): string[] => problems.map(({ code }) => code);

describe('a pack that is not as it was made', () => {
  test('has events altered: they are not used, the others are', async () => {
    const text = files.get(anEventFile) ?? '';
    expect(text).toContain('<Computer>');
    const file = await forged('altered.zip', { [anEventFile]: text.replaceAll('Schannel', 'Xchannel') });
    const { report, problems } = await readWith(file);
    expect(codes(problems)).toEqual(['altered-case-pack']);
    expect(problems[0]?.message).toContain(anEventFile);
    const read = report.inputs.filter((input) => input.stated).map((input) => path.basename(input.path));
    expect(read).not.toContain('System.evtx');
    expect(read).toContain('Security.evtx');
    // What nobody vouches for was not seen: its silence is no evidence.
    const system = report.coverage.find(
      ({ host, channel }) => host.startsWith('RDS01') && channel === 'System',
    );
    expect(system?.state).toBe('missing');
  });

  test('lacks a file', async () => {
    const { problems } = await readWith(await forged('lacking.zip', { [anEventFile]: undefined }));
    expect(codes(problems)).toEqual(['altered-case-pack']);
    expect(problems[0]?.message).toContain(`holds no '${anEventFile}'`);
  });

  test('has more files than it says: they are not read, and nothing is written', async () => {
    const before = readdirSync(folder).sort();
    const file = await forged('more.zip', {
      '../../outside.xml': '<Events/>',
      '/etc/outside': 'x',
      'C:\\outside.evtx': 'x',
    });
    const { report, problems } = await readWith(file);
    expect(problems.map(({ message }) => message)).toEqual([
      '3 of its files are not in its manifest; they were not read',
    ]);
    expect(report.packs?.[0]?.sameTool).toBe(true);
    expect(readdirSync(folder).sort()).toEqual([...before, 'more.zip'].sort());
  });

  test('has two files of one name', async () => {
    const twin = anEventFile.replace('005', '00X');
    const file = await forged('twice.zip', { [twin]: 'another' });
    const bytes = readFileSync(file).toString('latin1').replaceAll(twin, anEventFile);
    writeFileSync(file, bytes, 'latin1');
    const { problems } = await readWith(file);
    expect(problems.map(({ message }) => message)).toEqual([
      `${anEventFile} is there twice; it was not used`,
    ]);
  });

  test.each([0.2, 0.6, 0.98])('is cut off at %f of it', async (share) => {
    const bytes = readFileSync(at('good.zip'));
    writeFileSync(at('cut.zip'), bytes.subarray(0, Math.floor(bytes.length * share)));
    const { problems, unreadable } = await readWith(at('cut.zip'));
    expect(codes(problems)).toEqual(['bad-case-pack']);
    expect(problems[0]?.message).toContain('cut short');
    expect(unreadable).toEqual([at('cut.zip')]);
  });

  test.each<[string, string, string]>([
    ['is no JSON', '{"format":"rdpwhy-case-pack",', 'not whole JSON'],
    ['is of a later format', '{"format":"rdpwhy-case-pack","formatVersion":2}', 'another version'],
    ['lacks its parts', '{"format":"rdpwhy-case-pack","formatVersion":1}', 'not whole: tool'],
  ])('has a manifest that %s', async (name, text, words) => {
    const { problems, unreadable } = await readWith(await forged(`${name}.zip`, { [MANIFEST]: text }));
    expect(codes(problems)).toEqual(['bad-case-pack']);
    expect(problems[0]?.message).toContain(words);
    expect(unreadable).toHaveLength(1);
  });

  test('has one wrong value anywhere in its manifest: it is refused, or read without harm', async () => {
    for (const [name, value] of Object.entries(manifest()))
      for (const wrong of [null, 7, 'x', [7], { x: 7 }, [null]]) {
        if (name === 'format') continue;
        const file = await forged('wrong.zip', saying({ [name]: Array.isArray(value) ? [wrong] : wrong }));
        const { report } = await analyze([file], { packs });
        expect(renderTerminal(report)).not.toBe('');
      }
  }, 120_000);
});

describe('an archive that is no case pack', () => {
  test.each<[string, Record<string, string>, code: string, says: string]>([
    ['a broken log', { 'Security.evtx': 'ElfFile' }, 'unknown-format', 'expected an event log'],
    ['something with a manifest', { 'manifest.json': '{"name":"an extension"}' }, 'no-logs', '1 file'],
    ['something with a broken manifest', { 'manifest.json': '{"name":' }, 'no-logs', '1 file'],
  ])('holds %s and is searched for logs', async (name, entries, code, says) => {
    await writeZip(
      at(`${name}.zip`),
      Object.entries(entries).map(([entry, text]) => ({ name: entry, pieces: () => [text] })),
    );
    const { report } = await analyze([at(`${name}.zip`), loose], { packs });
    const [problem, ...more] = report.problems.filter(({ input }) => input.startsWith(at(name)));
    expect(more).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toContain(says);
  });

  test('has 100,000 entries, and is refused before they are held', async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => (i === 0 ? MANIFEST : `e${i}`));
    writeFileSync(at('many.zip'), archiveOf('{}', names));
    const started = performance.now();
    const { problems } = await readWith(at('many.zip'));
    expect(problems[0]?.message).toContain('more than 20000 entries');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('has links for files, which lead nowhere', async () => {
    writeFileSync(at('links.zip'), archiveOf('/etc/passwd', [MANIFEST, '../link'], LINK));
    const { problems } = await readWith(at('links.zip'));
    expect(codes(problems)).toEqual(['no-logs', 'odd-archive']);
  });
});

/** An archive whose names all stand for one stored text. */
const archiveOf = (text: string, names: readonly string[], attributes = 0): Buffer =>
  rawZip(
    names.map((name) => ({ name, packed: Buffer.from(text), attributes })),
    true,
  );

describe('a bomb', () => {
  const zeros = function* (bytes: number): Generator<string> {
    const piece = ' '.repeat(1 << 20);
    for (let i = 0; i < bytes; i += piece.length) yield piece;
  };

  test('in the place of events is left at the size that the manifest states', async () => {
    const entries = [...files].map(([name, text]) => ({ name, pieces: () => [text] as Iterable<string> }));
    const others = entries.filter(({ name }) => name !== anEventFile);
    await writeZip(at('bomb.zip'), [...others, { name: anEventFile, pieces: () => zeros(1 << 30) }]);
    expect(readFileSync(at('bomb.zip')).length).toBeLessThan(3_000_000);
    const started = performance.now();
    const { problems } = await readWith(at('bomb.zip'));
    expect(problems[0]?.message).toMatch(/005-System.xml comes to more than \d+ bytes/);
    expect(performance.now() - started).toBeLessThan(10_000);
  }, 300_000);

  test('that the manifest vouches for is larger than a pack can be', async () => {
    const listed = manifest().files.map((file) =>
      file.name === anEventFile ? { ...file, bytes: 2 ** 40 } : file,
    );
    const { problems } = await readWith(await forged('vouched.zip', saying({ files: listed })));
    expect(problems[0]?.message).toContain('larger than');
  });

  test('in the place of the manifest', async () => {
    await writeZip(at('manifest-bomb.zip'), [{ name: MANIFEST, pieces: () => zeros(1 << 28) }]);
    const { problems } = await readWith(at('manifest-bomb.zip'));
    expect(codes(problems)).toEqual(['bad-case-pack']);
  }, 120_000);
});

describe('verdicts', () => {
  const shown = (report: Report): string => renderTerminal(report, { width: 4000 });

  test('of sender and receiver are both told where the versions differ', async () => {
    const { tool } = manifest();
    const file = await forged('old.zip', saying({ tool: { ...tool, version: '0.0.1' } }));
    const { report } = await analyze([file], { packs });
    expect(report.packs).toMatchObject([{ sameTool: false, sameVerdict: true, tool: { version: '0.0.1' } }]);
    expect(shown(report)).toContain('rdpwhy 0.0.1');
    expect(shown(report)).toContain('Verdict of its sender: Windows cannot read the private key');
    expect(shown(report)).toContain('Verdict of this run: Windows cannot read the private key');
  });

  test('that differ are both told, and what the sender says acts on no terminal', async () => {
    const { verdict } = manifest();
    const other = { ...verdict, headline: 'all is \u001b[31mwell', causes: [] };
    const { report } = await analyze([await forged('other.zip', saying({ verdict: other }))], { packs });
    expect(report.packs).toMatchObject([{ sameTool: true, sameVerdict: false }]);
    expect(shown(report)).toContain('Verdict of its sender: all is \\u001b[31mwell');
    expect(shown(report)).not.toContain('\u001b[31m');
  });

  test('rest on patterns that a receiver without them is told of', async () => {
    const { tool } = manifest();
    const sha256 = createHash('sha256').update('x').digest('hex');
    const more = [...tool.patterns.packs, { name: 'acme', version: '3', sha256 }];
    const changed = saying({ tool: { ...tool, patterns: { count: 9, packs: more } } });
    const { report } = await analyze([await forged('acme.zip', changed)], { packs });
    expect(shown(report)).toContain(`patterns acme 3 (SHA-256 ${sha256.slice(0, 12)}`);
  });
});
