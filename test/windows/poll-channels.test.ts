import { describe, expect, test } from 'vitest';
import type { ProcessResult, RunProcess } from '../../src/input/run-process.ts';
import { bookmarkRecord } from '../../src/windows/bookmark.ts';
import type { ChannelFrame, ChannelRequest } from '../../src/windows/channel-frame.ts';
import { pollChannel } from '../../src/windows/poll-channels.ts';
import { createWevtutil } from '../../src/windows/wevtutil.ts';
import { renderEventXml } from '../support/event-xml.ts';
import { matchesQuery } from '../support/windows/matches-query.ts';

const channel = 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational';
const user = 'Zoë-日本🔑';

/** wevtutil and the log behind it. */
interface FakeProgram {
  ids: number[];
  /** What it does next in place of its work. */
  next: Partial<ProcessResult>[];
  encode: (text: string) => Buffer;
  isEnabled: boolean;
  readonly calls: (readonly string[])[];
  readonly run: RunProcess;
}

function fakeProgram(ids: readonly number[] = []): FakeProgram {
  const program: FakeProgram = {
    ids: [...ids],
    next: [],
    encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
    isEnabled: true,
    calls: [],
    async run(_, args) {
      program.calls.push(args);
      const done: ProcessResult = { code: 0, stdout: new Uint8Array(), stderr: Buffer.from('Fehler.') };
      const other = program.next.shift();
      if (other) return { ...done, ...other };
      if (args[0] === 'gl')
        return {
          ...done,
          stdout: Buffer.from(`name: ${channel}\r\nenabled: ${program.isEnabled}\r\ntype: Operational\r\n`),
        };
      const value = (name: string): string => args.find((arg) => arg.startsWith(`/${name}:`))?.slice(3) ?? '';
      const newestFirst = args.includes('/rd:true');
      const found = program.ids
        .toSorted((a, b) => (newestFirst ? b - a : a - b))
        .map(eventXml)
        .filter((xml) => matchesQuery(value('q'), xml))
        .slice(0, Number(value('c')));
      return { ...done, stdout: program.encode(found.join('\r\n')) };
    },
  };
  return program;
}

interface Polled {
  readonly frames: ChannelFrame[];
  /** Polls until nothing more is there at once, so many times; gives how long the last poll would wait. */
  poll(times?: number): Promise<number>;
  ids(): number[];
  cursor(): string | undefined;
  of<T extends ChannelFrame['type']>(type: T): Extract<ChannelFrame, { type: T }>[];
}

function polled(program: FakeProgram, request: Partial<ChannelRequest> = {}): Polled {
  const frames: ChannelFrame[] = [];
  const sink = {
    emit: (frame: ChannelFrame) => void frames.push(frame),
    room: () => 1000,
    whenTaken: async () => {},
  };
  const one = pollChannel(createWevtutil(program.run), { channel, query: '*', ...request }, 2000, sink);
  let now = 0;
  const of: Polled['of'] = (type) => frames.filter((frame) => frame.type === type) as never;
  return {
    frames,
    of,
    async poll(times = 1) {
      let rest = 0;
      for (let i = 0; i < times; i++) {
        do rest = await one(now);
        while (rest === 0);
        now += rest;
      }
      return rest;
    },
    ids: () =>
      of('events').flatMap(({ events }) =>
        events.map((xml) => Number(/<EventRecordID>(\d+)/.exec(xml)?.[1])),
      ),
    cursor: () => of('events').at(-1)?.cursor,
  };
}

const eventXml = (recordId: number): string =>
  renderEventXml({
    provider: 'P',
    eventId: 21,
    time: 1_772_000_000_000_000 + recordId,
    recordId,
    channel,
    computer: 'RDS01',
    payload: { type: 'event-data', fields: [{ name: 'User', value: user }] },
  });

const upTo = (to: number, from = 1): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('asking wevtutil', () => {
  test('gives all records in pages, then those behind, each once', async () => {
    const program = fakeProgram(upTo(1200));
    const one = polled(program);
    expect(await one.poll()).toBe(2000);
    program.ids.push(1201, 1202);
    await one.poll(3);
    expect(one.ids()).toEqual(upTo(1202));
    expect(one.of('drained')).toHaveLength(2);
  });

  test.each([
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-8', (text: string) => Buffer.from(text)],
  ])('reads %s', async (_, encode) => {
    const program = fakeProgram([1, 2]);
    program.encode = encode;
    const one = polled(program);
    await one.poll();
    expect(one.of('events')[0]?.events[1]).toContain(user);
  });

  test('takes what is whole of an output that breaks off, and passes over what is no event', async () => {
    const program = fakeProgram();
    const whole = Buffer.from(`Warnung: <etwas>\r\n${eventXml(7)}\r\n\0\r\n${eventXml(8)}`, 'utf16le');
    program.next.push({ stdout: whole.subarray(0, whole.length - 41) });
    const one = polled(program);
    await one.poll();
    expect(one.ids()).toEqual([7]);
    program.ids.push(7, 8);
    await one.poll();
    expect(one.ids()).toEqual([7, 8]);
  });

  test('another run goes on behind the last record', async () => {
    const program = fakeProgram(upTo(10));
    const first = polled(program);
    await first.poll();
    expect(bookmarkRecord(first.cursor() ?? '')).toBe(10);
    program.ids.push(11);
    const second = polled(program, { cursor: first.cursor() ?? '', since: 5 });
    await second.poll();
    expect(second.ids()).toEqual([11]);
    expect(second.of('gap')).toEqual([]);
  });

  test('records that were written over meanwhile are a gap', async () => {
    const program = fakeProgram(upTo(10));
    const first = polled(program);
    await first.poll();
    program.ids = upTo(40, 31);
    const second = polled(program, { cursor: first.cursor() ?? '' });
    await second.poll();
    expect(second.of('gap')).toEqual([{ type: 'gap', channel, from: 11, to: 30 }]);
    expect(second.ids()).toEqual(upTo(40, 31));
  });

  test.each(['*', '*[System[(EventID=21)]]'])(
    'also while it is followed, and what was only not asked for is none: %s',
    async (query) => {
      const program = fakeProgram(upTo(10));
      const one = polled(program, { query });
      await one.poll(40);
      program.ids = upTo(640, 601);
      await one.poll(40);
      expect(one.of('gap')).toEqual([{ type: 'gap', channel, from: 11, to: 600 }]);
      expect(one.ids()).toEqual([...upTo(10), ...upTo(640, 601)]);
    },
  );

  test('records that nobody asked for are no loss when they are written over', async () => {
    const program = fakeProgram(upTo(10));
    const one = polled(program, { query: '*[System[(EventID=21) and (EventRecordID <= 10)]]' });
    for (let id = 11; id < 400; id++) {
      program.ids = upTo(id, Math.max(1, id - 60));
      await one.poll();
    }
    expect(one.of('gap')).toEqual([]);
    expect(one.ids()).toEqual(upTo(10));
  });

  test('a log whose ids go back is another one, and is read from its beginning', async () => {
    const program = fakeProgram(upTo(10));
    const one = polled(program);
    await one.poll();
    program.ids = [1, 2, 3];
    await one.poll(40);
    expect(one.of('recreated')).toHaveLength(1);
    expect(one.ids()).toEqual([...upTo(10), 1, 2, 3]);
  });

  test.each([
    [5, 'denied'],
    [15_007, 'missing'],
  ] as const)('exit code %i is told once as %s and tried every minute', async (code, state) => {
    const program = fakeProgram([1]);
    program.next.push({ code }, { code });
    const one = polled(program);
    expect(await one.poll(2)).toBe(60_000);
    expect(one.of('state')).toEqual([{ type: 'state', channel, state, code }]);
    await one.poll();
    expect(one.ids()).toEqual([1]);
    expect(one.of('state').at(-1)).toMatchObject({ state: 'open' });
  });

  test('one that hangs is ended by the runner, told once and waited for longer each time', async () => {
    const program = fakeProgram([1]);
    program.next.push({ code: -1 }, { code: -1 }, { code: -1 });
    const one = polled(program);
    expect([await one.poll(), await one.poll(), await one.poll()]).toEqual([2000, 4000, 8000]);
    expect(one.of('state')).toEqual([{ type: 'state', channel, state: 'failed', code: -1 }]);
    await one.poll();
    expect(one.ids()).toEqual([1]);
  });

  test('a channel that is switched off is told once', async () => {
    const program = fakeProgram();
    program.isEnabled = false;
    const one = polled(program);
    await one.poll(100);
    expect(one.of('state')).toEqual([{ type: 'state', channel, state: 'disabled', code: 0 }]);
  });

  test('runs it by its whole path, without a shell', async () => {
    const files: string[] = [];
    const program = fakeProgram();
    await createWevtutil((file, ...rest) => {
      files.push(file);
      return program.run(file, ...rest);
    }).query(channel, '*');
    expect(files[0]).toMatch(/^[A-Z]:\\.*\\System32\\wevtutil\.exe$/);
    expect(program.calls[0]).toEqual(['qe', channel, '/q:*', '/f:xml', '/rd:false', '/c:500', '/uni:true']);
  });
});
