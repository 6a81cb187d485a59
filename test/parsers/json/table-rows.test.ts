import { describe, expect, test } from 'vitest';
import { logKind } from '../../../src/input/log-kind.ts';
import { MAX_DOCUMENT } from '../../../parsers/json/split-documents.ts';
import { codesOf } from '../read-log.ts';
import { eventJson, idsOf, plainResult, readJson } from './read-json.ts';

describe('the answer of the API', () => {
  const columns = ['TimeGenerated', 'Source', 'EventLog', 'Computer', 'EventID', 'EventData'];
  const row = (id: number, data = ''): readonly unknown[] => [
    '2024-01-02T03:04:05Z',
    'P',
    'C',
    'PC',
    id,
    data,
  ];
  const table = (rows: readonly unknown[]): object => ({
    name: 'PrimaryResult',
    columns: columns.map((name) => ({ name, type: 'string' })),
    rows,
  });

  test.each([
    ['on one line', JSON.stringify({ tables: [table([row(1), row(2)])] })],
    ['pretty-printed', JSON.stringify({ tables: [table([row(1), row(2)])] }, undefined, 2)],
    ['of two tables', JSON.stringify({ tables: [table([row(1)]), table([row(2)])] })],
    [
      'with an empty table before',
      JSON.stringify({
        tables: [{ ...table([]), columns: [{ name: 'Cost' }] }, table([row(1), row(2)])],
        more: [[3]],
      }),
    ],
    ['one after another', [1, 2].map((id) => JSON.stringify({ tables: [table([row(id)])] })).join('\n')],
    [
      'of the older API',
      JSON.stringify({
        Tables: [
          { TableName: 'T', Columns: columns.map((ColumnName) => ({ ColumnName })), Rows: [row(1), row(2)] },
        ],
      }),
    ],
  ])('%s is read, in any pieces', (_, text) => {
    const whole = readJson(text);
    expect(idsOf(whole)).toEqual([1, 2]);
    expect(codesOf(whole)).toEqual(['lost-activity']);
    for (let cut = 1; cut < text.length; cut += 7) {
      expect(plainResult(readJson(text, [cut]))).toEqual(plainResult(whole));
    }
  });

  test('ends where its rows end', () => {
    // Names behind the rows, and what looks like one in a row, are none of the next table.
    const first = { ...table([row(1)]), events: 0 };
    const second = { columns: ['Bag', ...columns].map((name) => ({ name })), rows: [[{ a: 1 }, ...row(2)]] };
    const text = `${JSON.stringify({ tables: [first, second] })}\n[[[[[${eventJson(3)}]]]]]`;
    expect(idsOf(readJson(text))).toEqual([1, 2, 3]);
  });

  test('rows of which nobody says what they are, are one value', () => {
    const { problems } = readJson(JSON.stringify({ rows: [[1], [2]] }));
    expect(problems.map(({ detail }) => detail)).toEqual([
      'expected Windows events as JSON, found an object with the names rows',
    ]);
  });

  test('may be larger than any event', () => {
    const rows = Array.from({ length: 50 }, (_, id) => row(id, 'x'.repeat(MAX_DOCUMENT / 40)));
    expect(idsOf(readJson(JSON.stringify({ tables: [table(rows)] })))).toHaveLength(50);
  });

  test('with broken rows has the others', () => {
    const text = JSON.stringify({ tables: [table([row(1), [], [null], 'text', 7, row(2)])] });
    const result = readJson(text);
    expect(idsOf(result)).toEqual([1, 2]);
    expect(codesOf(result)).toContain('other-json');
  });

  test('that was cut off is told, and read up to there', () => {
    const result = readJson(JSON.stringify({ tables: [table([row(1), row(2)])] }).slice(0, -20));
    expect(idsOf(result)).toEqual([1]);
    expect(codesOf(result)).toContain('truncated');
  });

  test('is known as a log from its beginning', () => {
    const kind = (text: string): string => logKind('query.json', new TextEncoder().encode(text));
    expect(kind(JSON.stringify({ tables: [table([row(1)])] }))).toBe('log');
    expect(
      kind(JSON.stringify({ tables: [{ columns: [{ name: 'Cost', type: 'real' }], rows: [[1]] }] })),
    ).toBe('other');
  });
});
