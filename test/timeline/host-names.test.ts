import { describe, expect, test } from 'vitest';
import { channels } from '../../src/normalize/channels.ts';
import { createCoverageTracker } from '../../src/timeline/coverage-tracker.ts';
import { createHostNames, type HostNames } from '../../src/timeline/host-names.ts';

type Record = readonly [computer: string, recordId: number, channel?: string];

/** The names learnt from inputs; records come one second apart. */
function namesOf(...inputs: readonly (readonly Record[])[]): HostNames {
  const names = createHostNames();
  const tracker = createCoverageTracker(names);
  for (const records of inputs) {
    const watcher = tracker.watch();
    records.forEach(([computer, id, channel = channels.system], i) =>
      watcher.observe(computer, channel, id, i),
    );
    watcher.end();
  }
  return names;
}

/** The four names that the corpus's domain controller has had. */
const renamed: readonly Record[] = [
  ['WIN-HRJHA99CCDO', 1],
  ['WIN-HRJHA99CCDO', 2],
  ['CITADEL', 3],
  ['CITADEL-DC01', 4],
  ['CITADEL-DC01', 5],
  ['CITADEL-DC01.C137.local', 6],
];

describe('a renamed machine', () => {
  test('is one host, known by its newest name', () => {
    const names = namesOf(renamed);
    expect(names.hosts()).toEqual(['CITADEL-DC01.C137.local']);
    expect(names.hostOf('WIN-HRJHA99CCDO')).toBe('CITADEL-DC01.C137.local');
    expect(names.aliasesOf('CITADEL-DC01.C137.local')).toEqual([
      'CITADEL',
      'CITADEL-DC01',
      'WIN-HRJHA99CCDO',
    ]);
  });

  test('is known by that name in its other logs, too', () => {
    const names = namesOf([['CITADEL', 70, channels.security]], renamed);
    expect(names.hostOf('CITADEL')).toBe('CITADEL-DC01.C137.local');
  });

  test('is one host in a wrapped log, whose latest records come first in the file', () => {
    const names = namesOf([...renamed.slice(3), ...renamed.slice(0, 3)]);
    expect(names.hosts()).toHaveLength(1);
  });

  test('is one host in a log whose copies of records lie about', () => {
    expect(namesOf([...renamed, ...renamed]).hosts()).toHaveLength(1);
  });
});

describe('a collected log of several machines', () => {
  test.each<[string, readonly Record[]]>([
    [
      'whose names alternate',
      [
        ['A', 1],
        ['B', 2],
        ['A', 3],
        ['B', 4],
      ],
    ],
    [
      'whose ids follow on once by chance',
      [
        ['A', 500],
        ['B', 501],
        ['B', 700],
        ['A', 900],
      ],
    ],
    [
      'whose ids are counted for each',
      [
        ['A', 1],
        ['A', 2],
        ['B', 1],
        ['B', 2],
      ],
    ],
    [
      'whose ids leave gaps',
      [
        ['A', 1],
        ['B', 5],
        ['C', 9],
      ],
    ],
    [
      'with one machine’s records inside another’s',
      [
        ['A', 1],
        ['B', 2],
        ['C', 3],
        ['A', 4],
      ],
    ],
  ])('%s is as many hosts', (_, records) => {
    const names = namesOf(records);
    expect(names.hosts()).toHaveLength(new Set(records.map(([computer]) => computer)).size);
  });

  test('does not join what two renames in it leave apart', () => {
    const names = namesOf([
      ['A', 1],
      ['B', 2],
      ['C', 90],
      ['D', 91],
    ]);
    expect(names.hosts()).toEqual(['B', 'D']);
  });

  test('does not join machines through different channels', () => {
    const names = namesOf([
      ['A', 1],
      ['B', 2, channels.security],
    ]);
    expect(names.hosts()).toEqual(['A', 'B']);
  });
});

describe('one name', () => {
  test('is one host however it is spelled', () => {
    const names = namesOf([['RDS01', 1]], [['rds01', 9, channels.security]]);
    expect(names.hosts()).toHaveLength(1);
    expect(names.hostOf('Rds01')).toBe(names.hosts()[0]);
  });

  test('does not depend on the order of inputs, not even for two spellings of one moment', () => {
    const inputs: Record[][] = [[['RDS01', 1]], [['rds01', 9, channels.security]]];
    expect(namesOf(...inputs).hosts()).toEqual(namesOf(...inputs.toReversed()).hosts());
  });

  test('that was never seen is its own host', () => {
    expect(namesOf().hostOf('elsewhere')).toBe('elsewhere');
  });
});

test(
  'a log in which every record has a name of its own takes no longer than its records',
  { timeout: 5000 },
  () => {
    const names = namesOf(Array.from({ length: 20_000 }, (_, i) => [`HOST-${i}`, i + 1]));
    expect(names.hosts()).toEqual(['HOST-19999']);
    expect(names.hostOf('host-0')).toBe('HOST-19999');
  },
);
