import { describe, expect, test } from 'vitest';
import { writeEvtx } from '../../support/evtx-writer/index.ts';
import { dumpBytes } from './dump-bytes.ts';

/** Reads RFC 4180, as a spreadsheet does. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  for (const row of text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n))+?(?<=\r\n)/g)) {
    const cells = Array.from(
      row[0].matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n)/g),
      (cell) => cell[1] ?? '',
    );
    rows.push(cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)));
  }
  return rows;
}

function logOf(computer: string, value: string): Uint8Array {
  const payload = { type: 'event-data', fields: [{ name: 'a', value }] } as const;
  const event = {
    provider: 'P',
    eventId: 1,
    time: 1_700_000_000_000_000,
    recordId: 5,
    channel: 'C',
    payload,
  };
  return writeEvtx([{ ...event, computer, userSid: 'S-1-5-18', processId: 4 }]);
}

describe('CSV', () => {
  test('has one row an event and quotes what needs it', () => {
    const rows = parseCsv(dumpBytes(logOf('a,"b"\r\nc', 'x "y"\r\n,'), 'csv').text);
    expect(rows).toEqual([
      'recordId,time,provider,channel,eventId,level,computer,activityId,processId,threadId,userSid,fields'.split(
        ',',
      ),
      [
        '5',
        '2023-11-14T22:13:20.0000000Z',
        'P',
        'C',
        '1',
        '0',
        'a,"b"\r\nc',
        '',
        '4',
        '',
        'S-1-5-18',
        '{"a":"x \\"y\\"\\r\\n,"}',
      ],
    ]);
  });

  test.each([' =1', '"=1', '＝1', '＠SUM(A1)'])('nor of %j, which spreadsheets take for one too', (text) => {
    expect(parseCsv(dumpBytes(logOf(text, text), 'csv').text)[1]?.[6]).toBe(`'${text}`);
  });

  test('begins no formula within a cell, where a spreadsheet cuts at its own list separator', () => {
    const text = 'a;=1; "-1\n@x';
    const [, row] = parseCsv(dumpBytes(logOf(text, text), 'csv').text);
    expect(row?.[6]).toBe("a;'=1;' \"-1\n'@x");
    expect(row?.[11]).not.toMatch(/;[\s"'\\]*[=+@-]/);
    expect(JSON.parse(row?.[11] ?? '')).toEqual({ a: text });
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes no formula of %j', (text) => {
    const [, row] = parseCsv(dumpBytes(logOf(text, text), 'csv').text);
    expect(row?.[6]).toBe(`'${text}`);
    expect(JSON.parse(row?.[11] ?? '')).toEqual({ a: text });
  });
});
