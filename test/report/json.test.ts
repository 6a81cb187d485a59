import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { jsonPieces, renderJson } from '../../src/report/json.ts';
import { reportWith } from './sample-report.ts';

/** A report with so many attempts: what is said of each is of no interest here. */
function reportOf(attempts: number, text = 'alice'): Report {
  const report = reportWith(text);
  const [one] = report.attempts;
  return { ...report, attempts: one ? Array.from({ length: attempts }, () => one) : [] };
}

/** The same in one go, as it was written before there were pieces. */
const inOneGo = (report: Report): string =>
  `${JSON.stringify(report, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value), 2)}\n`;

describe('the report as JSON', () => {
  test.each([0, 1, 2, 49, 50, 51, 101])('%i attempts: the bytes of the report in one go', (attempts) => {
    expect(renderJson(reportOf(attempts))).toBe(inOneGo(reportOf(attempts)));
  });

  test.each(['half \ud83d of a pair', 'a whole \u{1f600} pair', String.raw`spelled \ud83d`, '],\n  ['])(
    'a log may hold %j',
    (text) => {
      expect(renderJson(reportOf(51, text))).toBe(inOneGo(reportOf(51, text)));
      expect(renderJson(reportOf(51, text)).isWellFormed()).toBe(true);
    },
  );

  test('no piece grows with the number of attempts', () => {
    const longest = (attempts: number): number =>
      Math.max(...[...jsonPieces(reportOf(attempts))].map((piece) => piece.length));
    expect(longest(5000)).toBe(longest(100));
  });
});
