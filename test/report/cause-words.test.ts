import { expect, test } from 'vitest';
import type { Report, ReportCause } from '../../src/model/report.ts';
import { breaksText, foldRecords, leftOutText } from '../../src/report/cause-words.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { reportWith } from './sample-report.ts';

const report = reportWith('alice');
const cause = report.causes[0] as ReportCause;

test('records that say the same in the same second are one, and no others', () => {
  const [event] = cause.evidence;
  if (!event) throw new Error('no evidence');
  const later = { ...event, time: '2026-03-01T10:00:07.000000Z' };
  expect(foldRecords([event, { ...event, recordId: 8 }, later]).map(({ times }) => times)).toEqual([2, 1]);
});

test('a session that broke off is told with when and after how long; one that never was is not', () => {
  expect(breaksText(report, cause)).toBeUndefined();
  const attempts = report.attempts.map((one) => ({
    ...one,
    reached: 'desktop' as const,
    durationMs: 4_093_407,
  }));
  expect(breaksText({ ...report, attempts }, cause)).toContain('10:00:01 (after 68 min)');
});

test('what is left out of a later cause is said', () => {
  expect(leftOutText(cause, 1)).toBe('1 check: rdpwhy patterns show wrong-password');
  expect(leftOutText({ ...cause, checks: [] }, 1)).toBeUndefined();
});

test.each([
  ['terminal', (one: Report) => renderTerminal(one)],
  ['markdown', renderMarkdown],
  ['html', (one: Report) => [...renderHtml(one)].join('')],
])('a mere possibility is not told the user as a fact: %s', (_, render) => {
  const possible = { ...report, causes: [{ ...cause, confidence: 'possible' as const }] };
  expect(render(possible)).toMatch(/Tell the user once it is\s+confirmed/);
  expect(render(report)).not.toContain('once it is');
});

test('what gateways let through stands in tickets and pages where nothing else tells of a connection', () => {
  const evidence = cause.evidence.slice(0, 1);
  const passage = { gateway: 'RDG01', targets: [], firstTime: '', lastTime: '', evidence };
  const passed = { ...report, causes: [], attempts: [], passages: [passage] };
  expect(renderMarkdown(passed)).toContain('Through the gateway');
  expect([...renderHtml(passed)].join('')).toContain('Through the gateway');
  expect(renderMarkdown(report)).not.toContain('Through the gateway');
});

test('a check says on which machine its command is for', () => {
  const asked = {
    text: 'Is it old?',
    command: 'Get-HotFix',
    runOn: 'client',
    ifTrue: 'a',
    ifFalse: 'b',
  } as const;
  const text = renderTerminal({ ...report, causes: [{ ...cause, checks: [asked] }] });
  expect(text).toContain('Is it old? (on the client)');
});
