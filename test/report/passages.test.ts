import { expect, test } from 'vitest';
import { buildPassages } from '../../src/report/build-passages.ts';
import { buildSummary } from '../../src/report/build-summary.ts';
import { event } from '../diagnose/make.ts';
import { HOST } from '../support/events.ts';

const way = (id: string, kind: string, seconds: number, target: string) => ({
  ...event(kind, seconds, { account: 'alice', client: '198.51.100.7', target }),
  activityId: id,
});

const events = [
  way('{1}', 'gateway-target-allowed', 0, 'ts'),
  way('{1}', 'gateway-connected', 1, 'ts'),
  way('{2}', 'gateway-target-allowed', 2, 'other'),
  way('{1}', 'gateway-disconnected', 6, 'rds-pool'),
];

test('a way through a gateway is one passage, wherever a broker sent the user on; one that was only allowed is none', () => {
  const passages = buildPassages(HOST, events);
  expect(passages).toMatchObject([{ gateway: HOST, account: 'alice', targets: ['ts', 'rds-pool'] }]);
  expect(passages[0]?.evidence).toHaveLength(3);
});

test('where the gateway alone has a log, it is not said that there was none', () => {
  const { outcome, headline } = buildSummary([], [], [], { passages: buildPassages(HOST, events) });
  expect(outcome).toBe('insufficient-evidence');
  expect(headline).toContain('The gateway let alice through to ts');
});
