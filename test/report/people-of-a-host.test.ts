import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import type { StatedSymptom } from '../../src/model/symptom.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { at } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const pack = loadPatterns();
const asked = async (symptom: StatedSymptom = {}): Promise<Report> =>
  (await analyze(['samples/gateway-refusal'], { packs: [pack], symptom })).report;

describe('refusals by a gateway', () => {
  test('are all told, with whom they befell', async () => {
    const { causes } = await asked();
    expect(causes[0]).toMatchObject({
      cause: 'rdg-rap-denied',
      accounts: ['CORP\\bob'],
      clients: ['203.0.113.44'],
      people: [{ account: 'CORP\\bob', target: 'RDS01', records: 5 }],
    });
    expect(causes[0]?.evidence).toHaveLength(5);
  });

  test('are counted beside the attempts', async () => {
    expect(renderTerminal(await asked(), { width: 200 })).toContain(
      '5 records of failures without an attempt',
    );
  });

  test.each(['bob', 'CORP\\bob', 'bob@corp.example'])('are found by the user %s', async (user) => {
    expect((await asked({ user })).symptom).toMatchObject({ cause: 'rdg-rap-denied', fits: 'yes' });
  });

  test('are nobody else’s, nor of another time or place', async () => {
    const times = { user: 'bob', at: () => [at(0), at(0)] as const };
    for (const stated of [{ user: 'carol' }, { client: '203.0.113.45' }, times])
      expect((await asked(stated)).symptom).toMatchObject({ matched: null, cause: null });
  });

  test('are of one person where only one of its two records tells the address', async () => {
    const logs = 'patterns/gateway/rdg-cap-denied/cases/policy-named-48.xml';
    const { causes } = (await analyze([logs], { packs: [pack] })).report;
    expect(causes[0]?.people).toMatchObject([{ account: 'CORP\\alice', client: '198.51.100.7', records: 2 }]);
  });

  test('are no two failures where two records tell of one', async () => {
    const logs = 'patterns/gateway/rdg-cap-denied/cases/policy-named-48.xml';
    const { report } = await analyze([logs], { packs: [pack] });
    const text = renderTerminal(report, { width: 200 });
    expect(text).toContain('2 records of failures without an attempt');
    expect(text).not.toContain('2 failures');
  });
});
