import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFollower, logFiles } from '../src/follow.ts';
import type { FollowNote } from '../src/input/live-source.ts';
import { renderEventXml } from './support/event-xml.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { tellScenarios } from './support/scenarios/index.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

/** All logs of a story as XML, an event a text, the oldest first. */
const told = (name: string): readonly string[] =>
  [
    ...(tellScenarios()
      .find((one) => one.name === name)
      ?.logs.values() ?? []),
  ]
    .flat()
    .sort((a, b) => a.time - b.time)
    .map((event) => renderEventXml(event));

/** Follows a file that has these contents one after the other, and says how many attempts failed. */
function follow(write: ((file: string) => void)[]): {
  readonly failed: number;
  readonly notes: readonly FollowNote['type'][];
} {
  const file = join(folder, 'export.xml');
  const notes: FollowNote['type'][] = [];
  let at = 0;
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: () => {},
    onNote: (_, { type }) => notes.push(type),
  });
  for (const step of write) {
    step(file);
    follower.look((at += 500));
  }
  for (let i = 0; i < 80; i++) follower.look((at += 500));
  return { failed: follower.end().summary.attempts.failed, notes };
}

const events = told('wrong-password-nla-2012r2');
const parts = [0.3, 0.6, 1].map((part) => Math.round(part * events.length));
const exported = (some: readonly string[]): string => `<Events>\r\n${some.join('\r\n')}\r\n</Events>\r\n`;

test('an export that is written anew over itself, the newest first, is read from its beginning', () => {
  const { failed, notes } = follow(
    parts.map((end) => (file) => writeFileSync(file, exported(events.slice(0, end).toReversed()))),
  );
  expect(failed).toBe(4);
  expect(notes).toEqual(['recreated', 'recreated']);
});

test('a text that was emptied and has outgrown what was read by the next look is read from its beginning', () => {
  const few = events.slice(0, 10).join('\n');
  const { failed, notes } = follow([
    (file) => writeFileSync(file, few),
    (file) => {
      truncateSync(file);
      appendFileSync(file, events.slice(10).join('\n'));
    },
  ]);
  expect(failed).toBe(4);
  expect(notes).toEqual(['recreated']);
});

test('what grows at its end is read on, however short the pieces are', () => {
  const bytes = Buffer.from(`${events.join('\n')}\n`);
  const cuts = [0, 1, 3, 700, 2000, 2001, bytes.length];
  const { failed, notes } = follow(
    cuts.slice(1).map((end, i) => (file) => appendFileSync(file, bytes.subarray(cuts[i], end))),
  );
  expect(failed).toBe(4);
  expect(notes).toEqual([]);
});
