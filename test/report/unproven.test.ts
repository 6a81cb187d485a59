import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { channels } from '../../src/normalize/channels.ts';
import { firstLogs, offByDefault } from '../../src/normalize/logs-to-ask-for.ts';
import { buildDoctor } from '../../src/report/doctor/build-doctor.ts';
import { renderDoctor } from '../../src/report/terminal/doctor.ts';
import { accept, audit, close, logbook, type Logbook } from '../support/events.ts';
import { loadPatterns } from '../support/load-patterns.ts';
import { reportOn } from '../support/reports.ts';

const refused = (from: Readonly<Record<string, string | number>>) =>
  audit({ SubStatus: '0xc000006a', LogonType: 3, TargetUserName: 'scanner', ...from });
const hidden = refused({ IpAddress: '-', IpPort: '-', WorkstationName: 'PRINTER1' });
const onPort0 = refused({ IpAddress: '192.0.2.25', IpPort: 0 });

function reportWith(tell: (book: Logbook) => void): Report {
  const book = logbook();
  tell(book);
  return reportOn([book], [loadPatterns()]);
}

const verdicts = ({ attempts }: Report) =>
  attempts.map(({ isUnproven, diagnosis }) => [isUnproven, diagnosis?.cause, diagnosis?.confidence]);

describe('network logons that only the audit shows', () => {
  const report = reportWith((book) => {
    for (const at of [0, 1200, 2400]) book.security(at, 4625, hidden);
  });

  test('are no more than possibly Remote Desktop’s', () => {
    expect(verdicts(report)).toEqual(Array.from({ length: 3 }, () => [true, 'wrong-password', 'possible']));
    expect(report.summary.headline).toMatch(/^Possibly: /);
  });

  test('are told as that before they are explained, and as something else', () => {
    expect(report.causes[0]?.explanation).toMatch(/^Whether these 3 were Remote Desktop is not known/);
    const others = report.attempts.map(({ diagnosis }) => diagnosis?.alternatives.map(({ cause }) => cause));
    expect(others).toEqual(Array.from({ length: 3 }, () => ['logon-of-another-service']));
  });

  test('and the log that tells of connections is asked for before all others, with that reason', () => {
    const doctor = buildDoctor(report, { firstLogs, offByDefault });
    expect(doctor.ask[0]?.logs[0]).toMatchObject({
      channel: channels.stack,
      found: ['logon-of-another-service'],
    });
    expect(renderDoctor(doctor)).toContain('would decide on logon-of-another-service');
  });
});

describe('what speaks for Remote Desktop', () => {
  test('an address and port 0, as newer Windows writes them', () => {
    expect(verdicts(reportWith((book) => book.security(0, 4625, onPort0)))).toEqual([
      [undefined, 'wrong-password', 'likely'],
    ]);
  });

  test('not an address of which no port is known', () => {
    const report = reportWith((book) =>
      book.security(0, 4625, refused({ IpAddress: '192.0.2.25', IpPort: '-' })),
    );
    expect(verdicts(report)).toEqual([[true, 'wrong-password', 'possible']]);
  });

  test('the connection that the logon lies in', () => {
    const report = reportWith((book) => {
      const id = accept(book, { at: 0, n: 1 });
      book.security(0.1, 4625, hidden);
      close(book, 0.2, id);
    });
    expect(verdicts(report)).toEqual([[undefined, 'wrong-password', 'likely']]);
    expect(report.causes[0]?.explanation).not.toContain('not known');
  });

  test('a channel of the gateway that was opened at that moment', () => {
    const report = reportWith((book) => {
      book.add({
        provider: 'Microsoft-Windows-TerminalServices-Gateway',
        channel: channels.gateway,
        eventId: 312,
        fields: { Username: 'CORP\\scanner', IpAddress: '198.51.100.7:49802' },
      });
      book.security(0.3, 4625, hidden);
    });
    expect(verdicts(report)).toEqual([[true, 'rdg-user-credentials', 'likely']]);
    expect(report.causes[0]?.explanation).not.toContain('not known');
  });
});

test('of several attempts it is said of how many only the audit tells', () => {
  const report = reportWith((book) => {
    book.security(0, 4625, hidden);
    book.security(60, 4625, onPort0);
  });
  expect(report.causes[0]).toMatchObject({ cause: 'wrong-password', confidence: 'likely' });
  expect(report.causes[0]?.explanation).toMatch(/^Of 1 of these 2 attempts only the audit tells/);
});
