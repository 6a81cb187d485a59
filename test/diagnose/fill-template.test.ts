import { expect, test } from 'vitest';
import { fillTemplate } from '../../src/diagnose/fill-template.ts';
import { event } from './make.ts';

test.each([
  [[4], '4'],
  [[4, 2], '4 and 2'],
  [[4, 2, 3, 2], '4, 2 and 3'],
  [[4, 2, 3, 5], '4, 2, 3 and 1 more'],
])('several values of one placeholder are listed as in a sentence: %j', (versions, text) => {
  const evidence = versions.map((version) => event('credssp-version-refused', 0, { version }));
  expect(fillTemplate('speaks version {version}, which', { evidence })).toBe(`speaks version ${text}, which`);
});

test.each([
  [['10.0.0.1', '10.0.0.2'], '10.0.0.1 and 10.0.0.2'],
  [[], 'unknown addresses'],
])('and so are the clients %j', (clients, text) => {
  expect(fillTemplate('{clients}', { evidence: [], clients })).toBe(text);
});
