import { expect, test } from 'vitest';
import { codeWords } from '../../src/report/code-words.ts';

const client = { provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore', eventId: 1026 };
const manager = { provider: 'Service Control Manager', eventId: 7000 };

test('a code in a record is put in words by the field it stands in', () => {
  expect(codeWords(client, { reason: 516 })).toBe('no TCP connection came about');
  expect(codeWords(manager, { reason: 516 })).toBeUndefined();
});

test("an error that Windows itself put into a text is put in words, and a stranger's text is not", () => {
  expect(codeWords(manager, { error: '%%1053' })).toBe('the service did not answer in time');
  expect(codeWords(manager, { error: 'see %%1053' })).toBeUndefined();
});

test('success, and a code that nobody knows, get no words', () => {
  expect(codeWords(client, { reason: 0 })).toBeUndefined();
  expect(codeWords(client, { reason: 4_000_000 })).toBeUndefined();
});
