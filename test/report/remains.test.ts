import { expect, test } from 'vitest';
import { renderTerminal } from '../../src/report/terminal.ts';
import { logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';

test('the end of a session whose beginning is not there is told of, for somebody was cut off', () => {
  const book = logbook();
  book.sessions(0, 40, { Session: '1', Reason: '0' });
  book.sessions(75, 25, { User: 'CORP\\alice', SessionID: '1', Address: '198.51.100.7' });
  const report = reportOn([book], [loadPatterns()]);
  const row = report.coverage.find(({ channel }) => channel.includes('LocalSessionManager'));
  expect(row?.unattributed).toBe(1);
  expect(renderTerminal(report, { width: 200 })).toContain(
    'LocalSessionManager/Operational: 1 record of connections whose other records are not there',
  );
});
