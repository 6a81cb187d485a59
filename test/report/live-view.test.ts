import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { LiveAttempt, LiveBoard, LiveCause } from '../../src/model/live-board.ts';
import type { ReportAttempt } from '../../src/model/report.ts';
import { micros } from '../../src/model/time.ts';
import { liveView } from '../../src/report/live-view.ts';
import { cellsOf } from '../../src/report/terminal/cells.ts';

const NOW = Date.parse('2026-03-02T14:05:10Z');

const attempt = (n: number, more: Partial<ReportAttempt> = {}): ReportAttempt => ({
  id: `a${String(n).padStart(4, '0')}`,
  host: 'RDS01.corp.example',
  seenBy: 'server',
  client: { address: `192.0.2.${n % 250}` },
  account: { domain: 'CORP', name: `user${n}` },
  transport: 'tcp',
  startedAt: new Date(NOW - 60_000 + n * 1000).toISOString().replace('Z', '000Z'),
  endedAt: new Date(NOW - 59_000 + n * 1000).toISOString().replace('Z', '000Z'),
  durationMs: 1000,
  outcome: 'failed',
  reached: 'authentication',
  events: [],
  links: [],
  diagnosis: {
    cause: 'wrong-password',
    class: 'credentials',
    confidence: 'certain',
    headline: 'The password was wrong',
    evidence: [],
    contradicting: [],
    alternatives: [],
    notEvaluated: [],
  },
  ...more,
});

const judged = (n: number, more: Partial<ReportAttempt> = {}, revision = 1): LiveAttempt => ({
  attempt: attempt(n, more),
  revision,
  isMeant: false,
});

const cause: LiveCause = {
  cause: 'wrong-password',
  title: 'The password was wrong',
  isFlood: false,
  lastHour: 3,
  total: 12,
  people: ['alice', 'bob', 'carla'],
  lastTime: '2026-03-02T14:05:00.000000Z',
};

const flood: LiveCause = {
  ...cause,
  cause: 'password-brute-force',
  title: 'Somebody is guessing passwords over Remote Desktop',
  isFlood: true,
  lastHour: 900,
  total: 3412,
  people: ['203.0.113.9'],
};

const board = (more: Partial<LiveBoard> = {}): LiveBoard => ({
  causes: [cause, flood],
  attempts: [judged(1), judged(2, { outcome: 'succeeded', diagnosis: null })],
  counts: { failed: 12, worked: 124, unclear: 0, open: 1, folded: 3412 },
  sources: 3,
  unreadable: 0,
  records: 12_345,
  latest: micros((NOW - 2000) * 1000),
  gaps: 0,
  missing: 0,
  notes: [],
  ...more,
});

const draw = (shown: LiveBoard, width: number, height: number): readonly string[] =>
  liveView(shown, { width, height, color: false, now: NOW, zoned: (iso) => iso });

describe('the live view', () => {
  test('has causes on top, the newest attempt last, and a status line at the bottom', () => {
    expect(draw(board(), 80, 14)).toEqual([
      'Following 3 logs                                         2026-03-02 14:05:10 UTC',
      '12 failed · 124 worked · 1 open · 3,412 in floods',
      '',
      'Causes                                                         last hour  in all',
      ' The password was wrong: alice and 2 more                              3      12',
      ' Flood: Somebody is guessing passwords over Remote Desktop           900   3,412',
      '',
      'Attempts of 2026-03-02, times in UTC',
      ' 14:04:11  192.0.2.1  user1  failed  The password was wrong',
      ' 14:04:12  192.0.2.2  user2  worked  ',
      '',
      '',
      '',
      'latest record 14:05:08, 2 s ago · 12,345 records · no gaps · Ctrl-C ends it',
    ]);
  });

  test('has what holds of hosts above what attempts met, without numbers', () => {
    const hosts = ['RDG01.corp.example', 'RDG02.corp.example'];
    const held = {
      ...cause,
      title: 'The gateway has no certificate',
      lastHour: 0,
      total: 0,
      people: [],
      hosts,
    };
    expect(draw(board({ causes: [held, cause] }), 80, 14).slice(3, 6)).toEqual([
      'Causes                                                         last hour  in all',
      ' The gateway has no certificate: RDG01 and 1 more                    now        ',
      ' The password was wrong: alice and 2 more                              3      12',
    ]);
  });

  test('has numbers where several attempts have a cause together', () => {
    const together = { ...cause, title: 'They broke', lastHour: 8, total: 12, hosts: ['RDS02.corp.example'] };
    expect(draw(board({ causes: [together] }), 80, 14)[4]).toBe(
      ' They broke: RDS02                                                     8      12',
    );
  });

  test('shows an attempt open, then judged, then judged anew, in the same line', () => {
    const lineOf = (row: LiveAttempt): string | undefined =>
      draw(board({ attempts: [row] }), 100, 20).find((line) => line.includes('user7'));
    const open = attempt(7, { outcome: 'open', reached: 'tls', diagnosis: null });
    expect(lineOf({ attempt: open, revision: 0, isMeant: false, dueAt: micros(0) })).toContain(
      'open  so far: reached tls',
    );
    expect(lineOf(judged(7))).toMatch(/failed {2}The password was wrong$/);
    expect(lineOf(judged(7, {}, 2))).toMatch(/failed {2}The password was wrong \(changed\)$/);
    expect(lineOf({ ...judged(7), isMeant: true })).toMatch(/^>/);
  });

  test('names the host where there are several, and what of the rest there is room for', () => {
    const attempts = [judged(1), judged(2, { host: 'RDS02' })];
    expect(draw(board({ attempts }), 120, 20).join('\n')).toContain(
      ' 14:04:11  RDS01  192.0.2.1  user1  failed  The password was wrong',
    );
    expect(draw(board({ attempts }), 80, 20).join('\n')).toContain(
      ' 14:04:12  RDS02  user2  failed  The password was wrong',
    );
    expect(draw(board({ attempts }), 50, 20).join('\n')).toContain(
      ' 14:04:12  failed  The password was wrong',
    );
  });

  test('keeps the newest where there is no room for all', () => {
    const attempts = Array.from({ length: 500 }, (_, n) => judged(n));
    const shown = draw(board({ attempts }), 80, 24);
    expect(shown.join('\n')).toContain('the last 15');
    expect(shown.findLast((line) => line.includes('user'))).toContain('user499');
    expect(draw(board({ attempts }), 40, 5).join('\n')).toContain('14:12:29  failed');
    expect(draw(board({ attempts }), 80, 1)).toEqual([expect.stringContaining('Ctrl-C')]);
  });

  test('says what is wrong with the logs', () => {
    const lines = draw(
      board({
        gaps: 2,
        missing: 1500,
        unreadable: 1,
        latest: micros((NOW - 3 * 86_400_000) * 1000),
        notes: ['x: records 1 to 9 were never seen'],
      }),
      140,
      30,
    );
    expect(lines.at(-2)).toBe('x: records 1 to 9 were never seen');
    expect(lines.at(-1)).toBe(
      'latest record 3 days ago · 12,345 records · 1 log unreadable · 2 gaps of 1,500 records · Ctrl-C ends it',
    );
    const { latest, ...empty } = board({ causes: [], attempts: [], sources: 0, records: 0 });
    expect(latest).toBeDefined();
    const nothing = draw(empty, 80, 24).join('\n');
    expect(nothing).toContain('No logs to follow yet');
    expect(nothing).toContain('No attempt to connect yet.');
    expect(draw(board({ latest: micros((NOW + 90_000) * 1000) }), 120, 30).at(-1)).toContain(
      'its clock is 90 s ahead',
    );
  });

  test('fits any screen and lets no text of a log act', () => {
    // eslint-disable-next-line no-control-regex
    const acts = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/;
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\u001b[2J\u001b]0;x\u0007',
        '東京リモート接続',
        'a\u0301'.repeat(9),
        '🧨🧨🧨',
        '\u202egnp.exe',
      ),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.integer({ min: 1, max: 230 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 0, max: 30 }),
        (name, place, width, height, many) => {
          const rows = Array.from({ length: many }, (_, n) =>
            judged(n, {
              account: { domain: '', name },
              client: { address: place },
              host: n % 2 === 0 ? name : 'x',
            }),
          );
          const shown = board({
            attempts: rows,
            causes: [{ ...cause, title: name, people: [place] }, flood],
            notes: [name, place],
          });
          const lines = draw(shown, width, height);
          expect(lines).toHaveLength(height);
          for (const line of lines) {
            expect(cellsOf(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(acts);
          }
        },
      ),
    );
  });
});
