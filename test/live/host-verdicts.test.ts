import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { LiveState } from '../../src/live/live-engine.ts';
import { SECOND } from '../../src/model/time.ts';
import type { HostVerdict, LiveVerdict } from '../../src/model/verdict.ts';
import { engineOf, follow, recordsIn, recordsOf, SETTLE, whole } from '../support/follow-records.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { createRandom } from '../support/scenarios/random.ts';
import { serviceRecord } from '../support/service-record.ts';
import { hostCausesOf, standingCauses } from '../support/standing.ts';

const core = loadPatterns();

const ofHosts = (verdicts: readonly LiveVerdict[]): readonly HostVerdict[] =>
  verdicts.filter((one) => one.type === 'host-verdict');
const shortly = ({ change, revision, cause }: HostVerdict): string =>
  `${change} ${revision} ${cause.cause} ${cause.confidence}`;

const logsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /\.(evtx|xml)$/.test(name))
    .map((name) => join(folder, name));

const gateway = logsIn('samples/gateway-refusal/RDG01');

describe('a gateway that refuses somebody', () => {
  test('is told of while it refuses, though no attempt is seen, and with what the report says', () => {
    const records = recordsIn(gateway);
    const refused = records.filter(({ event }) => event?.kind === 'gateway-target-refused');
    expect(refused).toHaveLength(5);
    const { verdicts, standing } = follow(records);
    const [first, ...more] = verdicts.filter((one) => one.type === 'host-verdict');
    expect(first).toMatchObject({ change: 'new', revision: 1, host: 'RDG01.corp.example' });
    expect(first?.cause).toMatchObject({ cause: 'rdg-rap-denied', failure: true, accounts: ['CORP\\bob'] });
    expect(((first?.at ?? 0) - (refused[0]?.time ?? 0)) / SECOND).toBeLessThanOrEqual(SETTLE / SECOND + 2);
    expect(more).toEqual([]);
    const report = whole(records);
    expect(hostCausesOf(report)).toEqual(['rdg-rap-denied certain RDG01.corp.example']);
    expect(standingCauses(standing, report)).toEqual(hostCausesOf(report));
  });

  test('is told of once by a run that is killed again and again', () => {
    const records = recordsIn(gateway);
    const random = createRandom(3);
    const { verdicts } = follow(records, (engine) => {
      if (random.integer(1, 20) > 1) return engine;
      return engineOf(deserialize(serialize(engine.state())) as LiveState);
    });
    expect(verdicts).toEqual(follow(records).verdicts);
  });
});

describe('a service that stops', () => {
  const log = [
    serviceRecord(0, 1, true),
    serviceRecord(10, 2, false),
    serviceRecord(70, 3, true),
    serviceRecord(200, 4, false),
    serviceRecord(210, 5, false),
  ].join('');
  const records = recordsOf(Buffer.from(log), 'System.xml');

  test('is told of, withdrawn when it runs again, and told of anew', () => {
    const { standing } = follow(records);
    expect(ofHosts(standing).map(shortly)).toEqual([
      'new 1 termservice-stopped likely',
      'withdrawn 2 termservice-stopped likely',
      'new 3 termservice-stopped likely',
    ]);
    expect(standingCauses(standing, whole(records))).toEqual(['termservice-stopped likely RDS01']);
  });

  test('that is started within the time to settle is not told of', () => {
    const restart = [serviceRecord(10, 1, false), serviceRecord(10.1, 2, true)].join('');
    expect(ofHosts(follow(recordsOf(Buffer.from(restart), 'System.xml')).verdicts)).toEqual([]);
  });
});

describe('what is told of hosts is what the finished logs give, in every case of every pattern', () => {
  const signed = core.patterns.filter(({ hostSigns }) => hostSigns.length > 0);
  test.each(signed)('$id', ({ id, class: group }) => {
    const cases = logsIn(`patterns/${group}/${id}/cases`);
    expect(cases.length).toBeGreaterThan(1);
    for (const file of cases) {
      const records = recordsIn([file]);
      const report = whole(records);
      const { verdicts, standing } = follow(records);
      expect(standingCauses(standing, report), basename(file)).toEqual(hostCausesOf(report));
      expect(standingCauses(verdicts, report), basename(file)).toEqual(hostCausesOf(report));
      const said = verdicts.map(({ verdictId, revision }) => `${verdictId} ${revision}`);
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
