import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type * as Analyze from '../src/analyze.ts';
import type * as CountEvents from '../src/count-events.ts';
import type * as Dump from '../src/dump.ts';
import { renderJson } from '../src/report/json.ts';
import { concatenated, manyGaps, rangeLogs } from './support/range-logs.ts';
import { rdpwhy } from './support/built-program.ts';
import { folderForAll } from './support/temporary-folder.ts';

/** A module of the built program: a worker cannot run TypeScript. */
const built = async (module: string): Promise<unknown> =>
  import(pathToFileURL(path.resolve('dist/src', module)).href);

const corpus = '../shared/corpus';
const reportOf = (threads: number, ...paths: string[]): string => {
  const { status, stdout, stderr } = rdpwhy('--json', '--hash', '--threads', String(threads), ...paths);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
};

describe('threads', () => {
  test.each(['samples/healthy-day', 'samples/credssp-mismatch', 'samples/wrong-password-nla-win10'])(
    '%s: the report of three threads is that of one, byte for byte',
    (folder) => {
      const report = reportOf(1, folder);
      expect(report.length).toBeGreaterThan(1000);
      expect(reportOf(3, folder) === report).toBe(true);
    },
  );

  test.skipIf(!existsSync(corpus)).each(['server-2012r2', 'win10-1803', 'win11', 'with-xml', 'parser'])(
    'corpus %s: the same, problems and all',
    (folder) => {
      expect(reportOf(2, `${corpus}/${folder}`) === reportOf(1, `${corpus}/${folder}`)).toBe(true);
    },
  );

  test('the timeline is the same too', () => {
    const [one, two] = ['1', '2'].map(
      (n) => rdpwhy('timeline', '--threads', n, 'samples/healthy-day').stdout,
    );
    expect(two === one).toBe(true);
  });

  test('what cannot be read is told in its place', () => {
    const { status, stderr } = rdpwhy('--threads', '2', 'samples/healthy-day', 'package.json', 'nowhere');
    expect(status).toBe(3);
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(2);
  });

  test.each(['0', '-1', '1.5', 'many'])('%s is no number of threads', (text) => {
    const { status, stderr } = rdpwhy('--threads', text, 'samples/healthy-day');
    expect(status).toBe(2);
    expect(stderr).toContain(`found '${text}'`);
  });
});

interface Reading {
  readonly threads: number;
  readonly rangeSize?: number;
}

/** One log read by several threads, each with ranges of it, gives what one thread gives. */
describe('ranges of a log', () => {
  let folder = '';
  let modules: typeof Analyze & typeof CountEvents & typeof Dump;
  folderForAll((made) => (folder = made));
  beforeAll(async () => {
    const [analyze, count, dump] = await Promise.all(['analyze.js', 'count-events.js', 'dump.js'].map(built));
    modules = { ...(analyze as typeof Analyze), ...(count as typeof CountEvents), ...(dump as typeof Dump) };
  });

  const write = (bytes: Uint8Array): string => {
    const file = path.join(folder, 'log.evtx');
    writeFileSync(file, bytes);
    return file;
  };
  const report = async (file: string, reading: Reading): Promise<string> => {
    const { report, unreadable } = await modules.analyze([file], { ...reading, hash: true });
    return `${renderJson(report)}${unreadable.join()}`;
  };
  const timeline = async (file: string, reading: Reading): Promise<string> => {
    const { events } = await modules.readTimeline([file], reading);
    return JSON.stringify(events);
  };
  const raw = async (file: string, reading: Reading): Promise<string> =>
    JSON.stringify(await modules.countEvents([file], reading));
  const dump =
    (form: 'flat' | 'windows' | 'xml' | 'csv') =>
    async (file: string, reading: Reading): Promise<string> => {
      const decoder = new TextDecoder();
      let text = '';
      let told = '';
      for await (const item of modules.dumpRecords([file], { form, ...reading })) {
        if (item.type === 'output') text += decoder.decode(item.bytes, { stream: true });
        else told += `${JSON.stringify(item)}\n`;
      }
      return `${text}\n${told}`;
    };
  const flat = dump('flat');
  const expectSame = async (
    file: string,
    rangeSize: number,
    ways: Readonly<Record<string, typeof report>>,
    counts: readonly number[] = [2, 3, 5],
  ): Promise<void> => {
    for (const [name, way] of Object.entries(ways)) {
      const one = await way(file, { threads: 1 });
      for (const threads of counts) {
        const several = await way(file, { threads, rangeSize });
        expect(several === one, `${name} with ${threads} threads`).toBe(true);
      }
    }
  };

  test.each(Object.keys(rangeLogs))('%s', async (name) => {
    const file = write(rangeLogs[name]!());
    await expectSame(file, 3 * 65_536, { report, flat });
    await expectSame(file, 3 * 65_536, { timeline, raw, xml: dump('xml') }, [3]);
  });

  test('a dump of a log that wrapped begins with its oldest record, as Windows does', async () => {
    const file = write(rangeLogs['a log that wrapped within a range']!());
    for (const reading of [{ threads: 1 }, { threads: 3, rangeSize: 3 * 65_536 }]) {
      const lines = (await flat(file, reading)).split('\n').filter((line) => line !== '');
      const recordIds = lines.map((line) => (JSON.parse(line) as { recordId: number }).recordId);
      expect(recordIds).toEqual(Array.from({ length: 240 }, (_, i) => i + 1));
    }
  });

  test('more gaps than are kept', async () => {
    await expectSame(write(manyGaps()), 40 * 65_536, { report }, [2]);
  });

  test('what is wrong at a joint is not lost', async () => {
    const file = write(rangeLogs['a gap in the record ids at a joint']!());
    const { report } = await modules.analyze([file], { threads: 2, rangeSize: 3 * 65_536 });
    expect(report.inputs[0]?.integrity?.gaps).toEqual({ count: 1, missing: 10, ranges: [[61, 70]] });
    expect(report.coverage.map((row) => row.ranges).filter((ranges) => ranges.length > 0)).toEqual([
      [
        [1, 60],
        [71, 250],
      ],
    ]);
  });

  test('what the parts counted is summed up', async () => {
    const file = write(rangeLogs['a chunk torn before a joint and one behind it']!());
    const { report } = await modules.analyze([file], { threads: 2, rangeSize: 3 * 65_536 });
    const { torn, failedChecksums } = report.inputs[0]!.integrity!;
    expect({ torn, failedChecksums }).toEqual({ torn: 2, failedChecksums: { headers: 0, records: 2 } });
  });

  test('ranges of one chunk each', async () => {
    const file = write(rangeLogs['a chunk torn before a joint and one behind it']!());
    await expectSame(file, 65_536, { report, windows: dump('windows'), csv: dump('csv') }, [3]);
  });

  test('a folder of logs, cut and whole', async () => {
    await expectSame('samples/healthy-day', 65_536, { report, timeline, raw, flat }, [3]);
  });

  test.skipIf(!existsSync(corpus))('chunks of many real logs in one', async () => {
    const logs = [
      'server-2012r2/Security.evtx',
      'parser/evtx-Security.evtx',
      'server-2012r2/Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx',
      'parser/sample_with_a_bad_chunk_magic.evtx',
      'parser/security_bad_string_cache.evtx',
    ].map((name) => `${corpus}/${name}`);
    await expectSame(write(concatenated(logs)), 1 << 20, { report, raw, flat });
  });

  test.skipIf(!existsSync(corpus))('a real log in use', async () => {
    await expectSame(`${corpus}/server-2012r2/System.evtx`, 4 << 20, { report, xml: dump('xml') }, [3]);
  });
});
