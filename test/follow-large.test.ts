import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createFollower,
  logFiles,
  type FollowOptions,
  type FollowState,
  type FollowStep,
} from '../src/follow.ts';
import type { LiveVerdict } from '../src/model/verdict.ts';
import type { EventSpec } from './support/event-spec.ts';
import { renderEventXml } from './support/event-xml.ts';
import { writeEvtx } from './support/evtx-writer/index.ts';
import { loadPatterns } from './support/load-patterns.ts';

const packs = [loadPatterns()];
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rdpwhy-large-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const REFUSED = 200;
const START = Date.UTC(2026, 2, 14, 9) * 1000;

/** A refused logon each, of somebody else, ten minutes apart. */
const refusals = (from = 1, to = REFUSED): readonly EventSpec[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    provider: 'Microsoft-Windows-Security-Auditing',
    providerGuid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
    eventId: 4625,
    channel: 'Security',
    computer: 'RDS01',
    time: START + (from + i) * 600_000_000,
    recordId: from + i,
    payload: {
      type: 'event-data',
      fields: [
        { name: 'TargetUserName', value: `user${from + i}` },
        { name: 'LogonType', value: 10 },
        { name: 'Status', value: '0xc000006d' },
        { name: 'SubStatus', value: '0xc000006a' },
        { name: 'IpAddress', value: `203.0.113.${from + i}` },
      ],
    },
  }));

/** 12 MB: more than one look reads. */
const forms = {
  'Security.evtx': () => writeEvtx(refusals(), { chunkRecords: 1 }),
  'Security.xml': () =>
    `<Events>${refusals()
      .map((one) => renderEventXml(one) + ' '.repeat(60_000))
      .join('\n')}</Events>`,
};

function followed(more: Partial<FollowOptions> = {}) {
  const verdicts: LiveVerdict[] = [];
  const steps: FollowStep[] = [];
  const follower = createFollower(logFiles([folder]), {
    packs,
    // Of attempts: what they show together is told besides.
    onVerdicts: (said) => void verdicts.push(...said.filter(({ type }) => type === 'verdict')),
    onStep: (step) => void steps.push(structuredClone(step)),
    ...more,
  });
  /** Reads what is there, and waits until the newest of it is judged. */
  const readAll = (): void => {
    for (let at = 1; follower.isReading && at < 50; at++) follower.look(at);
    for (const at of [100, 60_000, 120_000]) follower.look(at);
  };
  return { follower, verdicts, steps, readAll };
}

const openFiles = (): number =>
  process.platform === 'linux'
    ? readdirSync('/proc/self/fd').filter((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`).includes(folder);
        } catch {
          return false;
        }
      }).length
    : 0;

describe.each(Object.keys(forms) as (keyof typeof forms)[])('what is there before, %s', (name) => {
  beforeEach(() => writeFileSync(join(folder, name), forms[name]()));

  test('is read look by look, and judged when it is read to its end', () => {
    const { follower, verdicts, readAll } = followed();
    follower.look(0);
    expect(follower.isReading).toBe(true);
    expect(verdicts).toEqual([]);
    readAll();
    expect(verdicts).toHaveLength(REFUSED);
    expect(follower.end().attempts).toHaveLength(REFUSED);
    expect(verdicts).toHaveLength(REFUSED);
  });

  test('gives the report of a part and no verdict when the following ends before', () => {
    const { follower, verdicts } = followed();
    follower.look(0);
    const { attempts } = follower.end();
    expect(attempts.length).toBeGreaterThan(10);
    expect(attempts.length).toBeLessThan(REFUSED);
    expect(verdicts).toEqual([]);
    expect(openFiles()).toBe(0);
  });

  test('is read on by a run that goes on where another was killed in between', () => {
    const killed = followed();
    killed.follower.look(0);
    const { follower, verdicts, readAll } = followed({ resume: { steps: killed.steps, away: 1000 } });
    follower.look(0);
    expect(verdicts).toEqual([]);
    readAll();
    expect(verdicts).toHaveLength(REFUSED);
    expect(follower.end().attempts).toHaveLength(REFUSED);
  });

  test('is not news to a run that goes on with what another saved in between', () => {
    let state: FollowState | undefined;
    const killed = followed({ fromNow: true, onLook: (save) => (state = structuredClone(save())) });
    killed.follower.look(0);
    if (!state) throw new Error('expected a state');
    const { follower, verdicts, readAll } = followed({
      fromNow: true,
      resume: { state, steps: [], away: 1000 },
    });
    follower.look(0);
    expect(follower.isReading).toBe(true);
    readAll();
    // The latest of it is not due before half a minute has passed: it is no news either.
    for (let at = 1000; at < 120_000; at += 500) follower.look(at);
    expect(verdicts).toEqual([]);
    expect(follower.end().attempts).toHaveLength(REFUSED);
  });

  test('is read to its end when it is moved away and another one has its name', () => {
    const { follower, readAll } = followed();
    follower.look(0);
    renameSync(join(folder, name), join(folder, 'moved.old'));
    writeFileSync(join(folder, name), writeEvtx(refusals(REFUSED + 1, REFUSED + 5), {}));
    readAll();
    expect(follower.end().attempts).toHaveLength(REFUSED + 5);
    expect(openFiles()).toBe(0);
  });
});

test('of many logs, too, no look reads all', () => {
  for (let i = 1; i <= 20; i++)
    writeFileSync(
      join(folder, `Security-${i}.evtx`),
      writeEvtx(refusals(i * 10 - 9, i * 10), { chunkRecords: 1 }),
    );
  const { follower, verdicts, readAll } = followed();
  follower.look(0);
  expect(follower.isReading).toBe(true);
  expect(verdicts).toEqual([]);
  readAll();
  expect(verdicts).toHaveLength(REFUSED);
});
