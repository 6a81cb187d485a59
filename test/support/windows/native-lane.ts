import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderEventXml } from '../event-xml.ts';

/** A machine on which native code can be called. */
export interface NativeLane {
  /** The folder of the built program, and the library, as that machine names files. */
  readonly dist: string;
  readonly library: string;
  readonly probe: string;
  pathOf(path: string): string;
  /** What starts Node there, and the environment it needs. */
  readonly node: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Ends what goes on running there. */
  readonly end: () => void;
}

interface Line {
  readonly channel?: string;
  readonly id?: number;
  readonly user?: string;
  readonly note?: { readonly type: string };
  readonly by?: string;
  readonly ended?: boolean;
}

const plain = 'Security';
const large = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';
const denied = 'System';
const absent = 'Microsoft-Windows-CAPI2/Operational';
const off = 'Application';
const user = 'Zoë Ünal-日本🔑';

/** The tests that hold wherever the native interface is called: the adapter, the process and its restart. */
export function testNativeLane(makeLane: (folder: string) => NativeLane): void {
  let folder = '';
  let lane: NativeLane;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rdpwhy-native-'));
    mkdirSync(join(folder, 'logs'));
    lane = makeLane(folder);
  }, 300_000);
  afterAll(() => {
    lane.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const file = (channel: string, ending: string): string =>
    join(folder, 'logs', `${channel.replaceAll('/', '%4')}${ending}`);
  const mark = (channel: string, ending: string, text = ''): void =>
    writeFileSync(file(channel, ending), text);
  const written = new Map<string, number>();
  const write = (channel: string, count: number, size = 10): void => {
    const from = written.get(channel) ?? 0;
    written.set(channel, from + count);
    const lines = Array.from({ length: count }, (_, i) => `${eventXml(channel, from + i + 1, size)}\n`);
    appendFileSync(file(channel, '.log'), lines.join(''));
  };
  const out = (): string => join(folder, 'out');
  const lines = (): Line[] =>
    existsSync(out())
      ? readFileSync(out(), 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Line)
      : [];
  const idsOf = (channel: string): number[] =>
    lines().flatMap((line) => (line.channel === channel && line.id !== undefined ? [line.id] : []));
  const notesOf = (channel: string): unknown[] =>
    lines().flatMap((line) => (line.channel === channel && line.note ? [line.note] : []));
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let waited = 0; !isSo() && waited < 30_000; waited += 50) await setTimeout(50);
  };
  const start = (): ChildProcess => {
    const [program = '', ...args] = lane.node;
    const own = [lane.dist, lane.library, folder, out()].map((path) => lane.pathOf(path));
    // Under Wine, Node can write to files only.
    const log = openSync(join(folder, 'log'), 'a');
    const child = spawn(
      program,
      [...args, lane.pathOf(lane.probe), ...own, plain, large, denied, absent, off],
      {
        stdio: ['ignore', log, log],
        env: { ...process.env, ...lane.env, FAKE_WEVTAPI: lane.pathOf(join(folder, 'logs')) },
      },
    );
    closeSync(log);
    return child;
  };
  const run = async (whileItRuns: () => Promise<void>): Promise<void> => {
    rmSync(out(), { force: true });
    let child = start();
    // Wine itself may fail before the program it starts has said a word: then nothing was tried yet.
    for (let more = 2; more > 0; more--) {
      await until(() => lines().length > 0 || child.exitCode !== null);
      if (lines().length > 0 || child.exitCode === null) break;
      child = start();
    }
    await whileItRuns();
    writeFileSync(join(folder, 'stop'), '');
    const ended = once(child, 'exit');
    if (child.exitCode === null) await Promise.race([ended, setTimeout(15_000)]);
    expect(child.exitCode, readFileSync(join(folder, 'log'), 'utf8')).toBe(0);
  };
  const upTo = (to: number, from = 1): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  test('records are given once and in order, with names in any script; what is wrong with a channel is told', async () => {
    write(plain, 300);
    mark(large, '.limit', '20000');
    write(large, 40, 3000);
    write(denied, 1);
    mark(denied, '.error', '5');
    write(off, 1);
    mark(off, '.disabled');
    await run(async () => {
      await until(() => idsOf(plain).length >= 300 && idsOf(large).length >= 40);
      write(plain, 20);
      await until(() => idsOf(plain).length >= 320);
    });
    expect(lines()[0]).toEqual({ by: 'wevtapi' });
    expect(idsOf(plain)).toEqual(upTo(320));
    expect(idsOf(large)).toEqual(upTo(40));
    expect(lines().find(({ id }) => id !== undefined)?.user).toBe(user);
    expect(notesOf(plain)).toEqual([]);
    expect(notesOf(denied)).toEqual([{ type: 'channel', state: 'denied', code: 5 }]);
    expect(notesOf(absent)).toEqual([{ type: 'channel', state: 'missing', code: 15_007 }]);
    expect(notesOf(off)).toEqual([{ type: 'channel', state: 'disabled', code: 0 }]);
  });

  test('another run goes on behind; native code that crashes takes nobody along, and loses and repeats nothing', async () => {
    write(plain, 10);
    await run(async () => {
      await until(() => idsOf(plain).length >= 10);
      mark(plain, '.crash');
      write(plain, 10);
      await until(() => idsOf(plain).length >= 20);
    });
    expect(idsOf(plain)).toEqual(upTo(340, 321));
    expect(idsOf(large)).toEqual([]);
    expect(notesOf(plain)).toEqual([{ type: 'reader-lost', next: 'again' }]);
  });

  test('a log that is not the one it was is read anew', async () => {
    rmSync(file(plain, '.log'));
    written.delete(plain);
    write(plain, 5);
    await run(() => until(() => idsOf(plain).length >= 5));
    expect(idsOf(plain)).toEqual(upTo(5));
    expect(notesOf(plain)).toEqual([{ type: 'recreated' }]);
  });
}

const eventXml = (channel: string, recordId: number, size: number): string =>
  renderEventXml({
    provider: 'Microsoft-Windows-Security-Auditing',
    eventId: 4625,
    time: 1_772_000_000_000_000 + recordId * 1_000_000,
    recordId,
    channel,
    computer: 'RDS01',
    payload: {
      type: 'event-data',
      fields: [
        { name: 'TargetUserName', value: user },
        { name: 'Padding', value: 'x'.repeat(size) },
      ],
    },
  });
