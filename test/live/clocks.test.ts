import { describe, expect, test } from 'vitest';
import { createLiveEngine } from '../../src/live/live-engine.ts';
import type { ClockState } from '../../src/live/arrival-clock.ts';
import type { Intake, IntakeRecord } from '../../src/live/intake.ts';
import { SECOND } from '../../src/model/time.ts';
import { createCatalog } from '../../src/normalize/normalize.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { simulateHost } from '../support/simulate/simulate.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';

const packs = [loadPatterns()];
const catalog = createCatalog();
const YEAR = 365 * 24 * 3600 * SECOND;
const SETTLE = 30 * SECOND;

const live = (): SimRecord[] =>
  [...simulateHost({ hosts: 3, attempts: 10, seed: 3, noise: 0.2, missing: 0 }, 0, () => {})].filter(
    ({ filed, time }) => Math.abs(filed - time) < SECOND,
  );

function intakeOf(record: SimRecord, off: number, prefix: string): IntakeRecord {
  const { channel, recordId } = record;
  const computer = `${prefix}.${record.computer}`;
  const input = `${computer}/${channel}`;
  const moved = Object.assign(record.withTime(record.time + off, record.filed), { computer });
  const event = catalog.normalize(moved, input);
  return { input, computer, channel, recordId, time: moved.time, ...(event && { event }) };
}

/** When each verdict of a machine was first said, in seconds after it began; another machine's clock may be off. */
function saidAt(offOfOther: number | undefined): Map<string, number> {
  const own = live();
  const first = own[0]?.filed ?? 0;
  const other = live();
  const engine = createLiveEngine({ version: '0', packs, settle: SETTLE });
  const coming = [
    ...own.map((record) => ({ filed: record.filed, record: intakeOf(record, 0, 'A') })),
    ...(offOfOther === undefined
      ? []
      : other.map((record) => ({ filed: record.filed, record: intakeOf(record, offOfOther, 'B') }))),
  ].sort((a, b) => a.filed - b.filed);
  const opened = [...new Set(coming.map(({ record }) => record.input))].map((path) => ({ path }));
  const said = new Map<string, number>();
  let next = 0;
  const last = coming.at(-1)?.filed ?? 0;
  for (let now = first; now < last + 2 * SETTLE; now += SECOND) {
    const from = next;
    while ((coming[next]?.filed ?? Infinity) <= now) next++;
    const records = coming.slice(from, next).map(({ record }) => record);
    const verdicts = engine.take({ passed: SECOND, opened: now === first ? opened : [], records });
    for (const { verdictId, attempt } of verdicts.filter((one) => one.type === 'verdict'))
      if (attempt.host.startsWith('A.') && !said.has(verdictId)) said.set(verdictId, (now - first) / SECOND);
  }
  return said;
}

describe('verdicts on a machine', () => {
  const alone = saidAt(undefined);

  test.each([
    ['a year ahead', YEAR],
    ['a year behind', -YEAR],
    ['ten minutes ahead', 600 * SECOND],
  ])('come when they come without another one whose clock is %s', (_, off) => {
    expect(alone.size).toBeGreaterThan(3);
    const beside = saidAt(off);
    expect([...beside.keys()].sort()).toEqual([...alone.keys()].sort());
    for (const [id, at] of alone) expect(Math.abs((beside.get(id) ?? 0) - at)).toBeLessThanOrEqual(3);
  });
});

describe('where one of the machines was a year ahead when the following began', () => {
  const own = live().map((record) => intakeOf(record, 0, 'A'));
  const last = Math.max(...own.map(({ time }) => time));
  const wrong = live()
    .map((record) => intakeOf(record, YEAR, 'B'))
    .filter(({ computer }) => computer === own[0]?.computer.replace('A.', 'B.'));
  const clockAfter = (at: Pick<Intake, 'at'>, ...looks: readonly (readonly IntakeRecord[])[]): ClockState => {
    const engine = createLiveEngine({ version: '0', packs, settle: SETTLE });
    const opened = [...own, ...wrong].map(({ input }) => ({ path: input }));
    for (const [i, records] of looks.entries())
      engine.take({ passed: 0, ...at, opened, records, isBehind: i < looks.length - 1 });
    return engine.state().clock;
  };

  test.each<readonly [string, readonly (readonly IntakeRecord[])[]]>([
    ['in one look', [[...wrong, ...own]]],
    ['the wrong one first', [wrong, own]],
    ['the wrong one last', [own, wrong]],
  ])('it is not later for the others, read %s', (_, looks) => {
    const clock = clockAfter({ at: last }, ...looks);
    expect(clock.latest).toBe(last);
    expect([...clock.offsets.keys()]).toEqual([wrong[0]?.computer.toLowerCase()]);
    expect(Math.abs([...clock.offsets.values()][0]! - YEAR)).toBeLessThan(24 * 3600 * SECOND);
  });

  test('it is where nobody says what time it is', () => {
    expect(clockAfter({}, [...wrong, ...own]).latest).toBeGreaterThan(last + YEAR / 2);
  });
});
