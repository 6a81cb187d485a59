import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../src/analyze.ts';
import { countEvents } from '../../src/count-events.ts';
import type { FoundLog } from '../../src/input/found-log.ts';
import { openBytes } from '../../src/input/bytes.ts';
import { contentOf, openArchive } from '../../src/input/open-archive.ts';
import { openLogs } from '../../src/input/open-logs.ts';
import type { Report } from '../../src/model/report.ts';
import type { EventSpec } from '../support/event-spec.ts';
import { filesOf, tarOf, zipOf, type Files } from '../support/archives.ts';
import { writeEvtx } from '../support/evtx-writer/index.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { folderForAll } from '../support/temporary-folder.ts';

const packs = [loadPatterns()];
const sample = 'samples/0x904-unreadable-key';
const corpus = '../shared/corpus/server-2012r2';
/** An archive whose password is "right", made by the library's writer; "wrong-294" passes its first check. */
const WRONG_BY_CHANCE =
  'UEsDBBQACQAIALMieF0AAAAAAAAAAAAAAAAFAAkAYS54bWxVVAUAAdIQBWtqkHdnTe7MxAjO9/S1oC0y6pWM3SB9UEsHCB6wpnYWAAAACAAAAFBLAQIAAxQACQAIALMieF0esKZ2FgAAAAgAAAAFAAkAAAAAAAAAAACkgQAAAABhLnhtbFVUBQAB0hAFa1BLBQYAAAAAAQABADwAAABSAAAAAAA=';
let folder = '';
folderForAll((made) => (folder = made));

function written(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

/** The report without what names its inputs' paths. */
async function reportOf(input: string, prefix: string, options: AnalyzeOptions = {}): Promise<Report> {
  const { report } = await analyze([input], { packs, ...options });
  return JSON.parse(JSON.stringify(report).replaceAll(prefix, 'X/')) as Report;
}

const problemsOf = async (
  file: string,
  options: AnalyzeOptions = {},
): Promise<readonly (readonly string[])[]> =>
  (await analyze([file, sample], { packs, ...options })).report.problems.map(({ input, code, message }) => [
    path.relative(folder, input),
    code,
    message,
  ]);

describe('logs in archives', () => {
  test.each<[string, (files: Files) => Promise<[file: string, prefix: string]>]>([
    [
      'a zip',
      async (files) => {
        const file = written('plain.zip', await zipOf(files));
        return [file, `${file}/`];
      },
    ],
    [
      'a zip without compression and with Zip64',
      async (files) => {
        const file = written('stored.zip', await zipOf(files, { level: 0, zip64: true }));
        return [file, `${file}/`];
      },
    ],
    [
      'a zip in a zip in a zip, with a folder',
      async (files) => {
        const inner = await zipOf(files);
        const middle = await zipOf({ 'b/inner.zip': inner });
        const file = written(
          'outer.bin',
          await zipOf({ 'readme.txt': Buffer.from('hello'), 'a.zip': middle }),
        );
        return [file, `${file}/a.zip/b/inner.zip/`];
      },
    ],
    [
      'gzip in a zip',
      async (files) => {
        const packed = Object.entries(files).map(([name, bytes]) => [name, gzipSync(bytes)] as const);
        const file = written('gz.zip', await zipOf(Object.fromEntries(packed)));
        return [file, `${file}/`];
      },
    ],
    [
      'a tar',
      async (files) => {
        const file = written('plain.tar', await tarOf(files));
        return [file, `${file}/`];
      },
    ],
    [
      'a tar.gz that the system has written, with long names',
      async (files) => {
        const deep = 'long'.repeat(40);
        for (const [name, bytes] of Object.entries(files)) written(`packed/${deep}/${name}`, bytes);
        const file = path.join(folder, 'system.tar.gz');
        execFileSync('tar', ['czf', file, '-C', path.join(folder, 'packed'), deep]);
        return [file, `${file}/${deep}/`];
      },
    ],
    [
      'a zip in a tar in a zip',
      async (files) => {
        const tar = await tarOf({ 'a.txt': Buffer.from('x'), 'b/inner.zip': await zipOf(files) });
        const file = written('zip-tar-zip.zip', await zipOf({ 'x.tgz': gzipSync(tar) }));
        return [file, `${file}/x.tgz/b/inner.zip/`];
      },
    ],
    [
      'a folder with a zip in it',
      async (files) => {
        const file = written('case/logs/all.zip', await zipOf(files));
        return [path.join(folder, 'case'), `${file}/`];
      },
    ],
  ])('in %s give the report of the folder', async (_, pack) => {
    const [file, prefix] = await pack(filesOf(sample));
    const packed = await reportOf(file, prefix);
    const plain = await reportOf(sample, `${sample}/`);
    // How long a compressed stream gets is known to nobody before it is read.
    expect(packed).toEqual(plain);
  });

  test('are read with a password, in both ways that archives have', async () => {
    for (const zipCrypto of [false, true]) {
      const bytes = await zipOf(filesOf(sample), { password: 'infected', zipCrypto });
      const file = written(`locked-${zipCrypto}.zip`, bytes);
      const opened = await reportOf(file, `${file}/`, { password: 'infected' });
      expect(opened).toEqual(await reportOf(sample, `${sample}/`));
      const name = readdirSync(sample).find((one) => one.endsWith('.evtx'));
      const count = Object.keys(filesOf(sample)).length;
      expect(await problemsOf(file)).toEqual([
        [
          path.basename(file),
          'no-access',
          `${count} of its files are protected by a password: name it with --password`,
        ],
      ]);
      expect(await problemsOf(file, { password: 'wrong' })).toContainEqual([
        `${path.basename(file)}/${name}`,
        'read-failed',
        // One wrong password in 256 is only known by what comes out.
        expect.stringMatching(/^it does not open with this password(, or is damaged)?$/),
      ]);
    }
  });

  test('are not called damaged alone where the one byte that checks a password holds by chance', async () => {
    const file = written('by-chance.zip', Buffer.from(WRONG_BY_CHANCE, 'base64'));
    expect((await analyze([file], { packs, password: 'wrong-294' })).report.problems).toEqual([
      {
        input: `${file}/a.xml`,
        code: 'read-failed',
        message: 'it does not open with this password, or is damaged',
        count: 1,
      },
    ]);
  });

  test('are read from gzip by itself', async () => {
    const [name, bytes] = Object.entries(filesOf(sample))[0] ?? ['', new Uint8Array()];
    const file = written(`${name}.gz`, gzipSync(bytes));
    const plain = await countEvents([path.join(sample, name)]);
    expect(plain.records).toBeGreaterThan(0);
    expect(await countEvents([file])).toEqual(plain);
  });

  test.skipIf(!existsSync(corpus))('of a real server give the report of the folder', async () => {
    const file = written('case.zip', await zipOf(filesOf(corpus)));
    expect(await reportOf(file, `${file}/`)).toEqual(await reportOf(corpus, `${corpus}/`));
  });
});

describe('what stands beside logs', () => {
  test('is left alone; texts and XML are known by what is in them', async () => {
    const xml = '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"></Event>';
    const files = {
      'picture.png': Buffer.from('\u0089PNG'),
      'notes.txt': Buffer.from('we rebooted it'),
      'tasks.xml': Buffer.from('<?xml version="1.0"?><Task/>'),
      'export.txt': Buffer.from(xml),
      'sub/wide.xml': Buffer.from(`\uFEFF${xml}`, 'utf16le'),
    };
    for (const [name, bytes] of Object.entries(files)) written(`mixed/${name}`, bytes);
    const file = written('mixed.zip', await zipOf(files));
    const names = async (given: string): Promise<string[]> =>
      (await openLogs([given])).logs.map((log) => path.relative(given, log.file)).sort();
    expect(await names(path.join(folder, 'mixed'))).toEqual(['export.txt', 'sub/wide.xml']);
    expect(await names(file)).toEqual(['export.txt', 'sub/wide.xml']);
  });

  test.each([
    ['7z', '7z\u00bc\u00af\u0027\u001c\0', '7z x'],
    ['cab', 'MSCF\0\0\0\0....', 'expand -F:* FILE.cab FOLDER'],
    ['rar', 'Rar!\u001a\u0007\0', 'a rar archive: unpack it with 7z x'],
    ['tar.bz2', 'BZh91AY&SY.', 'bunzip2'],
    ['tar.xz', '\u00fd7zXZ\0\0\u0004', 'unxz'],
    ['zst', '(\u00b5/\u00fd\u0004', 'zstd -d'],
    ['evt', '0\0\0\0LfLe\u0001\0\0\0', '/lf:true'],
  ])('is a %s: it is said how to make logs of it, also inside others', async (ending, content, words) => {
    const bytes = Buffer.from(content, 'latin1');
    for (const file of [
      written(`other/x.${ending}`, bytes),
      written(`other-${ending}.zip`, await zipOf({ [`x.${ending}`]: bytes })),
    ]) {
      const problems = await problemsOf(file);
      expect(problems.map(([, code]) => code)).toEqual(['unknown-format']);
      expect(problems[0]?.[2]).toContain(words);
    }
  });
});

describe('an archive that means harm, or is broken', () => {
  test('names files outside: nothing is written, the names are only shown', async () => {
    const [bytes] = Object.values(filesOf(sample));
    const before = readdirSync(folder).sort();
    const file = written('evil.zip', await zipOf({ '../../../tmp/evil.evtx': bytes ?? new Uint8Array() }));
    const { report } = await analyze([file], { packs });
    expect(report.inputs.map((input) => input.path)).toEqual([`${file}/../../../tmp/evil.evtx`]);
    expect(existsSync('/tmp/evil.evtx')).toBe(false);
    expect(readdirSync(folder).sort()).toEqual([...before, 'evil.zip'].sort());
  });

  test('comes to far more than it is: it is read up to the limit, and the rest is told', async () => {
    const bomb = Buffer.alloc(30_000_000);
    bomb.write('ElfFile\0');
    const file = written('bomb.zip', await zipOf({ 'Security.evtx': bomb, 'System.evtx': bomb }));
    const logs: string[] = [];
    const read = async (unsuspected: number): Promise<number> => {
      const found: FoundLog[] = [];
      const archive = await openArchive(file, contentOf(openBytes(file)), {
        add: (log) => void found.push(log),
        unsuspected,
      });
      let bytes = 0;
      try {
        for (const { open } of found) for await (const piece of open?.() ?? []) bytes += piece.length;
      } catch (error) {
        logs.push(String(error));
      }
      archive.close();
      return bytes;
    };
    expect(await read(2 ** 31)).toBe(60_000_000);
    expect(await read(1_000_000)).toBeLessThan(14_000_000);
    expect(logs).toEqual([expect.stringContaining('more than 200 times its size')]);
  });

  test('is nested too deep', async () => {
    let bytes = await zipOf(filesOf(sample));
    for (let depth = 0; depth < 6; depth++) bytes = await zipOf({ 'a.zip': bytes });
    const [[, code, message] = [], ...more] = await problemsOf(written('deep.zip', bytes));
    expect(more).toEqual([]);
    expect([code, message]).toEqual([
      'read-failed',
      'it is the 5th archive, one in the other: unpack it first',
    ]);
  });

  test('is cut short: the archive is told, the rest is read', async () => {
    const bytes = await zipOf(filesOf(sample));
    const problems = await problemsOf(written('cut.zip', bytes.subarray(0, bytes.length / 2)));
    expect(problems).toEqual([
      ['cut.zip', 'read-failed', expect.stringMatching(/^a zip archive: it is damaged or cut short/)],
    ]);
  });

  test('has a flipped byte: the log is told', async () => {
    const bytes = await zipOf(filesOf(sample), { level: 0 });
    const at = Buffer.from(bytes).indexOf('ElfChnk') + 40_000;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    const problems = await problemsOf(written('flipped.zip', bytes));
    expect(problems.some(([, code, message]) => code === 'read-failed' && message?.includes('damaged'))).toBe(
      true,
    );
  });

  test('holds more archives than are held in memory: the rest is told, those before are read', async () => {
    const [[name, bytes] = ['', new Uint8Array()]] = Object.entries(filesOf(sample));
    const one = await zipOf({ [name]: bytes });
    const file = written('inner.zip', await zipOf({ 'a.zip': one, 'b.zip': one }, { level: 0 }));
    const found: FoundLog[] = [];
    const mostInner = 1.5 * one.length;
    const { faults, close } = await openArchive(file, contentOf(openBytes(file)), {
      add: (log) => void found.push(log),
      mostInner,
    });
    close();
    expect(found.map((log) => log.file)).toEqual([`${file}/a.zip/${name}`]);
    expect(faults.map((fault) => fault.path)).toEqual([`${file}/b.zip`]);
  });

  test('has too many files: as many as may be are looked at, and the rest is told', async () => {
    const files = Array.from({ length: 300 }, (_, i) => [`e${i}.txt`, new Uint8Array(0)] as const);
    const file = written('many.zip', await zipOf(Object.fromEntries(files), { level: 0 }));
    const { faults, close } = await openArchive(file, contentOf(openBytes(file)), {
      add: () => {},
      mostEntries: 200,
      mostLooked: 100,
    });
    close();
    expect(faults.map(({ message }) => message)).toEqual([
      'more than 200 entries: the rest was not looked at',
      'more than 100 files that may be logs: the rest was not looked at',
    ]);
  });
});

describe('a log that was come upon and holds nothing of interest', () => {
  const channel = 'Contoso-Backup/Operational';
  const records = (provider: string, count: number): EventSpec[] =>
    Array.from({ length: count }, (_, i) => ({
      provider,
      eventId: 7,
      time: 1_700_000_000_000_000 + i,
      recordId: i + 1,
      channel,
      computer: 'HOST',
      payload: { type: 'none' },
    }));
  const stateOf = async (file: string, given = path.dirname(file)): Promise<string | undefined> => {
    const { report } = await analyze([given], { packs });
    return report.inputs.find((input) => input.path === file)?.state;
  };

  test('is said to be there and is not read; one that is named is', async () => {
    const file = written('idle/Backup.evtx', writeEvtx(records('Contoso-Backup', 40)));
    expect(await stateOf(file)).toBe('not-read');
    expect(await stateOf(file, file)).toBe('clean');
    const zip = written('idle-in.zip', await zipOf({ 'Backup.evtx': readFileSync(file) }));
    expect(await stateOf(`${zip}/Backup.evtx`, zip)).toBe('not-read');
  });

  test('is read where a provider of interest shows, or events of other machines may follow', async () => {
    const mixed = [...records('Contoso-Backup', 20), ...records('Schannel', 1)];
    expect(await stateOf(written('mixed-in/a.evtx', writeEvtx(mixed)))).toBe('clean');
    const forwarded = records('Contoso-Backup', 40).map((one) => ({ ...one, recordId: one.recordId + 9000 }));
    expect(await stateOf(written('forwarded/a.evtx', writeEvtx(forwarded, { inline: true })))).toBe('clean');
  });
});
