import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import type { Report } from '../../src/model/report.ts';
import type { StatedSymptom } from '../../src/model/symptom.ts';
import { micros } from '../../src/model/time.ts';
import { breaksText } from '../../src/report/cause-words.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
/** The report on a case of a pattern, for somebody who says so. */
const report = async (name: string, symptom?: StatedSymptom): Promise<Report> =>
  (await analyze([`patterns/service/${name}.xml`], { packs, ...(symptom && { symptom }) })).report;
const time = (text: string): Pick<StatedSymptom, 'at'> => {
  const value = micros(Date.parse(`2026-03-02T${text}Z`) * 1000);
  return { at: () => [value, value] };
};

describe('a session that was cut off', () => {
  test('by a service that crashed ended then', async () => {
    const told = await report('termservice-crash-loop/cases/session-cut-off');
    expect(told.attempts[0]).toMatchObject({ endedAt: '2026-03-02T09:00:00.000000Z', durationMs: 3_600_000 });
    expect(told.attempts[0]?.endedBefore).toBeUndefined();
    const [cause] = told.causes;
    expect(cause && breaksText(told, cause)).toBe('Broke off at 2026-03-02 09:00:00 (after 60 min).');
  });

  test('by a host that stopped ended some time before that was up again', async () => {
    const told = await report('host-stopped-unexpectedly/cases/plain');
    expect(told.attempts[0]).toMatchObject({
      endedAt: '2026-03-02T08:00:02.500000Z',
      endedBefore: '2026-03-02T12:05:00.000000Z',
    });
    const [cause] = told.causes;
    expect(cause && breaksText(told, cause)).toBe('Broke off some time before 2026-03-02 12:05:00.');
  });

  test.each(['08:01:00', '10:00:00', '12:04:00', '12:15:00'])(
    'is meant by its user’s word of %s',
    async (at) => {
      const told = await report('host-stopped-unexpectedly/cases/without-code', {
        user: 'alice',
        ...time(at),
      });
      expect(told.symptom).toMatchObject({ cause: 'host-stopped-unexpectedly', fits: 'yes' });
    },
  );

  test('is not meant by a word of long after', async () => {
    const told = await report('host-stopped-unexpectedly/cases/without-code', {
      user: 'alice',
      ...time('12:30:00'),
    });
    expect(told.symptom?.matched).toBeNull();
  });
});
