import { describe, expect, test } from 'vitest';
import { SECOND, micros } from '../../src/model/time.ts';
import {
  createPipeline,
  type LookedAttempt,
  type Pipeline,
  type PipelineOptions,
} from '../../src/pipeline.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { simulateFleet } from '../support/simulate/simulate-fleet.ts';
import type { SimRecord } from '../support/simulate/sim-record.ts';

const packs = [loadPatterns()];

/** Clients, gateways and hosts whose logs are read together. */
const fleet = (seed: number, most: number): SimRecord[] => {
  const records: SimRecord[] = [];
  const simulation = { hosts: 8, attempts: 60, seed, noise: 0.5, missing: 0.1, startWithin: 0 };
  for (const record of simulateFleet(simulation)) {
    if (records.push(record) === most) break;
  }
  return records;
};

const pathOf = ({ computer, channel }: SimRecord): string => `${computer}/${channel}`;

/** All that a look says, judgements included. */
const told = (pipeline: Pipeline, looked: readonly LookedAttempt[]): unknown =>
  looked.map(({ judge, ...one }) => ({ ...one, attempt: pipeline.reported(judge()) }));

describe('looking again', () => {
  test.each([3, 4])(
    'finds what looking for the first time finds, seed %i',
    (seed) => {
      const options: PipelineOptions = { version: '0', packs, watch: true, heldEvents: 1500 };
      const pipeline = createPipeline(options);
      const records = fleet(seed, 4000);
      const inputs = new Map(
        [...new Set(records.map(pathOf))].map((path) => [path, pipeline.open({ path })] as const),
      );
      let joined = 0;
      let looks = 0;
      for (const [i, record] of records.entries()) {
        const input = inputs.get(pathOf(record));
        input?.observe(record.computer, record.channel, record.recordId, record.time);
        if (pipeline.catalog.wants(record.provider, record.eventId)) input?.push(record);
        if (i % 149 !== 0) continue;
        if (i % 1490 === 0) pipeline.settle(micros(record.filed - 60 * SECOND));
        const again = pipeline.look().filter(({ isSettled }) => !isSettled);
        const first = createPipeline({ ...options, state: structuredClone(pipeline.state()) });
        for (const path of inputs.keys()) first.open({ path });
        const anew = first.look();
        expect(told(pipeline, again)).toEqual(told(first, anew));
        looks += again.length;
        joined += again.filter(({ judge }) => judge().attempt.otherViews !== undefined).length;
      }
      expect(looks).toBeGreaterThan(1000);
      expect(joined).toBeGreaterThan(0);
    },
    60_000,
  );
});
