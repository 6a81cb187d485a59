import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { wrap } from '../../src/report/terminal/layout.ts';
import { reportWith } from './sample-report.ts';

describe('the terminal report', () => {
  test('lets no hostile log text act on the terminal', () => {
    const text = renderTerminal(reportWith());
    // oxlint-disable-next-line no-control-regex
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('\\u001b[31mmallory');
  });

  test('fits 80 columns, but for commands, which must survive being copied', () => {
    const text = renderTerminal(reportWith('RDS01 '.repeat(30)));
    const long = text.split('\n').filter((line) => line.length > 80 && !/^ *> /.test(line));
    expect(long).toEqual([]);
  });

  test('has colours only where asked for', () => {
    const escape = '\u001b[';
    expect(renderTerminal(reportWith('alice'))).not.toContain(escape);
    expect(renderTerminal(reportWith('alice'), { color: true })).toContain(escape);
  });

  test('says the answer first, then what was not seen, then the attempts', () => {
    const text = renderTerminal(reportWith('alice'));
    const places = ['The password of alice was wrong', 'What to do', 'What could not be seen', 'Attempts'];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found[0]).toBe(0);
  });
});

test('possibilities are no explanation', () => {
  const report = reportWith('alice');
  const atBest = (confidence: 'likely' | 'possible') =>
    renderTerminal({
      ...report,
      summary: { ...report.summary, outcome: 'failures-explained' },
      causes: report.causes.map((cause) => ({ ...cause, confidence })),
    });
  expect(atBest('likely')).toContain('every failure seen is explained');
  expect(atBest('possible')).toContain('possible explanations only');
});

describe('logs of a machine that gave none', () => {
  const report = reportWith('alice');
  const elsewhere = ['Security', 'A/x', 'B/x', 'C/x'].map((channel) => ({
    on: 'host' as const,
    names: ['RDS01'],
    channel,
    neededBy: ['wrong-password'],
    collect: `wevtutil epl "${channel}" "x.evtx"`,
  }));
  const textWith = (roles: Report['hosts'][number]['roles']): string => {
    const hosts = report.hosts.map((host) => ({ ...host, roles }));
    return renderTerminal({ ...report, hosts, elsewhere }).replaceAll(/\s+/g, ' ');
  };

  test('are named by machine, the three that would decide most; the others and the commands are left to doctor', () => {
    const text = textWith(['gateway']);
    expect(text).toContain(
      'Security of RDS01 (the remote computer): not here; would decide on wrong-password',
    );
    expect(text).not.toContain('C/x');
    expect(text).toContain('rdpwhy doctor PATH names them and has all commands');
    expect(text).not.toContain('wevtutil');
  });
});

test('a path is never broken, and what is no name is', () => {
  const path = `C:\\${'very-long-folder\\'.repeat(8)}System.evtx`;
  const lines = wrap(`the file ${path} is not whole`, 80, '  ').split('\n');
  expect(lines).toContain(`  ${path}`);
  expect(lines.filter((line) => line.length > 80)).toHaveLength(1);
  const cut = wrap('x'.repeat(1000), 80, '  ').split('\n');
  expect(Math.max(...cut.map((line) => line.length))).toBe(80);
});

describe('the JSON report', () => {
  test('is the report itself', () => {
    expect(JSON.parse(renderJson(reportWith('alice')))).toEqual(reportWith('alice'));
  });
});
