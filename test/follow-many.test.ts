import { appendFileSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFollower, logFiles, type FollowNote, type Follower, type Standing } from '../src/follow.ts';
import { loadPatterns } from './support/load-patterns.ts';
import { folderForEach } from './support/temporary-folder.ts';

const packs = [loadPatterns()];
let folder = '';
folderForEach((made) => (folder = made));

const line = (host: number, id: number): string =>
  `${JSON.stringify({
    EventID: 4625,
    ProviderName: 'Microsoft-Windows-Security-Auditing',
    Channel: 'Security',
    Computer: `RDS${host}`,
    EventRecordID: id,
    TimeCreated: '2026-03-14 09:00:00 +0000',
  })}\n`;

const openFiles = (): number =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).includes(folder);
    } catch {
      return false;
    }
  }).length;

interface Watched {
  readonly follower: Follower;
  readonly notes: [source: string, note: FollowNote][];
  standing?: Standing;
  look(times: number): void;
}

function watch(): Watched {
  const notes: Watched['notes'] = [];
  let at = 0;
  const follower = createFollower(logFiles([folder]), {
    packs,
    onVerdicts: () => {},
    onNote: (source, note) => void notes.push([source, note]),
    onLook: (_state, standing) => void (watched.standing = standing),
  });
  const watched: Watched = {
    follower,
    notes,
    look(times) {
      for (let i = 0; i < times; i++) follower.look((at += 500));
    },
  };
  return watched;
}

test.skipIf(process.platform !== 'linux')('logs that are gone are let go, and told once', () => {
  const watched = watch();
  watched.look(1);
  for (let day = 0; day < 20; day++) {
    writeFileSync(join(folder, `log-${day}.json`), line(1, day + 1));
    watched.look(12);
    if (day > 1) rmSync(join(folder, `log-${day - 2}.json`));
  }
  watched.look(20);
  expect(openFiles()).toBe(2);
  expect(watched.standing?.sources).toBe(2);
  expect(watched.notes.map(([source, { type }]) => `${source.split(/[\\/]/).at(-1)} ${type}`)).toEqual(
    Array.from({ length: 18 }, (_, day) => `log-${day}.json gone`),
  );

  // One that returns is read on; what comes to one by another name is read as well.
  appendFileSync(join(folder, 'log-0.json'), line(1, 1) + line(1, 100));
  watched.look(12);
  renameSync(join(folder, 'log-0.json'), join(folder, 'log-0.old'));
  appendFileSync(join(folder, 'log-0.old'), line(1, 101));
  watched.look(20);
  expect(watched.standing?.records).toBe(22);
  const { inputs } = watched.follower.end();
  expect(inputs.map(({ format }) => format)).toEqual(inputs.map(() => 'json'));
});

test.skipIf(process.platform !== 'linux')('of many logs a few hundred stay open, and all are read', () => {
  const hosts = Array.from({ length: 600 }, (_, i) => i);
  for (const host of hosts) writeFileSync(join(folder, `${host}.json`), line(host, 1));
  const watched = watch();
  watched.look(1);
  expect(openFiles()).toBeLessThan(300);
  for (const host of hosts) appendFileSync(join(folder, `${host}.json`), line(host, 2));
  watched.look(2);
  expect(watched.standing?.records).toBe(1200);
  expect(openFiles()).toBeLessThan(300);
  expect(watched.notes).toEqual([]);
  watched.follower.end();
  expect(openFiles()).toBe(0);
});
