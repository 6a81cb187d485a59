import { expect, test } from 'vitest';
import type { Report, ReportCoverage } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { accept, audit, close, logbook, type Logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';

/** One refused connection, with the audit's log there before and after it. */
function refusedOnce(more: (book: Logbook) => void = () => {}): Report {
  const book = logbook();
  book.security(0, 4624, audit({ LogonType: 5, Status: '0x0' }));
  const id = accept(book, { at: 60, n: 1 });
  book.stack(61, 140, { IPString: '198.51.100.7' }, { activityId: id });
  more(book);
  close(book, 62, id, 14);
  book.security(600, 4624, audit({ LogonType: 5, Status: '0x0' }));
  return reportOn([book], [loadPatterns()]);
}

const auditOf = ({ coverage }: Report): ReportCoverage | undefined =>
  coverage.find(({ channel }) => channel === 'Security');

test('an audit that records no refusals is told of, with the command that mends it', () => {
  const report = refusedOnce();
  expect(auditOf(report)?.notAudited).toMatch(/^auditpol \/set .*\/failure:enable$/);
  expect(renderTerminal(report)).toContain('refused logons are not audited');
});

test('one refusal in the audit shows that it records them', () => {
  const report = refusedOnce((book) =>
    book.security(60.9, 4625, audit({ SubStatus: '0xc000006a', LogonType: 3, IpAddress: '-', IpPort: '-' })),
  );
  expect(auditOf(report)?.notAudited).toBeUndefined();
});

test('only the audit knows that it was the password and not the name', () => {
  const password = refusedOnce((book) =>
    book.security(60.9, 4625, audit({ SubStatus: '0xc000006a', LogonType: 3, IpAddress: '-', IpPort: '-' })),
  );
  const saidOf = ({ causes }: Report): string => `${causes[0]?.explanation} ${causes[0]?.tellTheUser}`;
  expect(saidOf(password)).not.toContain('user name or password');
  expect(saidOf(password)).toContain('did not accept your password');
  expect(saidOf(refusedOnce())).toContain('refused the user name or password');
  expect(saidOf(refusedOnce())).toContain('did not accept your user name or password');
});
