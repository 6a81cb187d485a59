import { describe, expect, test } from 'vitest';
import type { InputIntegrity, Report } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { reportWith } from './sample-report.ts';

const whole: InputIntegrity = {
  failedChecksums: { headers: 0, records: 0 },
  gaps: { count: 0, missing: 0, ranges: [] },
  wrapped: true,
  torn: 0,
  slack: { bytes: 4000, records: 3 },
};

const textWith = (integrity: InputIntegrity, path = 'logs/Security.evtx'): string => {
  const input = {
    path,
    format: 'evtx',
    bytes: 69_632,
    hosts: [],
    channels: [],
    records: { read: 9, events: 9, skipped: 0, duplicates: 0 },
    firstTime: null,
    lastTime: null,
    state: 'clean',
    integrity,
  };
  const report: Report = { ...reportWith('alice'), inputs: [input] };
  return renderTerminal(report, { width: 200 });
};

describe('how whole a log is, on the screen', () => {
  test('says nothing of a log that is whole, wrapped, or has remains', () => {
    expect(textWith(whole)).not.toContain('Security.evtx:');
  });

  test('tells gaps, torn records and checksums in one line', () => {
    const text = textWith({
      ...whole,
      gaps: { count: 2, missing: 1234, ranges: [] },
      torn: 3,
      failedChecksums: { headers: 1, records: 4 },
    });
    expect(text).toContain(
      'logs/Security.evtx: 1,234 record ids between the first and the last are missing, in 2 gaps · ' +
        '3 records were due and are torn · 5 checksums do not hold\n',
    );
  });

  test('has words for one', () => {
    const gaps = { count: 1, missing: 1, ranges: [] };
    const text = textWith({ ...whole, gaps, torn: 1, failedChecksums: { headers: 1, records: 0 } });
    expect(text).toContain(
      '1 record id between the first and the last is missing, in 1 gap · 1 record was due and is torn · ' +
        '1 checksum does not hold\n',
    );
  });

  test('lets no path act on the terminal', () => {
    const text = textWith({ ...whole, torn: 1 }, 'logs/\u001b[31mred.evtx');
    expect(text).toContain('\\u001b[31mred.evtx: 1 record was due and is torn');
    expect(text).not.toContain('\u001b');
  });
});
