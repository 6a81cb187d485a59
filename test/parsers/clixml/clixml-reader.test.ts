import { describe, expect, test } from 'vitest';
import { createClixmlReader } from '../../../parsers/clixml/clixml-reader.ts';
import { clixml } from '../../support/forms/powershell.ts';
import { tellScenarios } from '../../support/scenarios/index.ts';
import { codesOf, readLog } from '../read-log.ts';

const OPEN = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
const record = (
  id: number,
  values = '<LST><Obj RefId="4"><Props><S N="Value">x_x000A_y</S></Props></Obj></LST>',
): string =>
  `<Obj RefId="0"><TN RefId="0"><T>System.Object</T></TN><Props><I32 N="Id">${id}</I32><S N="ProviderName">P</S><S N="LogName">System</S>` +
  `<I64 N="RecordId">5</I64><S N="MachineName">PC</S><DT N="TimeCreated">2019-11-07T09:59:56.5265735-08:00</DT>` +
  `<G N="ActivityId">ba5c6bbb-5b9c-5dc4-0000-00107660a900</G><Obj N="Properties" RefId="1">${values}</Obj></Props>` +
  `<MS><S N="Message">Von 192.0.2.5: 0x80090304</S><S N="Id">9</S></MS></Obj>`;

test('an event as Export-Clixml has it', () => {
  const { events, problems, status } = readLog(`${OPEN}${record(7)}</Objs>`);
  expect(problems).toEqual([]);
  expect(status).toMatchObject({
    format: 'clixml',
    records: 1,
    state: 'clean',
    times: { precision: '100ns', zone: 'stated' },
  });
  expect(events[0]).toMatchObject({
    eventId: 7,
    provider: 'P',
    channel: 'System',
    computer: 'PC',
    recordId: 5,
    time: Date.UTC(2019, 10, 7, 17, 59, 56) * 1000 + 526_573,
    activityId: 'BA5C6BBB-5B9C-5DC4-0000-00107660A900',
    fieldNames: 'none',
  });
  expect(events[0]?.fields()).toEqual([{ name: '', value: 'x\ny' }]);
});

test('where the values were not written, the message gives what it can', () => {
  const lost = '<LST><S>System.Diagnostics.Eventing.Reader.EventProperty</S></LST>';
  const result = readLog(`${OPEN}${record(7, lost)}</Objs>`);
  expect(codesOf(result)).toEqual(['lost-fields']);
  expect(result.events[0]?.fields().map(({ value }) => value)).toEqual(['192.0.2.5', '0x80090304']);
});

describe('hostile', () => {
  const bombs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  test.each([
    [
      'refused-xml',
      `<!DOCTYPE o [<!ENTITY l0 "lol">${bombs}]>${OPEN}${record(7).replace('x_x000A_y', '&l9;')}</Objs>`,
    ],
    [
      'refused-xml',
      `${OPEN}${record(1)}<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>${record(2)}</Objs>`,
    ],
    ['bad-xml', `${OPEN}${record(1).replace('</Props><MS>', '<MS>')}${record(2)}</Objs>`],
    ['truncated', `${OPEN}${record(1)}${record(2).slice(0, 200)}`],
    ['bad-xml', `${OPEN}<Obj>${'<LST>'.repeat(500)}${'</LST>'.repeat(500)}</Obj>${record(1)}</Objs>`],
    ['too-large', `${OPEN}${record(1)}<Obj><S>${'x'.repeat(1_100_000)}</S></Obj>${record(2)}</Objs>`],
    ['other-json', `${OPEN}${record(1)}<Obj><Props><S N="__proto__">x</S></Props></Obj></Objs>`],
    ['unknown-format', `${OPEN}<Obj><Props><S N="Name">x</S></Props></Obj></Objs>`],
    ['bad-encoding', new Uint8Array([...new TextEncoder().encode(`${OPEN}${record(1)}`), 0xfc, 0x20])],
  ] as const)('%s', (code, input) => {
    const result = readLog(input);
    expect(codesOf(result)).toContain(code);
    expect(JSON.stringify(result.events.map((event) => event.fields()))).not.toMatch(/lol|root:/);
  });
});

test('memory does not grow with the input', () => {
  const events = tellScenarios().flatMap(({ logs }) => [...logs.values()].flat());
  const text = Buffer.from(clixml(events.slice(0, 300)))
    .toString('utf16le')
    .slice(1);
  const from = text.indexOf('<Obj ');
  const encode = (part: string): Uint8Array => new TextEncoder().encode(part);
  const body = encode(text.slice(from, text.lastIndexOf('</Objs>')));
  const reader = createClixmlReader({ want: () => false });
  for (const _ of reader.feed(encode(text.slice(0, from)))) expect.unreachable();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  for (let i = 0; i < 30; i++) {
    for (const _ of reader.feed(body)) expect.unreachable();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  expect(reader.status().records).toBeGreaterThanOrEqual(30 * Math.min(300, events.length));
  expect(most).toBeLessThan(150e6);
});
