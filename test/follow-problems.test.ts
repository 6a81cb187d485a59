import { appendFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { analyze, readTimeline } from '../src/analyze.ts';
import { showLines } from '../src/cli/follow-show.ts';
import { noteText } from '../src/cli/note-text.ts';
import { dumpRecords } from '../src/dump.ts';
import { createFollower, logFiles, type FollowNote } from '../src/follow.ts';
import { inputFaults } from '../src/report/input-faults.ts';
import { formWriters } from './support/forms/index.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { tellScenarios } from './support/scenarios/index.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

/** What is told while the pieces of a file come one after the other. */
function told(name: string, pieces: readonly string[]): readonly FollowNote[] {
  const notes: FollowNote[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: () => {},
    onNote: (_, note) => void notes.push(note),
  });
  let at = 0;
  for (const piece of pieces) {
    appendFileSync(join(folder, name), piece);
    follower.look((at += 500));
  }
  follower.end();
  return notes;
}

const event = (id: number, of = 'Microsoft-Windows-Kernel-General'): string =>
  `${JSON.stringify({ Id: 12, ProviderName: of, TimeCreated: '2026-01-02T03:04:05.0000000Z', MachineName: 'A', LogName: 'System', RecordId: id, ActivityId: null, Properties: [] })}\n`;

test('what is wrong with a text is told while it is followed, each sort once', () => {
  const notes = told('events.json', [
    event(1),
    '{"broken": \n',
    event(2),
    '{"broken": \n',
    event(3),
    '{"other":1}\n',
    '{"half',
  ]);
  expect(notes.map((note) => note.type === 'problem' && note.code)).toEqual(['bad-json', 'other-json']);
});

test('a table whose dates do not tell days from months is read, and what analyze says of it is told once', async () => {
  const name = 'Security.csv';
  const row = (at: string): string => `${at},4625,Microsoft-Windows-Security-Auditing,RDS01,Security\r\n`;
  const notes: FollowNote[] = [];
  const read: number[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: () => {},
    onNote: (_, note) => void notes.push(note),
    onLook: (_state, { records }) => void read.push(records),
  });
  const pieces = [
    'TimeCreated,Id,ProviderName,MachineName,LogName\r\n',
    row('3/4/2026 9:00:00'),
    row('3/4/2026 9:00:10'),
  ];
  for (const [at, piece] of pieces.entries()) {
    appendFileSync(join(folder, name), piece);
    follower.look(at * 500);
  }
  expect(read).toEqual([0, 1, 2]);
  follower.end();
  const told = notes.map((note) => noteText(name, note).replace('; it is not told again of this log', ''));
  const { report } = await analyze([join(folder, name)], { packs });
  const analyzed = inputFaults(report).join('\n');
  expect(told[0]).toContain('the day or the month comes first');
  for (const text of told) expect(analyzed).toContain(text);
  expect(new Set(told).size).toBe(told.length);
});

test('what is no log at all is told while it is followed, an archive from its first bytes on', () => {
  const notes: string[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: () => {},
    onNote: (source, note) => void notes.push(`${basename(source)}: ${noteText(source, note)}`),
  });
  appendFileSync(join(folder, 'plain.evtx'), 'nothing of the kind\n'.repeat(200));
  appendFileSync(join(folder, 'zipped.evtx'), 'PK\u0003\u0004');
  follower.look(0);
  const said = [
    'plain.evtx: first bytes: expected an event log, found plain text, of which nothing is read: save the log as .evtx or as XML; it is not told again of this log',
    'zipped.evtx: first bytes: expected an event log, found a zip archive: unpack it first; it is not told again of this log',
  ];
  expect(notes).toEqual(said);
  follower.look(500);
  follower.end();
  expect(notes).toEqual(said);
});

test.each([
  ['a log that holds nothing yet', 'events.json', ['', '']],
  ['a log that ends within an event', 'events.xml', ['<Events><Event><System>', '<Provider Name="x"/>']],
])('%s is no fault', (_, name, pieces) => {
  expect(told(name, pieces)).toEqual([]);
});

test('is escaped', () => {
  let err = '';
  const stream = (write: (text: string) => void) => ({ write: (text: string) => (write(text), true) });
  const streams = { out: stream(() => {}), err: stream((text) => (err += text)) } as never;
  const message = 'value: \u001b[2Jx\r\ny';
  showLines(streams, () => '', false).note('System.json', { type: 'problem', code: 'bad-json', message });
  expect(err).toContain('System.json: value:');
  // oxlint-disable-next-line no-control-regex
  expect(err.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
});

test('a table that says no channel is of the one that its name promises, whoever reads it', async () => {
  const scenario = tellScenarios().find(({ name }) => name === 'wrong-password-nla-win10');
  const write = formWriters.get('Event Viewer, CSV');
  for (const [path, events] of scenario?.logs ?? [])
    appendFileSync(join(folder, path.replace(/\.evtx$/, '.csv')), write?.(events) ?? '');
  const { report } = await analyze([folder], { packs, threads: 1 });
  const channels = report.coverage.flatMap(({ channel, state }) => (state === 'seen' ? [channel] : []));
  expect(channels.length).toBeGreaterThan(3);

  const { events } = await readTimeline([folder], { threads: 1 });
  expect(channels).toEqual(expect.arrayContaining([...new Set(events.map(({ source }) => source.channel))]));

  const follower = createFollower(logFiles([folder]), { packs, onVerdicts: () => {} });
  follower.look(500);
  const seen = follower.end().coverage.filter(({ state }) => state === 'seen');
  expect(seen.map(({ channel }) => channel)).toEqual(channels);

  const dumped = new Set<unknown>();
  for await (const item of dumpRecords([folder], { threads: 1 }))
    if (item.type === 'output')
      for (const line of new TextDecoder().decode(item.bytes).trimEnd().split('\n'))
        dumped.add((JSON.parse(line) as { readonly channel?: string }).channel);
  expect([...dumped].map(String).sort()).toEqual(channels);
  expect(readdirSync(folder)).toHaveLength(channels.length);
});
